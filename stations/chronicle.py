"""The life of one station told in order: opened, renamed, moved, closed, merged, what it took in."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from stations.models import Station, StationClosure, StationMove, StationName


@dataclass(frozen=True)
class Event:
    """One thing that happened: the local date (None: not on record), what, and the other station."""

    on: date | None
    text: str
    other: Station | None = None


def of(station: Station) -> list[Event]:
    """Everything that happened to `station`, the latest first: three statements."""
    events = [*_names(station), *_moves(station), *_closures(station)]
    events.append(Event(station.opened_on, "设立"))
    return sorted(events, key=lambda event: event.on or date.min, reverse=True)


def former_names(station: Station) -> list[StationName]:
    """The names it bore before, the latest first (曾用名)."""
    return list(station.former_names.order_by("-to_on", "-pk"))


def _names(station: Station) -> list[Event]:
    name, events = station.name, []
    for former in former_names(station):
        since = date.fromordinal(former.to_on.toordinal() + 1)
        events.append(Event(since, f"由“{former.name}”更名为“{name}”"))
        name = former.name
    return events


def _moves(station: Station) -> list[Event]:
    moves = StationMove.objects.filter(station=station).select_related("left", "joined")
    return [
        Event(
            move.moved_on,
            f"由“{move.left or '最高一级'}”之下改设在“{move.joined or '最高一级'}”之下",
            move.joined,
        )
        for move in moves.order_by("pk")
    ]


def _closures(station: Station) -> list[Event]:
    about = StationClosure.objects.filter(Q(station=station) | Q(merged_into=station))
    events = []
    for closure in about.select_related("station", "merged_into").order_by("pk"):
        if closure.station_id != station.pk:
            events.append(Event(closure.closed_on, f"“{closure.station}”并入本站", closure.station))
            continue
        into = closure.merged_into
        text = f"并入“{into}”" if into else "撤销"
        events.append(Event(closure.closed_on, text, into))
        if closure.reopened_on:
            events.append(Event(closure.reopened_on, "恢复"))
    return events
