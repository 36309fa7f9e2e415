"""Which days are worked: the week, corrected by the State Council's yearly notice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
SATURDAY = 5


def weekday(day: date) -> str:
    """“周六” for `day`."""
    return f"周{WEEKDAYS[day.weekday()]}"


@dataclass(frozen=True)
class Override:
    """One day the notice decides: a holiday (`is_working` False) or a weekend worked in exchange."""

    is_working: bool
    note: str = ""
    notice: str = ""


@dataclass(frozen=True)
class Reason:
    """Why a day is not what the week says: `why` for people, `notice` the document that decides."""

    why: str
    notice: str = ""


@dataclass(frozen=True)
class Calendar:
    """Working days (工作日): Monday to Friday, but for the overrides of both directions.

    `published` holds the years whose notice is known; everything said about another year is
    provisional (暂定), because its 放假调休 may still move days either way (facts §8).
    """

    overrides: Mapping[date, Override] = field(default_factory=dict)
    published: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether `day` (a local date) is worked."""
        override = self.overrides.get(day)
        return day.weekday() < SATURDAY if override is None else override.is_working

    def why_off(self, day: date) -> Reason | None:
        """Why `day` is not worked; None for a working day."""
        if self.is_working(day):
            return None
        override = self.overrides.get(day)
        if override is None:
            return Reason(weekday(day))
        return Reason(override.note or "放假", override.notice)

    def why_worked(self, day: date) -> Reason | None:
        """Why a Saturday or Sunday is worked (调休上班); None for every other day."""
        override = self.overrides.get(day)
        if override is None or not override.is_working or day.weekday() < SATURDAY:
            return None
        return Reason(override.note or "调休上班", override.notice)

    def is_published(self, year: int) -> bool:
        """Whether the notice for `year` is known."""
        return year in self.published

    def next_working(self, day: date) -> date:
        """The first working day on or after `day`."""
        while not self.is_working(day):
            day += ONE_DAY
        return day


def days_between(start: date, end: date) -> Iterator[date]:
    """Every day after `start` up to and including `end`."""
    day = start
    while day < end:
        day += ONE_DAY
        yield day
