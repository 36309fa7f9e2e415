"""The nightly planner and a person changing the rule in the same moment."""

from datetime import date, time

import pytest
from django.utils import timezone

from liaison import clock
from liaison.workdays.models import current_calendar
from stations.actions import receptions
from stations.models import Activity, ReceptionRule
from tests.factories import town as small_town
from tests.stations.test_activity_races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rule():
    town = small_town.build()
    return receptions.set_rule(
        station=town.station, by=town.officer, day_of_month=10,
        begins=time(9), ends=time(11), from_on=date(2026, 1, 1),
    )  # fmt: skip


def test_the_planner_and_a_changed_rule_leave_one_reception_a_month_on_the_new_day(rule):
    officer = rule.station.station_seats.get().seat
    today, calendar = clock.today(), current_calendar()

    def change():
        mine = ReceptionRule.objects.get()
        receptions.set_rule(
            station=rule.station, rule=mine, by=officer, day_of_month=20, begins=time(15),
            ends=time(17),
        )  # fmt: skip

    def plan():
        return receptions.plan_receptions(today, calendar)

    all_at_once(plan, change)
    plan()
    made = list(Activity.objects.filter(stage="published").order_by("held_on", "pk"))
    assert made
    assert len({one.reception_month_on for one in made}) == len(made)
    assert all(clock.local_date(one.starts_at).day >= 20 for one in made)
    assert {f"{timezone.localtime(one.starts_at):%H:%M}" for one in made} == {"15:00"}


def test_the_planner_and_an_ended_rule_leave_no_reception_that_is_not_asked_for(rule):
    officer = rule.station.station_seats.get().seat
    today, calendar = clock.today(), current_calendar()

    def end():
        mine = ReceptionRule.objects.get()
        receptions.set_rule(station=rule.station, rule=mine, by=officer, to_on=today)

    all_at_once(lambda: receptions.plan_receptions(today, calendar), end)
    receptions.plan_receptions(today, calendar)
    assert not Activity.objects.filter(stage="published", held_on__gt=today).exists()
