"""What each deputy did, out of every app that knows something of it (履职记录; J13).

An app registers a source when it is ready, so that lower apps need not know of higher ones.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from django.db.models import TextChoices


class Part(TextChoices):
    """The eight parts of a deputy's dossier (履职档案, facts §6.5)."""

    BASIC = "basic", "基本情况"
    MEETINGS = "meetings", "各类会议"
    INSPECTIONS = "inspections", "视察调研"
    STUDY = "study", "学习培训"
    GROUP = "group", "小组活动"
    OPINIONS = "opinions", "建议意见"
    REPORTING = "reporting", "述职监督"
    HONOURS = "honours", "表彰奖励"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a deputy did, on a local date (履职事项).

    `key` is unique and stays the same for ever ("attendance:123"): an event counts once.
    `hours` are hours of training, `grade` what a reviewer or an answer made of it, where either is.
    """

    deputy_id: int
    kind: str
    on: date
    title: str
    key: str
    url: str = ""
    hours: Decimal = Decimal(0)
    grade: str = ""


Source = Callable[[Sequence[int] | None, date, date], Iterable[Event]]

_sources: dict[str, Source] = {}
_kinds: dict[str, tuple[str, Part]] = {}
_in_order = attrgetter("deputy_id", "on", "key")


def register(source: Source, *, kinds: Mapping[str, tuple[str, Part]]) -> None:
    """Have `source(deputy_ids, first, last)` asked for events of `kinds` (key → label, part).

    Called in an AppConfig.ready; the same function twice is registered once. Raises ValueError for
    a kind that already means something else.
    """
    for key, meaning in kinds.items():
        if _kinds.setdefault(key, meaning) != meaning:
            raise ValueError(f"kind {key!r} already means {_kinds[key]!r}")
    _sources[f"{source.__module__}.{source.__qualname__}"] = source


def forget(source: Source, *, kinds: Iterable[str] = ()) -> None:
    """Undo `register`, with those of its `kinds` that no other source tells of."""
    _sources.pop(f"{source.__module__}.{source.__qualname__}", None)
    for key in kinds:
        _kinds.pop(key, None)


def kinds() -> dict[str, tuple[str, Part]]:
    """Every kind there is: key → (label in Chinese, part of the dossier)."""
    return dict(_kinds)


def events(deputy_ids: Sequence[int] | None, first: date, last: date) -> list[Event]:
    """What these deputies (None: all) did from `first` to `last`, both included (local dates).

    Sorted by deputy, day and key, each key once; a statement or two per source however many
    deputies.
    """
    found: dict[tuple[int, str], Event] = {}
    for source in list(_sources.values()):
        for event in source(deputy_ids, first, last):
            found.setdefault((event.deputy_id, event.key), event)
    return sorted(found.values(), key=_in_order)


def addresses(pattern: str) -> Callable[[int], str]:
    """A function from a number to an address; `pattern` is the address of number 0, with "/0/" in it.

    Asking the list of addresses once instead of for each of two hundred thousand events.
    """
    before, after = pattern.split("/0/", 1)
    return lambda number: f"{before}/{number}/{after}"
