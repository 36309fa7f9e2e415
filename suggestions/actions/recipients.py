"""Who is told: the people in the seats a step concerns."""

from django.db.models import Q, QuerySet

from deputies.models import Deputy, Membership
from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from stations.models import Station, StationSeat
from suggestions.models import Concern, Department


def _users(seats: QuerySet[Seat]) -> QuerySet[User]:
    current = seats.current(clock.today())  # type: ignore[attr-defined]
    return User.objects.filter(is_active=True, seats__in=current).distinct()


def at_or_above(station: Station, role: Role) -> list[User]:
    """The people of `role` at `station`, or at the nearest station above that has any."""
    above = [
        station.path[:end] for end in range(Station.steplen, len(station.path) + 1, Station.steplen)
    ]
    today = clock.today()
    # Written out, not as a subquery of current seats: every submission asks this.
    held = Q(seat__to_on=None) | Q(seat__to_on__gte=today)
    seats = (
        StationSeat.objects.filter(
            held,
            station__path__in=above,
            seat__role=role,
            seat__from_on__lte=today,
            seat__user__is_active=True,
        )
        .select_related("seat__user", "station")
        .order_by("-station__depth", "pk")
    )
    found = list(seats)
    return [one.seat.user for one in found if one.station_id == found[0].station_id]


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
