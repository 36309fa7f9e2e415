"""The calendar feed read strictly by RFC 5545, without the library that wrote it."""

import re
from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.utils import timezone

from stations.actions import activities as actions
from tests.factories import town as small_town
from tests.factories.activities import plan

LINE = re.compile(
    r"(?P<name>[A-Z0-9-]+)(?P<parameters>(;[A-Z0-9-]+=(\"[^\"]*\"|[^\";:,]+))*):(?P<value>.*)"
)
UTC = re.compile(r"\d{8}T\d{6}Z")
LOCAL = re.compile(r"\d{8}T\d{6}")
NEEDED = {"UID", "DTSTAMP", "DTSTART"}
ONCE = NEEDED | {"DTEND", "SEQUENCE", "STATUS", "SUMMARY", "LAST-MODIFIED", "CREATED", "URL"}


@pytest.fixture
def town():
    return small_town.build()


@pytest.fixture
def shown(town):
    with time_machine.travel("2026-11-22 02:00Z", tick=False):
        moment = timezone.make_aware(timezone.datetime(2026, 12, 10, 9))
        activity = plan(
            town,
            title="接待，带逗号,分号;反斜杠\\和很长很长的一个标题" + "在院子里" * 12,
            starts_at=moment,
            ends_at=moment + timedelta(hours=2),
            about="第一行\n第二行",
        )
        actions.publish(activity, by=town.officer)
    return activity


@pytest.fixture
def feed(town, client):
    def fetch(**headers):
        with time_machine.travel("2026-11-22 03:00Z", tick=False):
            return client.get(f"/feeds/stations/{town.centre.code}.ics", **headers)

    return fetch


def lines_of(content: bytes) -> list[str]:
    """Unfolded content lines; every physical line of at most 75 octets, whole characters, CRLF."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    physical = content[:-2].split(b"\r\n")
    assert all(0 < len(line) <= 75 for line in physical)
    texts = [line.decode("utf-8") for line in physical]  # no character is cut in two
    unfolded: list[str] = []
    for text in texts:
        if text.startswith((" ", "\t")):
            unfolded[-1] += text[1:]
        else:
            unfolded.append(text)
    return unfolded


def tree_of(lines: list[str]) -> dict:
    """Nested components as {"name", "properties": [(name, parameters, value)], "parts"}."""
    root: dict = {"name": "", "properties": [], "parts": []}
    stack = [root]
    for line in lines:
        found = LINE.fullmatch(line)
        assert found, line
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            part = {"name": value, "properties": [], "parts": []}
            stack[-1]["parts"].append(part)
            stack.append(part)
        elif name == "END":
            assert stack.pop()["name"] == value
        else:
            stack[-1]["properties"].append((name, found["parameters"], value))
    assert stack == [root]
    return root


def values(part: dict) -> dict[str, str]:
    return {name: value for name, _, value in part["properties"]}


def events(response) -> list[dict]:
    [calendar] = tree_of(lines_of(response.content))["parts"]
    return [part for part in calendar["parts"] if part["name"] == "VEVENT"]


def test_the_feed_keeps_to_the_grammar_and_says_how_often_to_look_again(shown, feed):
    [calendar] = tree_of(lines_of(feed().content))["parts"]
    told = values(calendar)
    assert (calendar["name"], told["VERSION"], told["METHOD"]) == ("VCALENDAR", "2.0", "PUBLISH")
    assert told["PRODID"]
    assert ("REFRESH-INTERVAL", ";VALUE=DURATION", "PT6H") in calendar["properties"]
    assert told["X-PUBLISHED-TTL"] == "PT6H"
    assert told["X-WR-CALNAME"] == "铜官区中心站活动"


def test_every_event_has_what_it_needs_once_and_a_zone_that_is_described(shown, feed):
    response = feed()
    [calendar] = tree_of(lines_of(response.content))["parts"]
    zones = [part for part in calendar["parts"] if part["name"] == "VTIMEZONE"]
    assert [values(zone)["TZID"] for zone in zones] == ["Asia/Shanghai"]
    assert all(part["name"] in ("STANDARD", "DAYLIGHT") for part in zones[0]["parts"])
    assert values(zones[0]["parts"][-1])["TZOFFSETTO"] == "+0800"
    [event] = events(response)
    names = [name for name, _, _ in event["properties"]]
    assert all(names.count(name) == 1 for name in ONCE)
    told = values(event)
    assert all(UTC.fullmatch(told[name]) for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED"))
    assert ("DTSTART", ";TZID=Asia/Shanghai", "20261210T090000") in event["properties"]
    assert LOCAL.fullmatch(told["DTEND"])
    assert told["UID"] == f"activity-{shown.once}"


def test_text_is_escaped_and_comes_back_as_it_was(shown, feed):
    response = feed()
    told = values(events(response)[0])
    assert "带逗号\\,分号\\;反斜杠\\\\和" in told["SUMMARY"]
    assert "第一行\\n第二行" in told["DESCRIPTION"]
    read = icalendar.Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert str(read["SUMMARY"]).startswith(shown.title)


def test_moved_and_cancelled_it_keeps_its_uid_and_counts_its_revisions(town, shown, feed):
    first = values(events(feed())[0])
    with time_machine.travel("2026-11-22 02:10Z", tick=False):
        later = shown.starts_at + timedelta(days=1)
        actions.update(shown, by=town.officer, starts_at=later, ends_at=later + timedelta(hours=2))
    moved = values(events(feed())[0])
    with time_machine.travel("2026-11-22 02:20Z", tick=False):
        actions.cancel(shown, reason="暴雨", by=town.officer)
    gone = values(events(feed())[0])
    assert first["UID"] == moved["UID"] == gone["UID"]
    assert [int(one["SEQUENCE"]) for one in (first, moved, gone)] == [0, 1, 2]
    assert [one["STATUS"] for one in (first, moved, gone)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert moved["DTSTART"] == "20261211T090000"
    assert first["LAST-MODIFIED"] < moved["LAST-MODIFIED"] < gone["LAST-MODIFIED"]


def test_a_program_that_holds_this_very_text_is_told_so(town, shown, feed):
    first = feed()
    again = feed(headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with time_machine.travel("2026-11-22 02:10Z", tick=False):
        actions.update(shown, by=town.officer, place="社区大厅")
    assert feed(headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_stations_page_offers_the_feed_to_a_phones_own_calendar(town, client, settings):
    settings.SITE_URL = "https://liaison.example.cn"
    html = client.get(f"/s/{town.station.code}/activities/").content.decode()
    assert f"webcal://liaison.example.cn/feeds/stations/{town.station.code}.ics" in html
