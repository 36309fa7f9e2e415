"""What an officer does with many concerns at once: take them on, sort, decline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction

from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from suggestions.actions import concerns
from suggestions.actions.step import event, lock
from suggestions.models import Concern

#: As many are worked on in one go.
MOST = 50


@dataclass
class Outcome:
    """How many were done, and why the others were not (number, reason)."""

    done: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def take_on(concern: Concern, *, by: Seat) -> None:
    """经办: `by` has this one in hand from now on; whoever had it before is in the timeline."""
    lock(concern)
    if concern.closed_at is not None:
        raise Refused("已经结束，不用再经办。")
    if concern.officer_id == by.pk:
        return
    before = concern.officer
    concern.officer = by
    concern.save(update_fields=["officer"])
    event(concern, "take_on", by=by, note=f"接替{before}" if before else "")
    chain.record("take_on", by=by, about=concern, facts={"was": str(before) if before else ""})


@transaction.atomic
def put_down(concern: Concern, *, by: Seat) -> None:
    """放回: nobody in particular has it in hand."""
    lock(concern)
    if concern.officer_id is None:
        return
    concern.officer = None
    concern.save(update_fields=["officer"])
    event(concern, "put_down", by=by)
    chain.record("put_down", by=by, about=concern)


def take_on_all(found: Sequence[Concern], *, by: Seat) -> Outcome:
    """经办 each of these."""
    return _each(found, lambda one: take_on(one, by=by))


def sort_all(found: Sequence[Concern], *, category: str, by: Seat) -> Outcome:
    """梳理 each of these under one category; each keeps its own title."""
    return _each(
        found,
        lambda one: concerns.sort(
            one, category=category, title=one.title, edited_text=one.edited_text, by=by
        ),
    )


def decline_all(found: Sequence[Concern], *, reason: str, by: Seat) -> Outcome:
    """不予受理 each of these on the same ground; each resident is told the lawful road (T21)."""
    return _each(found, lambda one: concerns.decline(one, reason=reason, by=by))


def _each(found: Sequence[Concern], act: Callable[[Concern], None]) -> Outcome:
    """Each by itself: one that somebody else moved meanwhile stays, the others are done."""
    outcome = Outcome()
    for concern in found[:MOST]:
        try:
            with transaction.atomic():
                act(concern)
            outcome.done += 1
        except Refused as why:
            outcome.left.append((concern.number, str(why)))
        except PermissionDenied:
            outcome.left.append((concern.number, "您的岗位不能办这一步"))
    return outcome
