"""Activities as a calendar other programs subscribe to (RFC 5545, RFC 7986)."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from icalendar import Calendar, Event, Timezone

from stations.models import Activity
from stations.workflow import ActivityStage

#: Programs are asked to look again this often.
REFRESH = timedelta(hours=6)
ICALENDAR = "text/calendar; charset=utf-8"
#: The zone is described from here on; no activity is older.
ZONE_FROM = date(2010, 1, 1)


def answer(request: HttpRequest, name: str, activities: Iterable[Activity]) -> HttpResponse:
    """The feed as an answer; 304 for a program that holds this very text already (ETag)."""
    content = calendar(name, activities)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=ICALENDAR)
    response["Content-Disposition"] = 'inline; filename="activities.ics"'
    response["ETag"] = etag
    patch_cache_control(response, max_age=600)
    return get_conditional_response(request, etag=etag, response=response)


def webcal(path: str) -> str:
    """The address a phone opens in its own calendar, instead of showing the text."""
    return "webcal://" + settings.SITE_URL.partition("://")[2] + path


def calendar(name: str, activities: Iterable[Activity]) -> bytes:
    """The feed called `name`: one event an activity, cancelled ones marked as such.

    Times are those of Asia/Shanghai with their zone described, so that a phone abroad shows them
    right. An event keeps its UID and counts its revisions (SEQUENCE), so that a moved or cancelled
    activity moves or is crossed out in the reader's calendar too.
    """
    feed = Calendar()
    feed.add("prodid", "-//Liaison//Activities//ZH")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", name)
    feed.add("name", name)
    feed.add("x-wr-timezone", settings.TIME_ZONE)
    feed.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    feed.add("x-published-ttl", "PT6H")
    feed.add_component(Timezone.from_tzid(settings.TIME_ZONE, first_date=ZONE_FROM))
    for activity in activities:
        feed.add_component(_event(activity))
    return feed.to_ical()


def _event(activity: Activity) -> Event:
    path = reverse("stations:public_activity", args=[activity.station.code, activity.pk])
    is_cancelled = activity.stage == ActivityStage.CANCELLED
    event = Event()
    event.add("uid", f"activity-{activity.once}")
    changed = activity.changed_at or activity.cancelled_at or activity.published_at
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("created", activity.published_at)
    event.add("sequence", activity.revision)
    event.add("dtstart", timezone.localtime(activity.starts_at))
    event.add("dtend", timezone.localtime(activity.ends_at))
    event.add("summary", f"{activity.title}（{activity.station.name}）")
    event.add("location", activity.place or activity.station.address or activity.station.name)
    event.add("description", _about(activity))
    event.add("url", f"{settings.SITE_URL}{path}")
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    return event


def _about(activity: Activity) -> str:
    if activity.stage == ActivityStage.CANCELLED:
        return f"已取消：{activity.cancel_reason}"
    lines = [activity.get_function_display(), activity.about]
    return "\n".join(line for line in lines if line)
