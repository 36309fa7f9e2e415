"""A rule of reception days is changed or ended: what becomes of the receptions already made (J8)."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from deputies.actions import attendance, invitations
from deputies.models import Duty, deputy_of
from liaison.errors import Refused
from liaison.notices.models import Message
from liaison.workdays.models import current_calendar
from stations.actions import activities, receptions
from stations.models import Activity, ReceptionRule
from tests.factories import town as small_town

NOW = "2026-04-21 02:00Z"
TODAY = date(2026, 4, 21)
SENT = {
    "title": "代表接待日",
    "day_of_month": 10,
    "holiday_rule": "next_working_day",
    "begins": "09:00",
    "ends": "11:30",
    "place": "",
    "notice_days": 3,
    "from_on": "2026-01-01",
    "to_on": "",
}


@pytest.fixture(autouse=True)
def _in_april():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def town():
    return small_town.build()


@pytest.fixture
def rule(town):
    """The 10th of each month; 10 May 2026 is a Sunday, so that its reception is made for the 11th."""
    made = receptions.set_rule(
        station=town.station, by=town.officer, day_of_month=10,
        begins=time(9), ends=time(11, 30), from_on=date(2026, 1, 1),
    )  # fmt: skip
    assert receptions.plan_receptions(TODAY, current_calendar()) == 1
    return made


@pytest.fixture
def page(town, rule, client):
    client.force_login(town.officer.user)

    def change(**more):
        return client.post(f"/desk/activities/receptions/{rule.pk}/", SENT | more)

    return change


def asked(town, reception, answer="coming"):
    invitations.invite(reception, deputies=[deputy_of(town.deputy)], by=town.officer, on_duty=True)
    duty = reception.duties.get()
    reason = "" if answer == "coming" else "出差"
    return invitations.answer_duty(duty, coming=answer == "coming", reason=reason, by=town.deputy)


def token_in(response) -> str:
    return re.search(r'name="agreed" value="(\w+)"', response.content.decode())[1]


def test_the_page_says_beforehand_what_happens_and_nothing_has_happened_yet(town, page):
    asked(town, Activity.objects.get())
    shown = page(day_of_month=20)
    html = shown.content.decode()
    assert shown.status_code == 200
    assert "改为5月20日 09:00开始" in html
    assert "已邀请 1 位代表，1 位答复参加" in html
    assert ReceptionRule.objects.get().day_of_month == 10
    assert Activity.objects.get().held_on == date(2026, 5, 11)


def test_agreed_to_the_reception_moves_is_told_and_asked_again_and_no_second_one_is_made(
    town, page
):
    reception = Activity.objects.get()
    asked(town, reception, answer="leave")
    token = token_in(page(day_of_month=20))
    assert page(day_of_month=20, agreed=token).status_code == 302
    reception.refresh_from_db()
    assert (reception.held_on, reception.stage) == (date(2026, 5, 20), "published")
    assert reception.about == ""
    told = Message.objects.get(
        to_user=town.deputy.user, channel="in_site", subject__contains="有变"
    )
    assert "重新确认" in told.body
    assert Duty.objects.get().answer == Duty.Answer.WAITING
    assert receptions.plan_receptions(TODAY, current_calendar()) == 0


def test_new_hours_and_place_follow_too(page):
    token = token_in(page(begins="14:00", ends="16:00", place="社区大厅"))
    page(begins="14:00", ends="16:00", place="社区大厅", agreed=token)
    reception = Activity.objects.get()
    assert timezone.localtime(reception.starts_at).hour == 14
    assert (reception.place, reception.held_on) == ("社区大厅", date(2026, 5, 11))


def test_an_ended_rule_cancels_what_was_made_and_tells_those_invited(town, page):
    reception = Activity.objects.get()
    asked(town, reception)
    Message.objects.all().delete()
    shown = page(to_on="2026-04-30")
    assert ">取消<" in shown.content.decode()
    page(to_on="2026-04-30", agreed=token_in(shown))
    reception.refresh_from_db()
    assert (reception.stage, reception.cancel_reason) == ("cancelled", "固定接待日已停用。")
    told = Message.objects.get(to_user=town.deputy.user, channel="in_site")
    assert "活动取消" in told.subject


def test_a_rule_that_runs_on_after_all_makes_the_reception_anew(town, rule):
    change = {"station": town.station, "rule": rule, "by": town.officer}
    receptions.set_rule(**change, to_on=date(2026, 4, 30))
    receptions.set_rule(**change, to_on=None)
    assert receptions.plan_receptions(TODAY, current_calendar()) == 1
    stages = Activity.objects.order_by("pk").values_list("stage", flat=True)
    assert list(stages) == ["cancelled", "published"]


def test_a_change_that_touches_no_reception_asks_nothing(page):
    assert page(notice_days=5).status_code == 302
    assert ReceptionRule.objects.get().notice_days == 5


def test_what_an_officer_arranged_for_that_one_day_stays(town, page):
    reception = Activity.objects.get()
    moved = reception.starts_at + timedelta(days=1)
    activities.update(
        reception, by=town.officer, starts_at=moved, ends_at=moved + timedelta(hours=2)
    )
    assert "已单独改过" in page(day_of_month=20).content.decode()


def test_a_reception_that_has_begun_or_has_sign_ins_stays(town, rule, client, page):
    reception = Activity.objects.get()
    with time_machine.travel("2026-05-11 01:30Z", tick=False):
        attendance.record_present(reception, deputies=[deputy_of(town.deputy)], by=town.officer)
        client.force_login(town.officer.user)
        shown = page(to_on="2026-05-01")
        assert "已经开始，照原定安排举行" in shown.content.decode()
        page(to_on="2026-05-01", agreed=token_in(shown))
    reception.refresh_from_db()
    assert reception.stage == "published"


def test_a_day_already_past_this_month_does_not_lose_the_month_its_reception(town, client, page):
    with time_machine.travel("2026-05-08 02:00Z", tick=False):
        client.force_login(town.officer.user)
        shown = page(day_of_month=7)
        assert "新的日期本月已过" in shown.content.decode()
        page(day_of_month=7, agreed=token_in(shown))
        assert receptions.plan_receptions(date(2026, 5, 8), current_calendar()) == 1
    days = Activity.objects.order_by("held_on", "pk").values_list("held_on", flat=True)
    assert list(days) == [date(2026, 5, 11), date(2026, 6, 8)]  # the 7th of June is a Sunday


def test_what_was_agreed_to_must_still_be_what_happens(town, rule, page):
    token = token_in(page(day_of_month=20))
    asked(town, Activity.objects.get())
    again = page(day_of_month=20, agreed=token)
    assert "刚才看到的影响已有变化" in again.content.decode()
    with pytest.raises(Refused, match="已有变化"):
        receptions.set_rule(
            station=town.station, rule=rule, by=town.officer, agreed=token, day_of_month=20
        )
    assert ReceptionRule.objects.get().day_of_month == 10


def test_receptions_made_before_they_knew_their_rule_are_told_it(town, rule):
    from importlib import import_module
    from uuid import uuid5

    from django.apps import apps

    told = import_module("stations.migrations.0009_receptions_known_by_rule")
    reception = Activity.objects.get()
    reception.reception_rule = reception.reception_month_on = None
    reception.once = uuid5(told.NAMESPACE, f"{rule.pk}:2026-05-10")
    reception.save()
    told.tell(apps, None)
    reception.refresh_from_db()
    assert (reception.reception_rule, reception.reception_month_on) == (rule, date(2026, 5, 1))
