"""What a deputy's events give: each a line with its points and why it gives so many (J13).

Lines are made in the order of days; a bound takes effect where it is reached. So what is added
later, and a rule that begins later, never changes a line made before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from deputies.performance.rules import (
    MADE_OF,
    NOTHING,
    Book,
    Group,
    Indicator,
    Rule,
    Version,
    Weight,
    grade_label,
)

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


class Done(Protocol):
    """What is scored: a thing done on a day (`deputies.record.Event`)."""

    @property
    def kind(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def title(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def hours(self) -> Decimal: ...
    @property
    def grade(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One event and its points (积分明细).

    full: what the rule gives; counted: after the bounds of the year; points: after the weight.
    version: the pk of the rules used, None where none was in force. quarter: in which it counts,
    1 to 4, which is a later one for what became known after its own was frozen.
    """

    key: str
    kind: str
    label: str
    on: date
    title: str
    url: str
    group: str
    version: int | None
    full: Decimal
    counted: Decimal
    points: Decimal
    why: str
    quarter: int
    is_frozen: bool = False

    @property
    def is_late(self) -> bool:
        """Whether it counts in a later quarter than its own (补记)."""
        return self.quarter > quarter_of(self.on)


@dataclass
class Tally:
    """What a year has given so far: by kind and by group, before weights."""

    kinds: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    groups: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, kind: str, group: str, counted: Decimal) -> None:
        self.kinds[kind] += counted
        self.groups[group] += counted


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def score(
    events: Iterable[Done],
    book: Book,
    tally: Tally,
    *,
    labels: Mapping[str, str],
    not_before: int = 1,
) -> list[Line]:
    """The lines of one deputy's `events` of one year, which are in the order of days.

    `tally` holds what was counted before and is added to. `labels` name kinds no rule names.
    `not_before` is the first open quarter: what was done earlier counts there.
    """
    return [_line(event, book.on(event.on), tally, labels, not_before) for event in events]


def _line(event: Done, version: Version | None, tally: Tally, labels, not_before: int) -> Line:
    own = quarter_of(event.on)
    quarter = max(own, not_before)
    late = f"补记第{'一二三四'[own - 1]}季度；" if quarter > own else ""
    rule = version.rules.get(event.kind) if version else None
    if version is None or rule is None:
        why = "现行规则未设此项，不计分" if version else "当日没有执行中的积分规则，不计分"
        return Line(
            event.key, event.kind, labels.get(event.kind, event.kind), event.on, event.title,
            event.url, "", version.pk if version else None, NOTHING, NOTHING, NOTHING,
            late + why, quarter,
        )  # fmt: skip
    weight = version.weight(rule.group)
    full = full_points(rule, event)
    counted = _within(full, rule, weight, tally)
    tally.add(rule.kind, rule.group, counted)
    given = weighted(counted, weight)
    return Line(
        event.key, event.kind, rule.label, event.on, event.title, event.url, rule.group,
        version.pk, full, counted, given, late + why_so(rule, event, weight, full, counted),
        quarter,
    )  # fmt: skip


def full_points(rule: Rule, event: Done) -> Decimal:
    """What `rule` gives for `event` before any bound."""
    full = rule.each
    if rule.per_hour and event.hours:
        full += rule.per_hour * event.hours
    if event.grade and rule.grades:
        full += rule.grades.get(event.grade, NOTHING)
    return full


def _within(full: Decimal, rule: Rule, weight: Weight, tally: Tally) -> Decimal:
    """`full` as far as the kind's bound and the group's leave room for it."""
    counted = full
    if rule.cap is not None:
        room = max(NOTHING, rule.cap - abs(tally.kinds[rule.kind]))
        counted = min(full, room) if full > 0 else max(full, -room)
    if weight.ceiling is not None and counted > 0:
        counted = min(counted, max(NOTHING, weight.ceiling - tally.groups[rule.group]))
    return counted


def weighted(counted: Decimal, weight: Weight) -> Decimal:
    """`counted` by the group's weight, to two places, halves away from nothing."""
    if weight.percent == 100 and counted.as_tuple().exponent >= -2:  # type: ignore[operator]
        return counted
    return (counted * weight.percent / _HUNDRED).quantize(_CENT, ROUND_HALF_UP)


def why_so(rule: Rule, event: Done, weight: Weight, full: Decimal, counted: Decimal) -> str:
    """The sum in words, such as “每次 2 分；年度上限 10 分，此次计 1 分”."""
    parts = [f"每次 {plain(rule.each)} 分"] if rule.each else []
    if rule.per_hour and event.hours:
        parts.append(f"每学时 {plain(rule.per_hour)} 分 × {plain(event.hours)} 学时")
    if event.grade and (more := rule.grades.get(event.grade)):
        parts.append(f"“{grade_label(rule.kind, event.grade)}” {plain(more)} 分")
    if not parts:
        parts = ["此项不计分"]
    if counted != full:
        parts.append(f"{_bound(rule, weight, full)}，此次计 {plain(counted)} 分")
    if weight.percent != 100:
        parts.append(f"权重 {weight.percent}%")
    return "；".join(parts)


def _bound(rule: Rule, weight: Weight, full: Decimal) -> str:
    bounds = [f"本项年度上限 {plain(rule.cap)} 分"] if rule.cap is not None else []
    if weight.ceiling is not None and full > 0:
        bounds.append(f"“{Group(rule.group).label}”年度上限 {plain(weight.ceiling)} 分")
    return "，".join(bounds)


def plain(number: Decimal) -> str:
    """A number without needless noughts: 2, 0.5, -1."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def total(lines: Iterable[Line]) -> Decimal:
    """The points of `lines`."""
    return sum((line.points for line in lines), NOTHING)


def by_group(lines: Iterable[Line]) -> dict[str, Decimal]:
    """The points of `lines` by group; groups without any are not named."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.group and line.points:
            sums[line.group] += line.points
    return dict(sums)


def by_indicator(groups: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The three indicators of an appraisal out of the groups' points (C11)."""
    return {
        one.value: sum((groups.get(group, NOTHING) for group in MADE_OF[one]), NOTHING)
        for one in Indicator
    }
