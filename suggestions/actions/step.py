"""How every step is taken: lock the thing, check the step, change it, write the timeline."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import models, transaction

from liaison import clock
from liaison.accounts.models import Seat
from suggestions import workflow
from suggestions.models import Handling, TimelineEntry


@contextmanager
def step(
    key: str,
    thing: models.Model,
    *,
    by: Seat | str,
    note: str = "",
    public_note: str = "",
) -> Iterator[datetime]:
    """Lock `thing`, check that `by` may take step `key` now, then move, save and record it.

    `by` is a seat, RESIDENT or SYSTEM. The body of the `with` changes the thing's fields; it is
    given the moment of the step. `note` is for the office, `public_note` for the resident.
    Raises PermissionDenied (403) or Refused (409).
    """
    with transaction.atomic():
        lock(thing)
        step_ = thing.check_step(key, by=by)  # type: ignore[attr-defined]
        at = clock.now()
        yield at
        thing.stage = step_.target  # type: ignore[attr-defined]
        thing.save(update_fields=_changeable(thing))
        record(thing, step_.key, step_.label, by=by, at=at, note=note, public_note=public_note)


def lock(thing: models.Model) -> None:
    """Read `thing` again under a row lock, so that two people never act on one state.

    The lock lets others refer to the row (NO KEY): a unit that signs writes into the timeline of
    its suggestion and would else wait for whoever holds that one, who may be waiting for the unit.
    """
    locked = type(thing)._default_manager.select_for_update(of=("self",), no_key=True)
    thing.refresh_from_db(from_queryset=locked)


def event(thing, key: str, *, by: Seat | str, note: str = "", public_note: str = "") -> None:
    """Write a timeline entry for something that moves no stage (workflow.EVENTS)."""
    label = workflow.EVENTS[key]
    record(thing, key, label, by=by, at=clock.now(), note=note, public_note=public_note)


def record(thing, key, label, *, by, at, note="", public_note="") -> None:
    """The timeline entry: a handling's stands in its suggestion's timeline."""
    owner = (
        {"handling": thing, "suggestion": thing.suggestion}
        if isinstance(thing, Handling)
        else {thing._meta.model_name: thing}
    )
    TimelineEntry.objects.create(
        **owner,
        step=key,
        label=label,
        note=note,
        public_note=public_note,
        by=by if isinstance(by, Seat) else None,
        actor=TimelineEntry.actor_of(by),
        at=at,
    )


def _changeable(thing: models.Model) -> list[str]:
    """The columns a step writes: all but the key and those the model keeps as first given."""
    kept: frozenset[str] = getattr(type(thing), "KEPT", frozenset())
    return [
        field.name
        for field in thing._meta.concrete_fields
        if not field.primary_key and field.name not in kept
    ]
