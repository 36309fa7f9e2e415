"""Activities as a calendar other programs subscribe to (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event, Timezone

from stations.models import Activity
from stations.workflow import ActivityStage

#: Programs are asked to look again this often.
REFRESH = timedelta(hours=6)


def calendar(name: str, activities: Iterable[Activity]) -> bytes:
    """The feed called `name`: one event an activity, cancelled ones marked as such.

    Times are those of Asia/Shanghai with their zone described, so that a phone abroad shows them
    right. An event keeps its UID, so that a moved activity moves in the reader's calendar too.
    """
    feed = Calendar()
    feed.add("prodid", "-//Liaison//Activities//ZH")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", name)
    feed.add("name", name)
    feed.add("x-wr-timezone", settings.TIME_ZONE)
    feed.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    feed.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    for activity in activities:
        feed.add_component(_event(activity))
    return feed.to_ical()


def _event(activity: Activity) -> Event:
    path = reverse("stations:public_activity", args=[activity.station.code, activity.pk])
    is_cancelled = activity.stage == ActivityStage.CANCELLED
    event = Event()
    event.add("uid", f"activity-{activity.once}")
    event.add("dtstamp", activity.cancelled_at or activity.published_at)
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
