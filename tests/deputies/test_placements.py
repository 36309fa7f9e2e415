"""Proposals of stations: made for all unassigned, accepted in bulk, changed, rejected, undone (T11)."""

import io
import threading
from datetime import timedelta

import pytest
from django.db import connection

from deputies.actions import placements as actions
from deputies.actions import register
from deputies.actions.invitations import invite
from deputies.models import Deputy, Membership, Placement, PlacementBatch
from liaison import clock
from liaison.accounts.roles import Role
from liaison.audit.models import Event
from liaison.documents import excel
from liaison.errors import Refused
from stations.actions.network import close_station
from stations.hierarchy import Kind
from tests.factories.activities import plan
from tests.factories.deputies import DeputyFactory, MandateFactory, MembershipFactory
from tests.factories.stations import StationFactory, seat_in

LIST = "/desk/deputies/placements/"


@pytest.fixture
def office(client, net):
    seat = seat_in(net[0], Role.COMMITTEE)
    client.force_login(seat.user)
    return seat


@pytest.fixture
def other(net):
    return StationFactory(code="D", name="大通镇联络站", kind=Kind.STATION, parent=net[1])


def loose(electorate="天井湖第一选区", **person):
    """Somebody in office who belongs nowhere."""
    deputy = DeputyFactory(**person)
    MandateFactory(deputy=deputy, electorate=electorate)
    return deputy


def waiting(deputy):
    return Placement.objects.waiting().get(deputy=deputy)


def accept(client, *placements, **more):
    given = {"pk": [each.pk for each in placements], "on": clock.today().isoformat()}
    return client.post(f"{LIST}accept/", given | more)


def html(answer):
    return answer.content.decode()


def test_everybody_unassigned_gets_one_proposal_with_its_reasons(client, office, net, other):
    by_electorate, by_home = loose(name="甲"), loose("第一选区", name="乙", residence="湖东社区")
    client.post(f"{LIST}propose/")
    assert waiting(by_electorate).station == net[2]
    assert waiting(by_home).reasons == ["居住地“湖东社区”在该站范围内"]
    page = html(client.get(LIST))
    assert "选区“天井湖第一选区”在该站范围内" in page
    assert "还有" in page


def test_accepting_all_that_are_sure_covers_everybody_and_names_who_is_left(client, office, other):
    sure, vague = [loose(name=f"准{n}") for n in range(9)], loose("第一选区", name="无处可寻")
    client.post(f"{LIST}propose/")
    foretold = html(client.get(f"{LIST}accept/?which=sure"))
    assert "编入 9 人" in foretold
    assert accept(client, which="sure").status_code == 302
    assert Membership.objects.filter(deputy__in=sure, is_primary=True).count() == 9
    page = html(client.get("/desk/deputies/coverage/"))
    assert "90%" in page
    assert "无处可寻" in page
    accept(client, waiting(vague))
    assert "100%" in html(client.get("/desk/deputies/coverage/"))


def test_making_proposals_again_keeps_what_was_changed_by_hand(client, office, net, other):
    deputy, untouched = loose(), loose()
    client.post(f"{LIST}propose/")
    changed, old = waiting(deputy), waiting(untouched)
    given = {"station": "D", "reason": "本人要求"}
    assert client.post(f"{LIST}{changed.pk}/change/", given).status_code == 302
    client.post(f"{LIST}propose/")
    assert (waiting(deputy).pk, waiting(deputy).station) == (changed.pk, other)
    assert waiting(untouched).pk != old.pk
    assert "人工改站（原建议：天井湖联络站）：本人要求" in html(client.get(LIST))


def test_a_rejected_station_is_not_proposed_for_that_deputy_again(client, office, net, other):
    deputy = loose()
    client.post(f"{LIST}propose/")
    first = waiting(deputy)
    assert client.post(f"{LIST}{first.pk}/reject/", {"reason": ""}).status_code == 422
    client.post(f"{LIST}{first.pk}/reject/", {"reason": "已迁往外地"})
    assert not Placement.objects.waiting().exists()
    client.post(f"{LIST}propose/")
    assert waiting(deputy).station == other
    assert client.post(f"{LIST}{first.pk}/reject/", {"reason": "再退"}).status_code == 409


def test_who_was_assigned_meanwhile_is_left_alone(client, office, net, other):
    early, late = loose(), loose()
    client.post(f"{LIST}propose/")
    proposals = [waiting(early), waiting(late)]
    register.assign(early, station=other, on=clock.today(), by=None)
    page = client.post(
        f"{LIST}accept/",
        {"pk": [p.pk for p in proposals], "on": clock.today().isoformat()},
        follow=True,
    )
    assert "已编入 1 位代表，另有 1 条未能编入" in html(page)
    assert [m.station for m in early.memberships.order_by("pk")] == [other]
    proposals[0].refresh_from_db()
    assert proposals[0].state == Placement.State.STALE


def test_a_station_closed_meanwhile_refuses_the_whole_batch(client, office, net, other):
    deputy, gone = loose(), loose("大通镇第一选区")
    client.post(f"{LIST}propose/")
    close_station(other, on=clock.today(), by=None)
    answer = accept(client, waiting(deputy), waiting(gone))
    assert answer.status_code == 409
    assert "“大通镇联络站”已撤销，请先给相关代表改站" in html(answer)
    assert not Membership.objects.exists()


def test_a_batch_is_undone_while_nothing_stands_on_it(client, office, net):
    deputies = [loose(), loose()]
    client.post(f"{LIST}propose/")
    accept(client, which="sure")
    batch = PlacementBatch.objects.get()
    assert "位代表将回到未编组" in html(client.get(f"{LIST}batches/{batch.pk}/undo/"))
    client.post(f"{LIST}batches/{batch.pk}/undo/")
    assert not Membership.objects.exists()
    assert Placement.objects.waiting().count() == len(deputies)
    assert client.post(f"{LIST}batches/{batch.pk}/undo/").status_code == 409
    verbs = Event.objects.filter(verb__endswith="_placements").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "propose_placements", "accept_placements", "undo_placements",
    ]  # fmt: skip


def invited(net, office, deputy):
    town = type("Town", (), {"station": net[2], "officer": office})
    invite(plan(town, starts_at=clock.now() + timedelta(days=2)), deputies=[deputy], by=office)


def moved(net, office, deputy):
    register.release(deputy.memberships.get(), on=clock.today() + timedelta(days=9), by=office)


@pytest.mark.parametrize(
    ("happens", "reason"), [(invited, "已发出 1 份活动邀请"), (moved, "其中 1 人后来又调整过编组")]
)
def test_a_batch_on_which_something_stands_is_not_undone(client, office, net, happens, reason):
    deputy = loose()
    client.post(f"{LIST}propose/")
    accept(client, which="sure")
    happens(net, office, deputy)
    batch = PlacementBatch.objects.get()
    assert reason in html(client.get(batch.get_absolute_url()))
    answer = client.post(f"{LIST}batches/{batch.pk}/undo/")
    assert answer.status_code == 409
    assert reason in html(answer)
    assert Membership.objects.exists()


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"准一", "散一"}),
        ("certainty=sure", {"准一"}),
        ("q=散", {"散一"}),
        ("station=D", set()),
        ("state=accepted", set()),
        ("certainty=nonsense", {"准一", "散一"}),
    ],
)
def test_the_list_is_narrowed_and_exported_as_it_is(client, office, net, other, query, seen):
    loose(name="准一")
    loose("县级第一选区", name="散一")
    MembershipFactory(deputy=DeputyFactory(), station=other)
    client.post(f"{LIST}propose/")
    body = html(client.get(f"{LIST}?{query}")).partition("<tbody>")[2]
    assert {name for name in ("准一", "散一") if name in body} == seen
    answer = client.get(f"/desk/deputies/placements.xlsx?{query}")
    rows = [cells for _, cells in excel.read_rows(io.BytesIO(answer.content))]
    assert {row[0] for row in rows[1:]} == seen


def test_a_countys_office_accepts_for_its_own_stations_and_no_others(client, office, net, other):
    mine, far = loose(), loose("郊区第一选区")
    suburb = StationFactory(name="郊区中心站", kind=Kind.CENTRE, parent=net[0])
    StationFactory(name="郊区大院联络站", kind=Kind.STATION, parent=suburb)
    client.post(f"{LIST}propose/")
    theirs = waiting(far)
    client.force_login(seat_in(net[1], Role.COMMITTEE).user)
    assert client.post(f"{LIST}propose/").status_code == 409
    assert client.post(f"{LIST}{theirs.pk}/change/", {}).status_code == 404
    assert accept(client, theirs).status_code == 409
    assert accept(client, waiting(mine), theirs).status_code == 302
    assert list(Membership.objects.values_list("deputy", flat=True)) == [mine.pk]


def test_nothing_chosen_is_said_so(client, office):
    answer = client.get(f"{LIST}accept/")
    assert answer.status_code == 409
    assert "请先在列表里勾选" in html(answer)


def test_an_extra_place_may_end_on_a_day_named_beforehand(client, office, net, other):
    deputy = MembershipFactory(deputy=loose(), station=net[2]).deputy
    today = clock.today()
    given = {
        "station": "D",
        "on": today.isoformat(),
        "until": (today - timedelta(days=1)).isoformat(),
    }
    address = f"/desk/deputies/{deputy.pk}/assign/"
    assert "不能早于编入日期" in html(client.post(address, given))
    given["until"] = (today + timedelta(days=30)).isoformat()
    assert "主要编组站点不预定" in html(client.post(address, given | {"is_primary": "on"}))
    assert client.post(address, given).status_code == 302
    extra = deputy.memberships.get(is_primary=False)
    assert (extra.station, extra.to_on) == (other, today + timedelta(days=30))
    assert client.post(address, given).status_code == 409


def test_a_few_statements_whatever_the_number(client, office, net, django_assert_max_num_queries):
    for _ in range(120):
        loose()
    with django_assert_max_num_queries(25):
        actions.propose(by=office)
    client.get(LIST)
    with django_assert_max_num_queries(12):
        client.get(LIST)
    with django_assert_max_num_queries(16):
        actions.accept(Placement.objects.all(), on=clock.today(), by=office)
    assert not Deputy.objects.unassigned(clock.today()).exists()


@pytest.mark.django_db(transaction=True)
def test_two_officers_accept_the_same_proposals_and_each_deputy_has_one_place(net):
    offices = [seat_in(net[0], Role.COMMITTEE), seat_in(net[1], Role.COMMITTEE)]
    deputies = [loose() for _ in range(8)]
    actions.propose(by=offices[0])
    together, taken, refused = threading.Barrier(2), [], []

    def take(seat):
        try:
            together.wait()
            taken.append(actions.accept(Placement.objects.all(), on=clock.today(), by=seat).number)
        except Refused as reason:
            refused.append(str(reason))
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(seat,)) for seat in offices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == [8]
    assert len(refused) == 1
    assert Membership.objects.count() == len(deputies)
