"""The lawful changes of a mandate (代表法 art. 61–63, facts §6.2): pages that say what happens, then do it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from deputies import compliance
from deputies.actions import invitations, mandates
from deputies.actions.register import act_as
from deputies.models import Deputy, Level, Mandate, MandateEvent
from deputies.spans import without
from deputies.succession import acts
from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.errors import Refused
from stations.hierarchy import Kind
from tests.factories.accounts import SeatFactory
from tests.factories.deputies import MandateFactory
from tests.factories.stations import StationFactory, seat_in
from tests.factories.terms import holder, term
from tests.factories.visits import held

pytestmark = pytest.mark.usefixtures("on_the_day")
TODAY = date(2026, 11, 22)
FILLED = {"effective_on": "2026-11-20", "document_no": "铜人〔2026〕5号", "announced_by": "常委会"}


@pytest.fixture
def on_the_day():
    with time_machine.travel("2026-11-22T10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def wang(net):
    return holder("王芳", of=term(), station=net[2], certificate_no="Z-1").mandates.get()


@pytest.fixture
def office(client, net):
    seat = seat_in(net[0], Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


def notice(day=date(2026, 11, 20)):
    return mandates.Notice(day, "铜人〔2026〕5号")


def suspend(mandate, day=date(2026, 11, 1)):
    return mandates.suspend(mandate, ground="custody", notice=notice(day), by=None)


ENDS = [
    ("resign", "own", "resigned", "resigned"),
    ("resign", "ordered", "resigned", "resigned"),
    ("recall", "vote", "recalled", "recalled"),
    ("end", "moved", "moved", "ended"),
    ("end", "foreign", "foreign", "ended"),
    ("end", "rights", "rights", "ended"),
    ("end", "incapable", "incapable", "ended"),
    ("die", "death", "died", "died"),
]


@pytest.mark.parametrize(("act", "ground", "reason", "kind"), ENDS)
def test_each_legal_ground_ends_the_mandate_from_its_own_page(
    client, office, wang, act, ground, reason, kind
):
    address = f"/desk/mandates/{wang.pk}/{act}/"
    assert "登记后将发生" in client.get(address).content.decode()
    assert client.post(address, FILLED | {"ground": ground}).status_code == 302
    wang.refresh_from_db()
    assert (wang.to_on, wang.end_reason) == (date(2026, 11, 20), reason)
    event = wang.events.get()
    assert (event.kind, event.document_no, event.seat) == (kind, "铜人〔2026〕5号", office)
    assert Event.objects.filter(verb="change_mandate").count() == 1
    assert (
        dict(acts.ACTS[act].grounds)[ground] in client.get(wang.get_absolute_url()).content.decode()
    )


def test_every_reason_of_the_law_has_an_act_or_is_the_terms_end():
    reached = {a.reason_for(g) for a in acts.ACTS.values() if a.ends for g, _ in a.grounds}
    assert set(Mandate.End.values) - reached == {"term", "absent", "other"}


def test_an_ending_takes_places_and_seats_of_whoever_holds_nothing_else(client, office, wang):
    seat = SeatFactory(role=Role.DEPUTY, from_on=date(2024, 1, 1))
    act_as(seat, wang.deputy)
    html = client.get(f"/desk/mandates/{wang.pk}/resign/").content.decode()
    assert "编组进站 1 处同时结束" in html
    assert "代表岗位 1 个终止" in html
    client.post(f"/desk/mandates/{wang.pk}/resign/", FILLED | {"ground": "own"})
    seat.refresh_from_db()
    assert seat.to_on == wang.deputy.memberships.get().to_on == date(2026, 11, 20)


def test_an_ending_leaves_the_places_of_whoever_sits_in_another_congress(client, office, wang):
    MandateFactory(deputy=wang.deputy, level=Level.CITY, electorate="铜官区人大")
    assert "还担任其他层级的代表" in client.get(f"/desk/mandates/{wang.pk}/die/").content.decode()
    client.post(f"/desk/mandates/{wang.pk}/resign/", FILLED | {"ground": "own"})
    assert wang.deputy.memberships.get().to_on is None
    assert wang.deputy.is_in_office(TODAY)


def test_a_suspended_deputy_keeps_history_but_is_not_asked_nor_owes(net, wang):
    deputy = wang.deputy
    before = compliance.year_of(deputy, 2026)
    suspend(wang, date(2026, 1, 1))
    assert deputy.is_in_office(TODAY)
    assert not deputy.is_performing(TODAY)
    ahead = held(net[2], 2026, 12, 1, stage="published")
    assert invitations.invite(ahead, deputies=[deputy], by=seat_in(net[2], Role.STATION)) == 0
    row = compliance.year_of(deputy, 2026)
    assert row is None or row.owed == 0
    assert before is not None
    mandates.resume(wang, notice=notice(), by=None)
    assert deputy.is_performing(TODAY)
    assert (
        compliance.year_of(deputy, 2026).days == (date(2026, 12, 31) - date(2026, 11, 20)).days + 1
    )


@pytest.mark.parametrize(
    ("gaps", "left"),
    [
        ([], [(1, 30)]),
        ([(5, 9)], [(1, 4), (10, 30)]),
        ([(1, 3)], [(4, 30)]),
        ([(20, None)], [(1, 19)]),
        ([(1, None)], []),
        ([(5, 9), (8, 12)], [(1, 4), (13, 30)]),
        ([(28, 30)], [(1, 27)]),
    ],
)
def test_what_is_left_of_a_span_without_gaps(gaps, left):
    day = lambda number: number and date(2026, 11, number)  # noqa: E731
    pairs = [(day(a), day(b)) for a, b in gaps]
    assert without((day(1), day(30)), pairs) == [(day(a), day(b)) for a, b in left]


def test_acts_that_make_no_sense_now_are_refused_in_words(wang):
    with pytest.raises(Refused, match="没有在暂停期间"):
        mandates.resume(wang, notice=notice(), by=None)
    suspend(wang)
    with pytest.raises(Refused, match="已在暂停期间"):
        suspend(wang)
    with pytest.raises(Refused, match="须在暂停日期"):
        mandates.resume(wang, notice=notice(date(2026, 11, 1)), by=None)
    act = acts.ACTS["resign"]
    with pytest.raises(Refused, match="还没有到"):
        mandates.end(wang, act=act, ground="own", notice=notice(TODAY + timedelta(1)), by=None)
    with pytest.raises(Refused, match="早于任职起"):
        mandates.end(wang, act=act, ground="own", notice=notice(date(2021, 1, 1)), by=None)
    mandates.end(wang, act=act, ground="own", notice=notice(), by=None)
    with pytest.raises(Refused, match="已于 2026-11-20 终止（辞职）"):
        mandates.end(wang, act=act, ground="own", notice=notice(), by=None)


def test_events_of_a_mandate_only_grow(wang):
    suspend(wang)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        MandateEvent.objects.update(note="改")


def test_the_ground_is_the_offices_and_the_deputys_own_business(client, net, wang):
    suspend(wang)
    client.force_login(seat_in(net[2], Role.STATION).user)
    html = client.get(wang.get_absolute_url()).content.decode()
    assert "暂停执行代表职务" in html
    assert "刑事案件" not in html


def test_another_countys_office_may_not_change_it(client, net, wang):
    net[1].division_code = "340706000000"
    net[1].save()
    client.force_login(seat_in(net[1], Role.COMMITTEE).user)
    assert client.get(f"/desk/mandates/{wang.pk}/resign/").status_code == 403


@pytest.mark.parametrize(
    ("key", "level", "told"),
    [
        ("resign", "city", "铜官区人民代表大会常务委员会"),
        ("resign", "county", "本级人大常务委员会"),
        ("resign", "township", "本级人大"),
        ("recall", "county", "铜官区人民代表大会选民"),
    ],
)
def test_who_decides_is_proposed_by_level(key, level, told):
    assert acts.decider(key, level, "本级人大", "铜官区人民代表大会") == told


def test_posts_are_taken_and_left(client, office, wang):
    given = {"kind": "presidium", "title": "", "from_on": "2026-01-01"}
    address = f"/desk/mandates/{wang.pk}/offices/"
    client.post(address, given)
    assert client.post(address, given).status_code == 409
    post = wang.offices.get()
    client.post(f"/desk/mandates/offices/{post.pk}/leave/")
    assert client.post(f"/desk/mandates/offices/{post.pk}/leave/").status_code == 409
    post.refresh_from_db()
    assert post.to_on == TODAY


# -- by-elections ---------------------------------------------------------------------------------
ELECTED = {
    "name": "补一",
    "birth_month": "1980-05",
    "certificate_no": "Z-9",
    "electorate": "第九选区",
    "effective_on": "2026-11-10",
    "document_no": "铜人〔2026〕6号",
    "station": "T",
}


def test_a_by_election_adds_one_deputy_to_the_running_term(client, office, wang):
    address = f"/desk/congresses/{wang.congress_term_id}/elect/"
    assert client.post(address, ELECTED).status_code == 302
    new = Deputy.objects.get(name="补一").mandates.get()
    assert (new.is_by_elected, new.congress_term, new.from_on) == (
        True, wang.congress_term, date(2026, 11, 10),
    )  # fmt: skip
    assert new.events.get().kind == "by_elected"
    assert new.deputy.memberships.get().station.code == "T"


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"electorate": "铜官区人民代表大会"}, 422, "县乡两级代表由选区选民直接选举"),
        ({"effective_on": "2026-12-10"}, 409, "还没有到"),
        ({"effective_on": "2021-12-10"}, 409, "任期之内"),
        ({"name": "王芳", "birth_month": "1970-01"}, 422, "需要确认"),
    ],
)
def test_a_by_election_that_cannot_be_is_refused(client, office, wang, changes, status, told):
    address = f"/desk/congresses/{wang.congress_term_id}/elect/"
    response = client.post(address, ELECTED | changes)
    assert response.status_code == status
    assert told in response.content.decode()
    assert Mandate.objects.count() == 1


def test_the_term_is_narrowed_and_exported(client, office, wang, net):
    other = holder("李明", of=wang.congress_term, certificate_no="Z-2", delegation="二团")
    suspend(other.mandates.get())
    address = wang.congress_term.get_absolute_url()
    for query, seen in (
        ("delegation=二团", {"李明"}),
        ("status=suspended", {"李明"}),
        ("status=running", {"王芳"}),
        ("status=over", set()),
        ("q=王", {"王芳"}),
    ):
        body = client.get(f"{address}?{query}").content.decode().partition("<tbody>")[2]
        assert {name for name in ("王芳", "李明") if name in body} == seen, query
    assert client.get(f"/desk/congresses/{wang.congress_term_id}.xlsx").status_code == 200


def test_a_county_office_sees_its_own_congresses_only(client, net, wang):
    centre = StationFactory(kind=Kind.CENTRE, parent=net[0], division_code="340706000000")
    client.force_login(seat_in(centre, Role.COMMITTEE).user)
    assert client.get(wang.congress_term.get_absolute_url()).status_code == 404
    assert clock.today() == TODAY
