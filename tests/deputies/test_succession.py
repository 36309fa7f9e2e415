"""换届: rehearsed as often as wanted, confirmed once, undone while nothing stands on it."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection

from deputies import tasks
from deputies.actions import mandates, succession
from deputies.actions.register import act_as
from deputies.documents.succession import rehearse
from deputies.models import CongressTerm, Deputy, Level, Mandate, Membership, Switch
from deputies.succession.acts import ACTS
from liaison import clock
from liaison.accounts.roles import Role
from liaison.errors import Refused
from stations.models import Grid
from tests.factories.accounts import SeatFactory
from tests.factories.deputies import MandateFactory
from tests.factories.terms import BEGINS_ON, confirmed, holder, loaded, row, term
from tests.factories.visits import held

pytestmark = pytest.mark.usefixtures("on_the_day")
LAST = BEGINS_ON - timedelta(days=1)


@pytest.fixture
def on_the_day():
    with time_machine.travel("2026-11-22T10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def county(net):
    """The third term of a county: 王芳 stays, 李明 leaves, 赵强 leaves but sits in the city too."""
    third = term()
    holder("王芳", of=third, station=net[2], certificate_no="Z-1", phone="19900000001")
    holder("李明", of=third, station=net[2], certificate_no="Z-2", electorate="第二选区")
    both = holder("赵强", of=third, station=net[2], certificate_no="Z-3", electorate="第三选区")
    MandateFactory(
        deputy=both, level=Level.CITY, electorate="铜官区人民代表大会",
        congress_term=term(Level.CITY, "340700000000", "第十七届"), term="第十七届",
    )  # fmt: skip
    return third


ROWS = (
    row("王芳", "N-1", phone="19900000001"),
    row("钱新", "N-2", electorate="第二选区"),
    row("孙新", "N-3", electorate="第九选区"),
)


def named(name):
    return Deputy.objects.get(name=name)


def counts():
    return [m.objects.count() for m in (Deputy, Mandate, Membership, CongressTerm)]


def test_the_preview_says_who_stays_leaves_and_comes_and_writes_nothing(county):
    before = counts()
    switch = loaded(county.congress, *ROWS)
    for _ in range(2):
        made = rehearse(switch, by=None)
    assert [each.line["name"] for each in made.staying] == ["王芳"]
    assert [each.line["name"] for each in made.coming] == ["钱新", "孙新"]
    assert {Deputy.objects.get(pk=pk).name for pk in made.leaving} == {"李明", "赵强"}
    assert made.out == {named("李明").pk}
    assert [each.line["name"] for each in made.unassigned] == ["孙新"]
    assert counts() == before


def test_confirming_ends_the_old_term_and_begins_the_new_on_the_day(county, net):
    confirmed(loaded(county.congress, *ROWS))
    today = clock.today()
    old = county.mandates.all()
    assert {(each.to_on, each.end_reason) for each in old} == {(LAST, "term")}
    stays = named("王芳").mandates.running(today).get()
    assert (stays.term, stays.from_on, stays.elected_on, stays.re_elections) == (
        "第四届", BEGINS_ON, date(2026, 11, 1), 1,
    )  # fmt: skip
    assert named("王芳").mandates.count() == 2
    assert not named("李明").is_in_office(today)
    assert named("赵强").is_in_office(today)
    county.refresh_from_db()
    new = county.congress.terms.get(number="第四届")
    assert (county.to_on, new.from_on, new.to_on) == (LAST, BEGINS_ON, None)


def test_stations_follow_the_electorate_or_are_left_for_assignment(county, net):
    confirmed(loaded(county.congress, *ROWS))
    member = named("钱新").memberships.get()
    assert (member.station, member.from_on, member.is_primary) == (net[2], BEGINS_ON, True)
    assert named("李明").memberships.get().to_on == LAST
    assert named("赵强").memberships.get().to_on is None
    assert list(Deputy.objects.unassigned(clock.today())) == [named("孙新")]


def test_grids_invitations_and_seats_of_those_who_leave_end_and_come_back(county, net):
    leaver, grid = named("李明"), Grid.objects.create(code="G1", name="一网格", station=net[2])
    duty = leaver.grid_duties.create(grid=grid, from_on=date(2024, 1, 1))
    ahead = held(net[2], 2026, 12, 1, stage="published")
    ahead.duties.create(deputy=leaver, asked_at=clock.now())
    seat = SeatFactory(role=Role.DEPUTY, from_on=date(2024, 1, 1))
    act_as(seat, leaver)
    switch = confirmed(loaded(county.congress, *ROWS))
    seat.refresh_from_db()
    duty.refresh_from_db()
    assert (seat.to_on, duty.to_on, ahead.duties.count()) == (LAST, LAST, 0)
    assert switch.figures["seats"] == switch.figures["invitations"] == 1
    succession.undo(switch, by=None)
    seat.refresh_from_db()
    duty.refresh_from_db()
    assert (seat.to_on, duty.to_on, ahead.duties.count()) == (None, None, 1)


def test_undoing_leaves_everything_as_it_was(county):
    before = counts()
    spans = sorted(Mandate.objects.values_list("pk", "to_on", "end_reason"))
    switch = confirmed(loaded(county.congress, *ROWS))
    succession.undo(switch, by=None)
    assert counts() == before
    assert sorted(Mandate.objects.values_list("pk", "to_on", "end_reason")) == spans
    assert not Membership.objects.exclude(to_on=None).exists()
    county.refresh_from_db()
    assert county.to_on is None


def test_undoing_is_refused_when_something_new_stands_on_it(county):
    switch = confirmed(loaded(county.congress, *ROWS))
    new = named("钱新").mandates.get()
    notice = mandates.Notice(clock.today(), "铜人〔2026〕1号")
    mandates.suspend(new, ground="custody", notice=notice, by=None)
    with pytest.raises(Refused, match="暂停执行代表职务"):
        succession.undo(switch, by=None)
    assert switch.congress.terms.count() == 2


def test_undoing_is_refused_after_its_time(county):
    switch = confirmed(loaded(county.congress, *ROWS))
    with (
        time_machine.travel("2026-12-23T10:00:00+08:00"),
        pytest.raises(Refused, match="已超过 30 天"),
    ):
        succession.undo(switch, by=None)


def test_a_switch_ahead_takes_seats_on_its_day_and_once(county):
    leaver = named("李明")
    seat = SeatFactory(role=Role.DEPUTY, from_on=date(2024, 1, 1))
    act_as(seat, leaver)
    switch = loaded(county.congress, *ROWS, begins_on=date(2026, 12, 20))
    switch = confirmed(switch)
    seat.refresh_from_db()
    assert switch.stage == Switch.Stage.CONFIRMED
    assert seat.to_on is None
    assert leaver.is_in_office(clock.today())
    assert not leaver.is_in_office(date(2026, 12, 20))
    assert tasks.settle_switches() == 0
    with time_machine.travel("2026-12-20T00:05:00+08:00"):
        assert [tasks.settle_switches(), tasks.settle_switches()] == [1, 0]
    seat.refresh_from_db()
    assert seat.to_on == date(2026, 12, 19)


def test_what_changed_since_the_preview_is_not_confirmed_unseen(county):
    switch = loaded(county.congress, *ROWS)
    seen = rehearse(switch, by=None).digest
    left = county.mandates.get(certificate_no="Z-2")
    notice = mandates.Notice(LAST, "铜人〔2026〕2号")
    mandates.end(left, act=ACTS["resign"], ground="own", notice=notice, by=None)
    with pytest.raises(Refused, match="名册有变动"):
        succession.confirm(switch, rehearse=rehearse, seen=seen, by=None)
    assert county.congress.terms.count() == 1


def test_a_rehearsal_can_be_given_up_and_begun_anew(county):
    succession.discard(loaded(county.congress, *ROWS), by=None)
    with pytest.raises(Refused, match="已作废"):
        confirmed(Switch.objects.get())
    assert loaded(county.congress, *ROWS).stage == Switch.Stage.PREPARED


BAD = [
    ("another level", row("钱新", "N-2", 代表层级="乡级"), "本次换届是县级第四届"),
    ("another term", row("钱新", "N-2", 届次="第三届"), "本次换届是县级第四届"),
    ("elected later", row("钱新", "N-2", 当选日期="2026-12-01"), "晚于新一届第一次会议"),
    ("repeated row", row("王芳", "N-1", phone="19900000001"), "与第 3 行重复"),
    ("twice elected", row("王芳", "N-9", phone="19900000001"), "任期重叠"),
]


@pytest.mark.parametrize(("bad", "reason"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_a_bad_row_is_named_by_line_and_nothing_is_half_done(county, bad, reason):
    before = counts()
    switch = loaded(county.congress, ROWS[0], bad)
    faults = rehearse(switch, by=None).plan.faults
    assert any(each.line_no == 4 and reason in each.reason for each in faults), faults
    with pytest.raises(Refused, match="换届没有生效"):
        confirmed(switch)
    assert counts() == before


def test_a_term_that_would_begin_before_the_last_is_refused(county):
    with pytest.raises(Refused, match="须在本届开始"):
        loaded(county.congress, *ROWS, begins_on=date(2021, 1, 1))
    with pytest.raises(Refused, match="第三届已登记"):
        loaded(county.congress, *ROWS, number="第三届")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_offices_confirming_at_once_switch_once(county):
    switch = loaded(county.congress, *ROWS)
    told = together(lambda: confirmed(Switch.objects.get(pk=switch.pk)))
    assert sorted(told) == ["", "refused"]
    assert county.congress.terms.count() == 2
    assert Mandate.objects.filter(term="第四届").count() == 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_mandate_ended_twice_at_once_ends_once(county):
    mandate = county.mandates.get(certificate_no="Z-2")
    notice = mandates.Notice(clock.today(), "铜人〔2026〕3号")
    act = ACTS["resign"]
    told = together(lambda: mandates.end(mandate, act=act, ground="own", notice=notice, by=None))
    assert sorted(told) == ["", "refused"]
    assert mandate.events.count() == 1


def together(act) -> list[str]:
    """Two threads at one barrier; what each was told."""
    barrier, told = Barrier(2), []

    def run():
        barrier.wait()
        try:
            act()
            told.append("")
        except Refused:
            told.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
