"""Invited, answering, on leave, told of changes, reminded: over HTTP, with what each person is told."""

import re
from datetime import timedelta

import pytest

from deputies.models import Attendance, Duty
from deputies.sign_in import code_at
from deputies.tasks import remind_of_tomorrow
from liaison import clock
from liaison.notices.models import Message
from stations.actions import activities
from tests.factories import town as small_town


@pytest.fixture
def invited(at_half_past_nine, town, plan, as_seat):
    """An activity tomorrow, the deputy asked to it; the duty."""
    activity = plan(begins=timedelta(days=1))
    invite(as_seat(town.officer), activity, town.deputy)
    return Duty.objects.get()


def invite(desk, activity, *seats, **more):
    keys = [seat.deputy_seat.deputy_id for seat in seats]
    return desk.post(f"/desk/attendance/{activity.pk}/invite/", {"deputies": keys, **more})


def subjects(seat) -> list[str]:
    told = Message.objects.inbox(seat.user).order_by("created_at", "pk")
    return [message.subject for message in told]


def answer(browser, duty, **said):
    return browser.post(f"/desk/attendance/duties/{duty.pk}/answer/", said)


def test_an_invitation_reaches_the_deputy_once_however_often_it_is_sent(invited, town, as_seat):
    invite(as_seat(town.officer), invited.activity, town.deputy, on_duty="1")
    assert subjects(town.deputy) == ["邀请您参加天井湖社区联络站的活动"]
    invited.refresh_from_db()
    assert invited.is_on_duty
    mine = as_seat(town.deputy).get("/desk/attendance/mine/").content.decode()
    assert "待回复的邀请" in mine
    today = as_seat(town.deputy).get("/desk/").content.decode()
    assert "待回复的邀请" in today


def test_all_that_a_filter_leaves_are_invited_at_once(at_half_past_nine, town, plan, as_seat):
    activity, desk = plan(), as_seat(town.officer)
    for name in ("李代表", "李小代表", "赵代表"):
        small_town.elect(name, town.station)
    deputies = small_town.Mandate.objects.filter(deputy__name__startswith="李")
    deputies.update(delegation="第一小组")
    small_town.elect("李远代表", town.other)
    page = f"/desk/attendance/{activity.pk}/invite/?group=第一小组"
    assert "2 人" in desk.get(page).content.decode()
    assert desk.post(page, {"all": "1"}).status_code == 302
    assert sorted(duty.deputy.name for duty in Duty.objects.all()) == ["李代表", "李小代表"]


def test_an_officer_invites_only_whom_he_sees(at_half_past_nine, town, plan, as_seat):
    activity, far = plan(), small_town.elect("李远代表", town.other)
    assert invite(as_seat(town.officer), activity, far).status_code == 302
    assert not Duty.objects.exists()


def test_leave_has_a_reason_and_the_officer_hears_of_it(invited, town, as_seat):
    phone = as_seat(town.deputy)
    assert answer(phone, invited, coming="no").status_code == 422
    assert answer(phone, invited, coming="no", reason="外出开会").status_code == 302
    invited.refresh_from_db()
    assert (invited.answer, invited.leave_reason) == ("leave", "外出开会")
    assert subjects(town.officer) == ["王代表代表请假"]


def test_whoever_took_leave_and_came_after_all_is_there(at_half_past_nine, town, plan, as_seat):
    activity, phone = plan(), as_seat(town.deputy)
    invite(as_seat(town.officer), activity, town.deputy)
    duty = Duty.objects.get()
    answer(phone, duty, coming="no", reason="外出开会")
    code = code_at(activity.sign_in_key, clock.now())
    way = f"/desk/attendance/sign-in/?a={activity.pk}"
    assert phone.post(way, {"c": code}).status_code == 302
    assert Attendance.objects.count() == 1
    again = answer(phone, duty, coming="no", reason="还是请假")
    assert again.status_code == 409
    assert "已经签到" in again.content.decode()


def test_nobody_answers_another_deputys_invitation(invited, town, as_seat):
    other = small_town.elect("李代表", town.station)
    assert answer(as_seat(other), invited, coming="yes").status_code == 404
    assert answer(as_seat(town.other_officer), invited, coming="yes").status_code == 404
    assert answer(as_seat(town.officer), invited, coming="yes").status_code == 302


def test_an_answer_after_the_end_is_refused(invited, town, as_seat, at_half_past_nine):
    at_half_past_nine.shift(timedelta(days=2))
    assert answer(as_seat(town.deputy), invited, coming="yes").status_code == 409


def test_an_unpublished_activity_is_told_of_when_it_is_published(
    at_half_past_nine, town, plan, as_seat
):
    activity = plan(published=False)
    invite(as_seat(town.officer), activity, town.deputy)
    assert subjects(town.deputy) == []
    activities.publish(activity, by=town.officer)
    assert subjects(town.deputy) == ["邀请您参加天井湖社区联络站的活动"]


def test_a_new_time_is_told_each_time_it_changes_and_nothing_else_is(
    invited, town, at_half_past_nine
):
    activity = invited.activity
    first, second = activity.starts_at, activity.starts_at + timedelta(hours=1)
    for starts_at in (second, second, first):
        at_half_past_nine.shift(timedelta(minutes=1))
        activities.update(activity, by=town.officer, starts_at=starts_at)
    activities.update(activity, by=town.officer, about="请带好材料")
    assert subjects(town.deputy)[1:] == ["活动安排有变：代表接待日"] * 2


def test_a_cancellation_is_told_with_its_reason_but_not_to_those_on_leave(invited, town, as_seat):
    other = small_town.elect("李代表", town.station)
    invite(as_seat(town.officer), invited.activity, other)
    answer(as_seat(other), Duty.objects.get(deputy__name="李代表"), coming="no", reason="病假")
    activities.cancel(invited.activity, reason="暴雨", by=town.officer)
    told = Message.objects.inbox(town.deputy.user).latest("created_at")
    assert "暴雨" in told.body
    assert len(subjects(other)) == 1


def test_the_day_before_everybody_asked_is_reminded_once(invited, town):
    assert remind_of_tomorrow() == 1
    assert remind_of_tomorrow() == 0
    assert subjects(town.deputy)[-1] == "明天有活动：代表接待日"


def test_the_activitys_page_shows_each_seat_its_part(invited, town, as_seat):
    other = small_town.elect("李代表", town.station)
    invite(as_seat(town.officer), invited.activity, other)
    answer(as_seat(other), Duty.objects.get(deputy__name="李代表"), coming="no", reason="病假")
    part = f"/desk/attendance/{invited.activity_id}/who/"
    seen = as_seat(town.officer).get(part).content.decode()
    assert "李代表" in seen
    assert "病假" in seen
    own = as_seat(town.deputy).get(part).content.decode()
    assert "王代表" in own
    assert "病假" not in own


def test_a_deputys_calendar_opens_by_its_address_alone_and_ends_with_the_seat(
    invited, town, as_seat, client
):
    mine = as_seat(town.deputy).get("/desk/attendance/mine/").content.decode()
    address = re.search(r'href="https?://[^/]+(/feeds/deputies/[^"]+)"', mine)[1]
    feed = client.get(address)
    assert feed["Content-Type"].startswith("text/calendar")
    assert "代表接待日" in feed.content.decode()
    assert client.get(address.replace(".ics", "x.ics")).status_code == 404
    as_seat(town.deputy).post("/desk/attendance/mine/rotate/")
    assert client.get(address).status_code == 404
    mine = as_seat(town.deputy).get("/desk/attendance/mine/").content.decode()
    address = re.search(r'href="https?://[^/]+(/feeds/deputies/[^"]+)"', mine)[1]
    assert client.get(address).status_code == 200
    town.deputy.to_on = "2026-11-09"
    town.deputy.save()
    assert client.get(address).status_code == 404
