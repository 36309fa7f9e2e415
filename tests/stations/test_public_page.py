"""A station's public page: who, where, when, who is on duty, what happens, what is announced."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
import time_machine

from deputies.actions import invitations
from deputies.models import deputy_of
from liaison import clock
from liaison.workdays.models import current_calendar
from stations.actions import announcements, receptions, study
from stations.models import Activity, Announcement, Topic
from tests.factories import town as small_town


@pytest.fixture
def town():
    return small_town.build()


def test_the_page_leads_to_the_published_study_plan_and_to_no_draft(town, client):
    topic = Topic.objects.order_by("rank", "pk").first()
    assert topic
    plan = study.draft_plan(town.station, year=clock.today().year, by=town.officer)
    address = f"/s/{town.station.code}/"
    link = f"/s/{town.station.code}/study/{plan.year}/"
    assert link not in client.get(address).content.decode()
    study.submit(plan, by=town.officer)
    study.approve(plan, by=town.committee)
    study.publish(plan, by=town.committee)
    assert link in client.get(address).content.decode()
    assert client.get(link).status_code == 200


@time_machine.travel("2026-04-21 02:00Z", tick=False)
def test_the_duty_calendar_names_the_deputies_on_duty_but_not_one_on_leave(town, client):
    receptions.set_rule(
        station=town.station, by=town.officer, day_of_month=10,
        begins=time(9), ends=time(11), from_on=date(2026, 1, 1),
    )  # fmt: skip
    receptions.plan_receptions(clock.today(), current_calendar())
    reception = Activity.objects.get()
    deputy = deputy_of(town.deputy)
    invitations.invite(reception, deputies=[deputy], by=town.officer, on_duty=True)
    address = f"/s/{town.station.code}/duty/"
    assert address in client.get(f"/s/{town.station.code}/").content.decode()
    assert "值班代表：王代表" in client.get(address).content.decode()
    invitations.answer_duty(reception.duties.get(), coming=False, reason="出差", by=town.deputy)
    html = client.get(address).content.decode()
    assert "值班代表待定" in html
    assert "王代表" not in html


def form(**more) -> dict:
    said = {"once": str(uuid4()), "title": "停电通知", "text": "明天检修停电，改到社区大厅。"}
    return said | {"from_on": f"{clock.today():%Y-%m-%d}", "to_on": ""} | more


def test_a_notice_stands_on_the_page_from_its_day_until_its_day_or_until_taken_down(town, client):
    client.force_login(town.officer.user)
    desk, page = f"/desk/stations/{town.station.code}/notices/", f"/s/{town.station.code}/"
    sent = form(to_on=f"{clock.today() + timedelta(days=3):%Y-%m-%d}")
    for _ in range(2):  # the same form twice is one notice
        assert client.post(desk, sent).status_code == 302
    notice = Announcement.objects.get()
    assert "明天检修停电" in client.get(page).content.decode()
    with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
        assert "明天检修停电" not in client.get(page).content.decode()
    client.force_login(town.officer.user)
    withdraw = f"/desk/notices/{notice.pk}/withdraw/"
    assert client.post(withdraw).status_code == 302
    assert "明天检修停电" not in client.get(page).content.decode()
    assert "已经撤下" in client.post(withdraw).content.decode()


def test_a_notice_that_could_never_be_seen_is_refused_and_the_words_are_kept(town, client):
    client.force_login(town.officer.user)
    desk = f"/desk/stations/{town.station.code}/notices/"
    past = f"{clock.today() - timedelta(days=1):%Y-%m-%d}"
    refused = client.post(desk, form(from_on=past, to_on=past))
    assert refused.status_code == 409
    assert "截止日期已经过去" in refused.content.decode()
    empty = client.post(desk, form(title=""))
    assert empty.status_code == 422
    assert "明天检修停电" in empty.content.decode()
    assert not Announcement.objects.exists()


def test_another_stations_notices_are_not_mine(town, client):
    notice = announcements.announce(
        town.station,
        title="停电",
        text="停电",
        from_on=clock.today(),
        once=uuid4(),
        by=town.officer,
    )
    client.force_login(town.other_officer.user)
    assert client.get(f"/desk/stations/{town.station.code}/notices/").status_code == 404
    assert client.post(f"/desk/notices/{notice.pk}/withdraw/").status_code == 404
