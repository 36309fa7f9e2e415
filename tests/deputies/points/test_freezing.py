"""Frozen quarters stand: counted again they give the same, and no later rule or event alters them (J13)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from deputies import points
from deputies.actions import point_rules, standings
from deputies.actions import points as actions
from deputies.models import FrozenLine, FrozenTotal, PointPeriod, PointStanding
from liaison import clock
from liaison.errors import Refused
from tests.deputies.points.world import TODAY, YEAR


def dearer(world, from_on):
    """A version from `from_on` on in which a visit gives nine points."""
    draft = point_rules.draft_rules(
        name="新办法", document=world.rules.document, by=world.committee
    )
    given = {"label": "联系群众", "group": "contact", "each": Decimal(9), "per_hour": Decimal(0)}
    point_rules.set_rule(draft, kind="contact", cap=None, grades={}, by=world.committee, **given)
    return point_rules.adopt_rules(draft, from_on=from_on, by=world.committee)


def test_counting_a_frozen_quarter_again_gives_the_same_totals(world):
    """J13: re-running a frozen period gives same totals."""
    world.do(1), world.do(2), world.do(5)
    first, second = world.freeze(2)
    assert (world.kept(first), world.kept(second)) == (4, 2)
    assert (world.total(1), world.total(2)) == (4, 2)
    assert points.differences(first) == points.differences(second) == []


def test_a_change_of_the_rules_does_not_alter_the_past(world):
    """J13, with the quarter frozen and with it open."""
    world.do(1), world.do(5)
    (first,) = world.freeze(1)
    dearer(world, TODAY + timedelta(days=1))
    assert (world.total(1), world.total(2), world.kept(first)) == (2, 2, 2)
    assert points.differences(first) == []
    world.do(7, 21)
    assert world.total(3) == 9


def test_a_rule_cannot_begin_today_or_before(world):
    with pytest.raises(Refused, match="最早为明天"):
        dearer(world, TODAY)


def test_an_adopted_version_cannot_be_changed_not_even_by_hand(world):
    rule = world.rules.rules.get(kind="contact")
    with pytest.raises(Refused, match="已定稿"):
        point_rules.drop_rule(rule, by=world.committee)
    for statement in (
        lambda: world.rules.rules.update(each=5),
        lambda: rule.delete(),
        lambda: type(world.rules).objects.filter(pk=world.rules.pk).update(name="改"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            statement()


def test_what_becomes_known_later_is_an_adjustment_in_the_open_quarter(world):
    world.do(1)
    (first,) = world.freeze(1)
    world.do(2)
    assert (world.total(1), world.total(2), world.kept(first)) == (2, 2, 2)
    (line,) = world.account().of(2).lines
    assert line.is_late
    assert line.why.startswith("补记第一季度")
    (difference,) = points.differences(first)
    assert (difference.frozen, difference.now) == (None, Decimal(2))
    (second,) = world.freeze(2)
    assert (world.kept(first), world.kept(second)) == (2, 2)


def test_what_is_struck_out_later_stays_frozen_and_is_named_by_the_check(world):
    gone = world.do(1)
    (first,) = world.freeze(1)
    gone.delete()
    assert world.total(1) == 2
    (difference,) = points.differences(first)
    assert (difference.frozen, difference.now) == (Decimal(2), None)


def test_bounds_of_the_year_go_on_from_what_is_frozen(world):
    """联系群众 gives at most 24 a year: twelve visits, frozen or not."""
    for day in range(1, 11):
        world.do(1, day)
    world.freeze(1)
    for day in range(1, 11):
        world.do(4, day)
    assert (world.total(1), world.total(2)) == (20, 4)


def test_freezing_a_year_freezes_its_quarters(world):
    world.do(1)
    with time_machine.travel(datetime(2027, 1, 5, 2, tzinfo=UTC), tick=False):
        made = world.freeze(4)
        assert [period.quarter for period in made] == [1, 2, 3, 4]
        world.do(3)
        assert world.account().total == 2  # the year is over and done
        assert points.differences(made[0])


@pytest.mark.parametrize(("quarter", "said"), [(3, "尚未结束"), (1, "已结账"), (5, "已结账")])
def test_a_quarter_is_frozen_once_and_when_it_is_over(world, quarter, said):
    world.freeze(1)
    with pytest.raises(Refused, match=said):
        world.freeze(quarter)


def test_only_the_main_stations_committee_freezes(world):
    for seat in (world.officer, world.seat, world.town.leader):
        with pytest.raises(PermissionDenied):
            standings.freeze(YEAR, quarter=1, by=seat)


def test_a_decision_opens_the_last_quarter_and_keeps_what_was(world):
    world.do(1)
    first, second = world.freeze(2)
    with pytest.raises(Refused, match="其后"):
        standings.reopen(first, reason="主任会议决定", by=world.committee)
    with pytest.raises(Refused, match="依据的决定"):
        standings.reopen(second, reason="", by=world.committee)
    standings.reopen(second, reason="主任会议决定", by=world.committee)
    standings.reopen(first, reason="主任会议决定", by=world.committee)
    world.do(2)
    assert world.total(1) == 4
    (again,) = world.freeze(1)
    assert (world.kept(first), world.kept(again)) == (2, 4)


def test_what_is_frozen_the_database_keeps(world):
    world.do(1)
    (first,) = world.freeze(1)
    for statement in (
        lambda: FrozenLine.objects.update(points=99),
        lambda: FrozenLine.objects.all().delete(),
        lambda: FrozenTotal.objects.update(points=99),
        lambda: PointPeriod.objects.update(quarter=2),
        lambda: PointPeriod.objects.all().delete(),
        lambda: PointPeriod.objects.update(reopened_at=clock.now()),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            statement()
    assert world.kept(first) == 2


def test_the_standings_are_counted_from_the_same_lines(world):
    world.do(1), world.do(5, function="survey")
    standings.recount(YEAR)
    rows = {row.quarter: row for row in PointStanding.objects.filter(deputy=world.deputy)}
    assert {quarter: float(row.points) for quarter, row in rows.items()} == {0: 5, 1: 2, 2: 3}
    assert rows[0].groups == {"contact": "2.00", "survey": "3.00"}


def test_everybody_is_counted_in_as_many_statements_as_one(world):
    world.do(1)
    one = _statements(lambda: list(points.accounts([world.deputy.pk], YEAR)))
    assert _statements(lambda: list(points.accounts(None, YEAR))) - one <= 1


def _statements(act):
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_a_correction_is_entered_today_whatever_is_frozen(world):
    world.do(1)
    (first,) = world.freeze(1)
    made = actions.appeal(about="走访", group="contact", text="少记一次", year=YEAR, by=world.seat)
    actions.uphold_appeal(made, points=Decimal("1.5"), reason="经核实", by=world.committee)
    assert (world.kept(first), world.total(1), world.total(3), world.total()) == (2, 2, 1.5, 3.5)
    line = world.account().of(3).lines[0]
    assert (line.on, line.why) == (date(2026, 7, 20), "积分更正：经核实")
