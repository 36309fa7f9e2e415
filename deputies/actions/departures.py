"""What ends for deputies who hold no mandate any more: stations, grids, invitations, seats."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from deputies.models import Deputy, DeputySeat, Duty, GridDuty, Mandate, Membership
from liaison.accounts.models import Seat
from stations.workflow import ActivityStage

AHEAD = (ActivityStage.PLANNED, ActivityStage.PUBLISHED)


@dataclass
class Trace:
    """What was ended, so that it can be brought back: keys, and the rows that went."""

    people: list[int] = field(default_factory=list)
    memberships: list[int] = field(default_factory=list)
    grid_duties: list[int] = field(default_factory=list)
    invitations: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Outlook:
    """What would end, in numbers."""

    people: int = 0
    memberships: int = 0
    grid_duties: int = 0
    invitations: int = 0
    seats: int = 0

    def lines(self) -> list[str]:
        """The same in Chinese, for the page before the button."""
        told = (
            (self.memberships, "编组进站 {} 处同时结束"),
            (self.grid_duties, "联系的网格 {} 个同时解除，需另行安排代表"),
            (self.invitations, "此后的活动邀请 {} 个撤回"),
            (self.seats, "代表岗位 {} 个终止，不能再以代表身份登录办理"),
        )
        return [text.format(number) for number, text in told if number]


def without_mandate(
    deputies: Collection[int], on: date, *, ending: Collection[int] = ()
) -> set[int]:
    """Which of `deputies` hold no mandate on `on` (a local date), once those of `ending` are over."""
    held = Mandate.objects.running(on).filter(deputy__in=deputies).exclude(pk__in=ending)
    return set(deputies) - set(held.values_list("deputy_id", flat=True))


def outlook(people: Collection[int], on: date) -> Outlook:
    """What would end for `people`, if `on` is their first day out: five counts."""
    if not people:
        return Outlook()
    return Outlook(
        len(people),
        _open(Membership, people, on).count(),
        _open(GridDuty, people, on).count(),
        _invitations(people, on).count(),
        _seats(people, on).count(),
    )


def end_places(people: Collection[int], on: date) -> Trace:
    """Stations, grids and invitations end: `on` is the first day out. Inside the caller's transaction."""
    trace = Trace(people=sorted(people))
    if not people:
        return trace
    last = on - timedelta(days=1)
    trace.memberships = _end(_open(Membership, people, on), last)
    trace.grid_duties = _end(_open(GridDuty, people, on), last)
    invitations = _invitations(people, on)
    names = "activity_id", "deputy_id", "is_on_duty", "answer", "leave_reason"
    kept = invitations.order_by("pk").values(*names, "asked_at", "answered_at")
    trace.invitations = list(kept)
    invitations.delete()
    return trace


def end_seats(people: Collection[int], on: date) -> dict[int, date | None]:
    """代表岗位终止: seats by which `people` act end the day before `on`; seat → its last day until now."""
    seats = _seats(people, on)
    before = dict(seats.order_by("pk").values_list("pk", "to_on"))
    last = on - timedelta(days=1)
    ending = Seat.objects.filter(pk__in=list(before))
    ending.filter(from_on__gt=last).update(from_on=last)
    ending.update(to_on=last)
    return before


def restore_places(trace: Trace) -> None:
    """Bring back what `end_places` ended. Raises IntegrityError when something new stands there."""
    Membership.objects.filter(pk__in=trace.memberships).update(to_on=None)
    GridDuty.objects.filter(pk__in=trace.grid_duties).update(to_on=None)
    Duty.objects.bulk_create(Duty(**row) for row in trace.invitations)


def restore_seats(before: dict[int, date | None]) -> None:
    """Bring back the seats `end_seats` ended."""
    for day in set(before.values()):
        keys = [pk for pk, to_on in before.items() if to_on == day]
        Seat.objects.filter(pk__in=keys).update(to_on=day)


def _open(model: Any, people: Collection[int], on: date) -> Any:
    return model.objects.filter(deputy__in=people, to_on=None)


def _end(rows: Any, last: date) -> list[int]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.model.objects.filter(pk__in=keys).update(to_on=last)
    return keys


def _invitations(people: Collection[int], on: date) -> Any:
    return Duty.objects.filter(
        deputy__in=people, activity__held_on__gte=on, activity__stage__in=AHEAD
    )


def _seats(people: Collection[int], on: date) -> Any:
    keys = DeputySeat.objects.filter(deputy__in=people).values("seat")
    return Seat.objects.filter(Q(to_on=None) | Q(to_on__gte=on), pk__in=keys)


def names_of(people: Collection[int]) -> str:
    """Their names in one line, at most ten."""
    found = Deputy.objects.filter(pk__in=people).order_by("name_key", "pk")
    named = list(found.values_list("name", flat=True)[:11])
    return "、".join(named[:10]) + ("等" if len(named) > 10 else "")
