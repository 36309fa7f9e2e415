"""Where a chain from study to effect is broken, and since when (学习＋调研＋建言＋问效, F15).

Four links in order. A link holds once what it stands for has happened; the first that does not hold
is where the chain stands, counted from the day the link before it held. A chain waits while the next
thing is under way, and is broken when nothing is linked, when what was linked fell through, or when a
later link holds without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How one link stands."""

    HOLDS = "holds"
    UNDER_WAY = "under_way"
    MISSING = "missing"
    FELL_THROUGH = "fell_through"


LABELS = {
    State.HOLDS: "已完成",
    State.UNDER_WAY: "进行中",
    State.MISSING: "未安排",
    State.FELL_THROUGH: "已落空",
}
#: The four links, in order: key, what it is called.
STEPS = (("study", "学习"), ("survey", "调研"), ("advice", "建言"), ("effect", "问效"))


@dataclass(frozen=True)
class Link:
    """One link as it stands: `on` is the day it held or fell through; None while neither."""

    state: State
    on: date | None = None


@dataclass(frozen=True)
class Standing:
    """Where a chain stands: the key of the first link that does not hold ("" when all do)."""

    key: str
    label: str
    state: State
    since: date
    is_broken: bool

    @property
    def is_whole(self) -> bool:
        return not self.key

    def days(self, today: date) -> int:
        """Calendar days it has stood there by `today` (a local date)."""
        return max(0, (today - self.since).days)


def standing(links: Sequence[Link], begun_on: date) -> Standing:
    """Where a chain begun on `begun_on` stands; `links` are its four, in the order of STEPS."""
    since = begun_on
    for place, (link, (key, label)) in enumerate(zip(links, STEPS, strict=True)):
        if link.state == State.HOLDS:
            since = max(since, link.on or since)
            continue
        if link.state == State.FELL_THROUGH and link.on:
            since = max(since, link.on)
        overtaken = any(later.state == State.HOLDS for later in links[place + 1 :])
        broken = overtaken or link.state in (State.MISSING, State.FELL_THROUGH)
        return Standing(key, label, link.state, since, broken)
    return Standing("", "", State.HOLDS, since, False)
