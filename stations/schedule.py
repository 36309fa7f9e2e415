"""On which days a mobile point comes by: from rules to the days of a calendar (T14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Protocol


class Rule(Protocol):
    """A weekly visit (`weekday` 1 Monday … 7 Sunday) or one of a single `day`, in a span of days."""

    weekday: int | None
    day: date | None
    starts: time
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class Visit:
    """One visit of the calendar: the local date, the rule it follows, whether it is left out."""

    on: date
    rule: Rule
    #: Why it does not take place this once; empty when it does.
    skipped: str = ""

    @property
    def weekday(self) -> str:
        """`周三`."""
        return "周" + "一二三四五六日"[self.on.weekday()]


def falls_on(rule: Rule, day: date) -> bool:
    """Whether `rule` brings the point out on `day` (a local date)."""
    if day < rule.from_on or (rule.to_on is not None and day > rule.to_on):
        return False
    if rule.day is not None:
        return day == rule.day
    return day.isoweekday() == rule.weekday


def visits(rules: Iterable[Rule], first: date, last: date) -> list[Visit]:
    """All visits from `first` to `last` (local dates, both included), by day and hour."""
    rules = list(rules)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = [Visit(day, rule) for day in days for rule in rules if falls_on(rule, day)]
    return sorted(found, key=lambda visit: (visit.on, visit.rule.starts))
