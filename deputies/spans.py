"""The months and years that “121” is asked for, and how many days of them somebody was in office."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From `first` to `last`, both included (local dates of Asia/Shanghai)."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def is_over(self, today: date) -> bool:
        """Whether its last day lies before `today`."""
        return self.last < today


def month(day: date) -> Span:
    """The calendar month `day` lies in."""
    last = monthrange(day.year, day.month)[1]
    return Span(day.replace(day=1), day.replace(day=last))


def year(number: int) -> Span:
    """The calendar year."""
    return Span(date(number, 1, 1), date(number, 12, 31))


def days_in(spans: Iterable[tuple[date, date | None]], within: Span) -> int:
    """How many days of `within` lie in any of `spans` (from, to or None); overlaps count once."""
    total, covered = 0, within.first - ONE_DAY
    for begun, ended in sorted(spans, key=lambda span: span[0]):
        first = max(begun, covered + ONE_DAY)
        last = min(ended or within.last, within.last)
        if first <= last:
            total += (last - first).days + 1
            covered = last
    return total


def without(
    span: tuple[date, date | None], gaps: Iterable[tuple[date, date | None]]
) -> list[tuple[date, date | None]]:
    """What is left of `span` (from, to or None) when `gaps` are cut out, in order of days."""
    begun, ended = span
    left: list[tuple[date, date | None]] = []
    for first, last in sorted(gaps, key=lambda gap: gap[0]):
        if ended is not None and first > ended:
            break
        if first > begun:
            left.append((begun, first - ONE_DAY))
        if last is None:
            return left
        begun = max(begun, last + ONE_DAY)
    return left if ended is not None and begun > ended else [*left, (begun, ended)]
