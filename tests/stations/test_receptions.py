"""The days receptions fall on (J8), and what the clock makes of the rules."""

from datetime import date, time

import pytest
import time_machine

from deputies.actions import invitations
from deputies.models import deputy_of
from liaison.notices.models import IN_SITE, Message
from liaison.workdays.models import current_calendar
from stations.actions import activities, receptions
from stations.models import Activity, ReceptionRule
from stations.receptions import HolidayRule, next_occurrences, occurrence
from tests.factories import town as small_town

SAME, NEXT = HolidayRule.SAME_DAY, HolidayRule.NEXT_WORKING_DAY


@pytest.fixture
def town():
    return small_town.build()


def rule_of(town, **more):
    facts = {
        "title": "代表接待日",
        "day_of_month": 10,
        "holiday_rule": NEXT,
        "begins": time(9),
        "ends": time(11, 30),
        "notice_days": 3,
        "from_on": date(2026, 1, 1),
    }
    return receptions.set_rule(station=town.station, by=town.officer, **(facts | more))


@pytest.mark.parametrize(
    ("year", "month", "rule", "held"),
    [
        (2026, 10, NEXT, date(2026, 10, 10)),  # a Saturday worked in exchange: as is
        (2026, 10, SAME, date(2026, 10, 10)),
        (2026, 1, SAME, date(2026, 1, 10)),  # Saturday
        (2026, 1, NEXT, date(2026, 1, 12)),
        (2026, 5, SAME, date(2026, 5, 10)),  # Sunday
        (2026, 5, NEXT, date(2026, 5, 11)),
        (2026, 3, NEXT, date(2026, 3, 10)),
    ],
)
def test_the_tenth_is_held_as_is_or_as_the_rule_says(year, month, rule, held):
    found = occurrence(year, month, day_of_month=10, rule=rule, calendar=current_calendar())
    assert found.held_on == held
    assert found.is_moved == (held.day != 10)


def test_a_month_without_that_day_has_its_reception_on_its_last():
    found = occurrence(2026, 2, day_of_month=31, rule=SAME, calendar=current_calendar())
    assert found.held_on == date(2026, 2, 28)


def test_a_reception_pushed_over_the_end_of_its_month_is_not_lost():
    found = next_occurrences(
        date(2026, 6, 1),
        day_of_month=31,
        rule=NEXT,
        calendar=current_calendar(),
        until=date(2026, 6, 30),
    )
    assert [(one.regular_on, one.held_on) for one in found] == [
        (date(2026, 5, 31), date(2026, 6, 1)),
        (date(2026, 6, 30), date(2026, 6, 30)),
    ]


def test_receptions_are_planned_and_published_once(town):
    rule_of(town)
    calendar = current_calendar()
    assert receptions.plan_receptions(date(2026, 4, 20), calendar) == 1
    assert receptions.plan_receptions(date(2026, 4, 20), calendar) == 0
    made = Activity.objects.get()
    assert (made.held_on, made.stage, made.form) == (date(2026, 5, 11), "published", "reception")
    assert "原定05月10日" in made.about


def test_a_reception_cancelled_by_hand_is_not_made_again(town):
    rule_of(town)
    receptions.plan_receptions(date(2026, 4, 20), current_calendar())
    activities.cancel(Activity.objects.get(), reason="会场停电", by=town.officer)
    assert receptions.plan_receptions(date(2026, 4, 21), current_calendar()) == 0


def test_officers_are_told_n_days_before_once_and_made_up_for_when_a_day_was_missed(town):
    rule_of(town)
    receptions.plan_receptions(date(2026, 4, 20), current_calendar())
    assert receptions.notify_receptions(date(2026, 5, 7)) == 0
    assert receptions.notify_receptions(date(2026, 5, 9)) == 1
    assert receptions.notify_receptions(date(2026, 5, 10)) == 0
    told = Message.objects.get(channel=IN_SITE)
    assert told.to_user == town.officer.user
    assert "5月11日" in told.subject


def test_an_ended_rule_makes_nothing_after_its_last_day(town):
    rule_of(town, to_on=date(2026, 5, 9))
    assert receptions.plan_receptions(date(2026, 4, 20), current_calendar()) == 0


def test_the_rule_is_set_on_a_page_and_only_for_my_stations(town, client):
    client.force_login(town.officer.user)
    sent = {
        "station": town.station.pk,
        "title": "代表接待日",
        "day_of_month": 10,
        "holiday_rule": "next_working_day",
        "begins": "09:00",
        "ends": "11:30",
        "notice_days": 3,
        "from_on": "2026-01-01",
    }
    assert client.post("/desk/activities/receptions/new/", sent).status_code == 302
    rule = ReceptionRule.objects.get()
    assert "代表接待日" in client.get("/desk/activities/receptions/").content.decode()
    elsewhere = client.post("/desk/activities/receptions/new/", sent | {"station": town.other.pk})
    assert elsewhere.status_code == 422
    backwards = client.post(f"/desk/activities/receptions/{rule.pk}/", sent | {"ends": "08:00"})
    assert backwards.status_code == 422
    assert "结束时刻必须晚于开始时刻" in backwards.content.decode()
    client.force_login(town.other_officer.user)
    assert client.get(f"/desk/activities/receptions/{rule.pk}/").status_code == 404


def test_a_deputy_on_duty_is_told_too_unless_on_leave(town):
    rule_of(town)
    receptions.plan_receptions(date(2026, 4, 20), current_calendar())
    reception = Activity.objects.get()
    with time_machine.travel("2026-04-21 02:00Z", tick=False):
        asked = [deputy_of(town.deputy)]
        assert invitations.invite(reception, deputies=asked, by=town.officer, on_duty=True) == 1
    Message.objects.all().delete()
    assert receptions.notify_receptions(date(2026, 5, 8)) == 2
    assert Message.objects.filter(to_user=town.deputy.user).exists()
