"""Who is told of a station's matters: the people in the seats at it, or above it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from stations.models import Station


def people_at(stations: Iterable[Station], role: Role) -> QuerySet[User]:
    """The people who sit today in `role` at one of `stations`."""
    keys = [station.pk for station in stations]
    seats = Seat.objects.current(clock.today()).filter(  # type: ignore[attr-defined]
        role=role, station_seat__station__in=keys
    )
    return User.objects.filter(is_active=True, seats__in=seats).distinct()


def people_above(station: Station, role: Role) -> list[User]:
    """The people in `role` at `station`, or at the nearest station above that has any."""
    steps = range(len(station.path), 0, -Station.steplen)
    holders = Station.objects.filter(path__in=[station.path[:end] for end in steps])
    for holder in sorted(holders, key=lambda each: -each.depth):
        found = list(people_at([holder], role))
        if found:
            return found
    return []
