"""What the clock does by itself: remind who is late, and recompute promises when holidays change."""

from datetime import date

from django.db import transaction

from liaison.notices import outbox
from liaison.workdays.calendar import Calendar
from suggestions import deadlines
from suggestions.actions import recipients
from suggestions.actions.step import event
from suggestions.models import Concern, Handling
from suggestions.workflow import SYSTEM, ConcernStage


def remind_overdue(today: date) -> int:
    """催办: each officer of a unit that is late on `today` is reminded, once per due day.

    Returns how many messages were new. Running it again, or on two workers, adds none (once-key).
    """
    late = Handling.objects.overdue(today).for_list()
    return sum(_remind(handling) for handling in late)


@transaction.atomic
def _remind(handling: Handling) -> int:
    sent = outbox.post(
        to=recipients.officers_of(handling.department),
        template="handling_overdue",
        about=handling.suggestion,
        once=f"overdue:{handling.pk}:{handling.due_on}",
        url=handling.suggestion.get_absolute_url(),
        context={"handling": handling},
    )
    if sent:
        event(handling.suggestion, "remind", by=SYSTEM, note=f"催办{handling.department.name}")
    return sent


@transaction.atomic
def recompute(calendar: Calendar) -> int:
    """期限重算: after a change of the calendar every open promise is made anew; returns how many moved.

    Each move stands in its timeline with the old and the new day.
    """
    moved = sum(_remade(one, one.limit, calendar) for one in _open_handlings())
    return moved + sum(_remade(one, "station_answer", calendar) for one in _promised_concerns())


def _open_handlings():
    rows = Handling.objects.open().select_for_update(of=("self",))
    return rows.select_related("suggestion").order_by("pk")


def _promised_concerns():
    rows = Concern.objects.filter(stage=ConcernStage.IN_HAND, due_on__isnull=False)
    return rows.select_for_update(of=("self",)).order_by("pk")


def _remade(promised, limit: str, calendar: Calendar) -> bool:
    """Make the promise again from its own start; True when the day moved."""
    start = date.fromisoformat(promised.due_reason["start"])
    promise = deadlines.promise(limit, start, calendar)
    before = promised.due_on
    if promise.as_json() == promised.due_reason:
        return False
    promised.due_on, promised.due_reason = promise.day, promise.as_json()
    promised.save(update_fields=["due_on", "due_reason"])
    if promise.day == before:
        return False
    thing = promised.suggestion if isinstance(promised, Handling) else promised
    event(
        thing,
        "recompute",
        by=SYSTEM,
        note=f"节假日安排变更，答复期限由{before}调整为{promise.day}。",
    )
    return True
