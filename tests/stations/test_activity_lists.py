"""Activities as others read them: the list, the month, residents' pages, feeds; and what a list costs."""

import io
from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.utils import timezone
from inline_snapshot_django import snapshot_queries

from liaison import clock
from liaison.audit.models import Event
from liaison.documents import excel
from stations.actions import activities as actions
from tests.factories import town as small_town
from tests.factories.activities import plan

WORDS = "开展庭院夜话，收集群众意见三条。"


@pytest.fixture
def town():
    return small_town.build()


@pytest.fixture
def at(client):
    def go(seat):
        client.force_login(seat.user)
        return client

    return go


# -- lists, calendar, feeds ---------------------------------------------------------------------
def test_the_list_is_mine_and_narrows_by_month_stage_and_function(town, at):
    mine = plan(town, title="我站走访")
    plan(town, title="别站学习", station=town.other, by=town.other_officer)
    client = at(town.officer)
    html = client.get("/desk/activities/").content.decode()
    assert mine.title in html
    assert "别站学习" not in html
    for query, shown in (
        (f"?month={clock.today():%Y-%m}&stage=planned&function=contact", True),
        ("?month=2019-01", False),
        ("?stage=held", False),
        ("?function=study", False),
        ("?month=nonsense", True),
    ):
        assert (mine.title in client.get(f"/desk/activities/{query}").content.decode()) == shown
    everything = at(town.committee).get(f"/desk/activities/?station={town.centre.code}")
    assert "别站学习" in everything.content.decode()


def test_the_list_is_exported_as_filtered(town, at):
    plan(town, title="=危险公式")
    content = at(town.officer).get("/desk/activities/export/?stage=planned").content
    rows = [cells for _, cells in excel.read_rows(io.BytesIO(content))]
    assert any("危险公式" in str(cell) for cell in rows[1])
    assert Event.objects.filter(verb="export").exists()


def test_the_month_shows_each_day_its_activities(town, at):
    activity = plan(town)
    client = at(town.officer)
    for query in ("", "?view=list", f"?station={town.station.code}", "?month=nonsense"):
        page = client.get(f"/desk/calendar/{query}")
        assert activity.title in page.content.decode()
    assert activity.title not in client.get("/desk/calendar/?month=2019-01").content.decode()


def test_residents_see_published_activities_and_the_minutes_once_logged(town, client):
    activity = plan(town)
    address = f"/s/{town.station.code}/activities/{activity.pk}/"
    assert client.get(address).status_code == 404
    actions.publish(activity, by=town.officer)
    assert activity.title in client.get(f"/s/{town.station.code}/activities/").content.decode()
    actions.hold(activity, by=town.officer)
    assert client.get(address).status_code == 200
    actions.log(activity, minutes=WORDS, study_title="党的创新理论", by=town.officer)
    assert WORDS in client.get(address).content.decode()
    actions.reopen(activity, reason="补充", by=town.officer)
    assert WORDS not in client.get(address).content.decode()
    assert client.get(f"/s/{town.other.code}/activities/{activity.pk}/").status_code == 404


def test_the_feed_of_a_station_is_read_back_by_a_calendar_program(town, client):
    with time_machine.travel("2026-11-22 02:00Z", tick=False):
        moment = timezone.make_aware(timezone.datetime(2026, 12, 10, 9))
        shown = plan(
            town, title="接待，带逗号；分号", starts_at=moment, ends_at=moment + timedelta(hours=2)
        )
        hidden = plan(town, title="还没发布")
        gone = plan(town, title="取消的", starts_at=moment, ends_at=moment + timedelta(hours=1))
        for one in (shown, gone):
            actions.publish(one, by=town.officer)
        actions.cancel(gone, reason="暴雨", by=town.officer)
        response = client.get(f"/feeds/stations/{town.centre.code}.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    feed = icalendar.Calendar.from_ical(response.content)
    events = {str(event["UID"]): event for event in feed.walk("VEVENT")}
    assert set(events) == {f"activity-{one.once}" for one in (shown, gone)}
    event = events[f"activity-{shown.once}"]
    assert event.decoded("DTSTART") == moment
    assert "接待，带逗号；分号" in str(event["SUMMARY"])
    assert str(events[f"activity-{gone.once}"]["STATUS"]) == "CANCELLED"
    assert [str(zone["TZID"]) for zone in feed.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert str(hidden.once) not in response.content.decode()


# -- what it costs ------------------------------------------------------------------------------
def test_the_list_and_the_month_cost_the_same_statements_for_one_activity_and_for_fifty(town, at):
    client = at(town.committee)
    client.get("/desk/activities/")  # moves the end of the session, once a minute

    def statements():
        with snapshot_queries() as queries:
            assert client.get("/desk/activities/").status_code == 200
            assert client.get("/desk/calendar/").status_code == 200
        return queries

    plan(town)
    few = statements()
    for _ in range(30):
        plan(town)
    assert statements() == few
    assert len(few) <= 18
