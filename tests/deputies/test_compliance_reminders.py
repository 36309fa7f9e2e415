"""Reminders of 121: before the month and the year run out, once each, never on a rest day."""

from datetime import date, datetime

import pytest
import time_machine

from deputies import compliance, obligations, tasks
from deputies.actions import gaps
from liaison.errors import Refused
from liaison.notices.models import IN_SITE, Message
from liaison.workdays.calendar import Calendar, Override
from tests.factories import town
from tests.factories.visits import LOCAL, held, visit

WEEK = Calendar()


@pytest.fixture
def here():
    return town.build()


def at(day):
    return time_machine.travel(
        datetime(day.year, day.month, day.day, 8, 40, tzinfo=LOCAL), tick=False
    )


def on(day, calendar=WEEK):
    with at(day):
        return gaps.remind_stations(day, calendar)


def told(seat):
    return list(
        Message.objects.filter(channel=IN_SITE, to_user=seat.user)
        .order_by("created_at", "pk")
        .values_list("subject", flat=True)
    )


def test_officers_are_reminded_seven_and_three_working_days_before_the_month_ends(here):
    """In November 2026 the last day is a Monday: 7 working days before it is the 19th, 3 the 25th."""
    sent = {day: on(date(2026, 11, day)) for day in range(1, 31)}
    assert {day: count for day, count in sent.items() if count} == {19: 2, 25: 2}
    assert told(here.officer) == ["【121】天井湖社区联络站11月还差 1 次活动"] * 2


def test_a_station_with_an_activity_held_or_planned_is_left_alone(here):
    with at(date(2026, 11, 19)):
        held(here.station, 2026, 11, 5, 9)
        held(here.other, 2026, 11, 27, 9, stage="published")
    assert on(date(2026, 11, 19)) == 0


def test_a_station_whose_plan_was_cancelled_is_reminded(here):
    held(here.station, 2026, 11, 27, 9, stage="cancelled")
    assert on(date(2026, 11, 19)) == 2


def test_the_same_reminder_comes_once(here):
    assert [on(date(2026, 11, 19)) for _ in range(3)] == [2, 0, 0]


def test_a_morning_that_was_missed_is_made_up_on_the_next_working_day_only(here):
    assert on(date(2026, 11, 21)) == 0  # Saturday
    assert on(date(2026, 11, 23)) == 2


def test_a_weekday_that_is_a_holiday_reminds_nobody(here):
    rest = Calendar({date(2026, 11, 19): Override(is_working=False, note="放假")})
    assert on(date(2026, 11, 19), rest) == 0
    assert on(date(2026, 11, 20), rest) == 2


def test_deputies_behind_are_reminded_on_the_first_working_day_of_the_last_three_months(here):
    sent = []
    for month in range(8, 13):
        for day in range(1, 8):
            with at(date(2026, month, day)):
                if gaps.remind_deputies(date(2026, month, day), WEEK):
                    sent.append((month, day))
    assert sent == [(10, 1), (11, 2), (12, 1)]
    assert told(here.deputy) == ["【121】您今年进站还差 2 次"] * 3


def test_a_deputy_who_has_done_enough_is_left_alone(here):
    deputy = here.deputy.deputy_seat.deputy
    for day in (1, 2):
        visit(deputy, held(here.station, 2026, 3, day, 9), here.officer)
    with at(date(2026, 10, 9)):
        assert gaps.remind_deputies(date(2026, 10, 9), WEEK) == 0


def test_a_button_pressed_twice_reminds_each_person_once_a_period(here):
    with at(date(2026, 11, 10)):
        month, year = compliance.month(date(2026, 11, 1)), compliance.year(2026)
        asked = [gaps.ask_stations(month.rows, month.span, by=here.committee) for _ in range(2)]
        assert asked == [2, 0]
        asked = [gaps.ask_deputies(year.rows, year.span, by=here.committee) for _ in range(2)]
        assert asked == [1, 0]


def test_nobody_is_reminded_of_a_period_that_is_over(here):
    with at(date(2026, 11, 10)):
        for span, ask in (
            (obligations.month(date(2026, 10, 1)), gaps.ask_stations),
            (obligations.year(2025), gaps.ask_deputies),
        ):
            with pytest.raises(Refused, match="已结束"):
                ask([], span, by=here.committee)


def test_the_clock_asks_both_and_closes_the_month_before(here):
    held(here.station, 2026, 10, 8, 9)
    with at(date(2026, 11, 19)):
        assert tasks.remind_121() == 3
        assert tasks.remind_121() == 0
        assert tasks.close_last_month() is True
        assert tasks.close_last_month() is False
