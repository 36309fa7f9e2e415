"""Who counts again when the calendar changes: each app registers what it has promised."""

from collections.abc import Callable

from liaison.workdays.calendar import Calendar

Recompute = Callable[[Calendar], int]
_registered: dict[str, Recompute] = {}


def register(recompute: Recompute) -> None:
    """Have `recompute(calendar)` called, in the transaction of each change of the table.

    It counts every open promise again and returns how many changed. Called in an AppConfig.ready;
    registering the same function twice is registering it once.
    """
    _registered[f"{recompute.__module__}.{recompute.__qualname__}"] = recompute


def forget(recompute: Recompute) -> None:
    """Undo `register`."""
    _registered.pop(f"{recompute.__module__}.{recompute.__qualname__}", None)


def everything(calendar: Calendar) -> int:
    """Let all that are registered count again; returns how many promises changed."""
    return sum(recompute(calendar) for recompute in list(_registered.values()))
