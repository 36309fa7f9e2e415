"""Who is told: the people in the seats a step concerns."""

from django.db.models import QuerySet

from deputies.models import Deputy, Membership
from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from stations.models import Station
from suggestions.models import Concern, Department


def _users(seats: QuerySet[Seat]) -> QuerySet[User]:
    current = seats.current(clock.today())  # type: ignore[attr-defined]
    return User.objects.filter(is_active=True, seats__in=current).distinct()


#: Written by hand: every submission asks it, and putting it together took longer than answering.
AT_OR_ABOVE = """
SELECT u.id, u.email, s.id AS station FROM stations_stationseat ss
JOIN stations_station s ON s.id = ss.station_id
JOIN accounts_seat seat ON seat.id = ss.seat_id
JOIN accounts_user u ON u.id = seat.user_id
WHERE s.path = ANY(%s) AND seat.role = %s AND seat.from_on <= %s
  AND (seat.to_on IS NULL OR seat.to_on >= %s) AND u.is_active
ORDER BY s.depth DESC, ss.seat_id
"""


def at_or_above(station: Station, role: Role) -> list[User]:
    """The people of `role` at `station`, or at the nearest station above that has any.

    Key and address are read; anything else of them is asked when it is looked at.
    """
    step, today = Station.steplen, clock.today()
    above = [station.path[:end] for end in range(step, len(station.path) + 1, step)]
    found = list(User.objects.raw(AT_OR_ABOVE, [above, role, today, today]))
    return [one for one in found if one.station == found[0].station]  # type: ignore[attr-defined]


def of_station(concern: Concern) -> list[User]:
    """The liaison officers who take care of a concern."""
    return at_or_above(concern.station, Role.STATION)


def officers_of(department: Department) -> QuerySet[User]:
    """The people who act for a unit."""
    return _users(Seat.objects.filter(department_seat__department=department))


def government() -> QuerySet[User]:
    """The government office, which divides (分办)."""
    return _users(Seat.objects.filter(role=Role.GOVERNMENT))


def deputy_accounts(*deputies: Deputy) -> QuerySet[User]:
    """The accounts of these deputies, if they have any."""
    return _users(Seat.objects.filter(deputy_seat__deputy__in=deputies))


def adopters_of(concern: Concern) -> QuerySet[User]:
    """Who may adopt a concern: the deputy it is addressed to, else the station's deputies."""
    if concern.deputy is not None:
        return deputy_accounts(concern.deputy)
    members = Membership.objects.running(clock.today()).filter(station=concern.station_id)
    return _users(Seat.objects.filter(deputy_seat__deputy__in=members.values("deputy")))
