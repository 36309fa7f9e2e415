"""What sessions of a congress and approved manual items tell of deputies, for the record (J13, C11)."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from deputies.models import PointItem, SessionAttendance
from deputies.performance.rules import CORRECTION, MANUAL
from deputies.record import Event, Part, addresses, register

SESSIONS = {
    "session": ("出席人代会", Part.MEETINGS),
    "session_absence": ("人代会未经批准缺席", Part.MEETINGS),
}
_PART_OF = {"item_visit": Part.GROUP, "item_inspection": Part.INSPECTIONS}
ITEMS = {kind: (label, _PART_OF.get(kind, Part.MEETINGS)) for kind, label in MANUAL.items()}


def sessions(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """出席人代会, or absent without leave, on the session's closing day (C11, C12). One statement."""
    rows = SessionAttendance.objects.exclude(state=SessionAttendance.State.LEAVE)
    if deputy_ids is not None:
        rows = rows.filter(mandate__deputy__any_of=deputy_ids)
    names = "pk", "mandate__deputy_id", "state", "session__to_on", "session__title"
    found = rows.filter(session__to_on__range=(first, last)).order_by().values_list(*names)
    for pk, deputy, state, on, title in found:
        kind = "session" if state == SessionAttendance.State.PRESENT else "session_absence"
        yield Event(deputy, kind, on, title, f"session:{pk}")


def items(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """手工项目: proposed with evidence and approved; corrections are no events. One statement."""
    approved = PointItem.objects.counting().exclude(kind=CORRECTION)  # type: ignore[attr-defined]
    rows = approved.filter(done_on__range=(first, last))
    if deputy_ids is not None:
        rows = rows.filter(deputy__any_of=deputy_ids)
    names = "pk", "deputy_id", "kind", "done_on", "title"
    address = addresses(reverse("deputies:points_item", args=[0]))
    for pk, deputy, kind, on, title in rows.order_by().values_list(*names):
        yield Event(deputy, kind, on, title, f"item:{pk}", address(pk))


def tell_the_record() -> None:
    """Register every source of this file."""
    register(sessions, kinds=SESSIONS)
    register(items, kinds=ITEMS)
