"""Policies passed down: sent to stations and deputies, read by them, the unread reminded (T17)."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from deputies.models import Deputy, Publicity, Receipt
from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from stations.hierarchy import Kind
from stations.models import Station, station_of

#: Points have no office of their own: their station reads for them.
NO_OFFICE = frozenset({Kind.POINT, Kind.MOBILE})
BATCH = 1000
_TO_STATIONS = frozenset({Publicity.Audience.STATIONS, Publicity.Audience.BOTH})
_TO_DEPUTIES = frozenset({Publicity.Audience.DEPUTIES, Publicity.Audience.BOTH})


@transaction.atomic
def send(
    *, title: str, text: str, audience: str, once: UUID, by: Seat, basis: str = ""
) -> Publicity:
    """传达政策 to everybody of `audience` below the seat's station, as they stand today.

    The same `once` again gives back the first. Raises Refused when nobody would be reached.
    """
    station = station_of(by)
    if station is None:
        raise Refused("您的岗位没有所在站点，不能传达政策。")
    policy, is_new = Publicity.objects.get_or_create(
        once=once,
        defaults={
            "station": station,
            "title": title,
            "text": text,
            "basis": basis,
            "audience": audience,
            "sent_at": clock.now(),
            "sent_by": by,
        },
    )
    if not is_new:
        return policy
    receipts = _receipts(policy, station)
    if not receipts:
        raise Refused("传达范围内没有站点或代表。")
    Receipt.objects.bulk_create(receipts, batch_size=BATCH)
    chain.record("send_policy", by=by, about=policy, facts={"rows": len(receipts)})
    _tell(policy, "policy_sent", once="policy_sent")
    return policy


@transaction.atomic
def read(policy: Publicity, *, by: Seat) -> int:
    """确认阅读, for the deputy himself or the officer's station; the first reading stays.

    Returns how many receipts were signed. Raises Refused when nothing is addressed to the seat.
    """
    mine = Receipt.objects.of(by).filter(publicity=policy)
    if not mine.exists():
        raise Refused("这份政策没有传达给您的岗位。")
    waiting = mine.select_for_update(of=("self",)).filter(read_at=None)
    keys = list(waiting.values_list("pk", flat=True))
    return Receipt.objects.filter(pk__in=keys).update(read_at=clock.now(), read_by=by)


@transaction.atomic
def remind_unread(policy: Publicity, *, by: Seat) -> int:
    """提醒未读: whoever has not read it, once a day at most. Returns how many were told."""
    told = _tell(policy, "policy_unread", once=f"policy_unread:{clock.today()}")
    chain.record("remind_policy", by=by, about=policy, facts={"rows": told})
    return told


def _receipts(policy: Publicity, station: Station) -> list[Receipt]:
    made: list[Receipt] = []
    today = clock.today()
    if policy.audience in _TO_STATIONS:
        below = Station.objects.under(station).open_on(today).exclude(pk=station.pk)
        offices = below.exclude(kind__in=NO_OFFICE)
        made += [Receipt(publicity=policy, station=each) for each in offices]
    if policy.audience in _TO_DEPUTIES:
        mine = Deputy.objects.at_or_below(station).in_office(today).public().order_by("pk")
        made += [Receipt(publicity=policy, deputy=each) for each in mine]
    return made


def _tell(policy: Publicity, template: str, *, once: str) -> int:
    return outbox.post(
        to=_unread_people(policy),
        template=template,
        about=policy,
        once=f"{once}:{policy.pk}",
        url=policy.get_absolute_url(),
    )


def _unread_people(policy: Publicity) -> QuerySet[User]:
    """The accounts of those who have not read it: officers of stations, deputies themselves."""
    waiting = policy.receipts.filter(read_at=None)
    officers = Q(
        role=Role.STATION,
        station_seat__station__in=waiting.filter(station__isnull=False).values("station"),
    )
    deputies = Q(
        role=Role.DEPUTY,
        deputy_seat__deputy__in=waiting.filter(deputy__isnull=False).values("deputy"),
    )
    current = Seat.objects.current(clock.today())  # type: ignore[attr-defined]
    seats = current.filter(officers | deputies)
    return User.objects.filter(is_active=True, seats__in=seats).distinct()
