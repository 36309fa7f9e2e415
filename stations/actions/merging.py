"""What else follows a station into the one it is merged with: higher apps say so for their own rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from liaison.accounts.models import Seat
from stations.models import Station

#: Says, before anything happens, what a merge would do (Chinese lines): (station, into, on).
Foretell = Callable[[Station, Station, date], Sequence[str]]
#: Moves the rows, inside the merge's transaction: (station, into, on, by).
Follow = Callable[[Station, Station, date, Seat | None], None]


@dataclass(frozen=True)
class Follower:
    """One app's part in a merge."""

    foretell: Foretell
    follow: Follow


_followers: dict[str, Follower] = {}


def on_merge(name: str, *, foretell: Foretell, follow: Follow) -> None:
    """Take part in every merge from now on; a second call under the same `name` replaces the first."""
    _followers[name] = Follower(foretell, follow)


def foretold(station: Station, into: Station, on: date) -> list[str]:
    """All that merging `station` into `into` on `on` would do to the rows of others."""
    return [line for each in _followers.values() for line in each.foretell(station, into, on)]


def follow_all(station: Station, into: Station, on: date, by: Seat | None) -> None:
    """Let every follower move its rows."""
    for each in _followers.values():
        each.follow(station, into, on, by)
