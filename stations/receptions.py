"""On which days a reception is held: a day of each month, and what a holiday does to it (J8)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.db.models import TextChoices

from liaison.workdays.calendar import Calendar


class HolidayRule(TextChoices):
    """What becomes of a reception that falls on a day of rest (节假日规则)."""

    SAME_DAY = "same_day", "照常举行"
    NEXT_WORKING_DAY = "next_working_day", "顺延到下一个工作日"


@dataclass(frozen=True)
class Occurrence:
    """One reception: the day it belongs to by the rule, and the day it is held (local dates)."""

    regular_on: date
    held_on: date

    @property
    def is_moved(self) -> bool:
        return self.held_on != self.regular_on

    @property
    def month(self) -> date:
        """The first day of the month it belongs to by the rule, whenever it is held."""
        return self.regular_on.replace(day=1)


class Span(Protocol):
    """From when to when a rule holds (local dates, both included)."""

    from_on: date
    to_on: date | None


def is_wanted(rule: Span, one: Occurrence, *, closed_on: date | None = None) -> bool:
    """Whether `rule` asks for `one`, at a station that no longer stands from `closed_on` on."""
    if closed_on and one.held_on >= closed_on:
        return False
    return rule.from_on <= one.regular_on and (rule.to_on is None or one.regular_on <= rule.to_on)


def occurrence(
    year: int, month: int, *, day_of_month: int, rule: str, calendar: Calendar
) -> Occurrence:
    """The reception of one month (J8: the 10th of each month).

    A month without that day has its reception on its last. A Saturday worked in exchange (调休) is
    a working day: the reception stays. On a day of rest `rule` decides.
    """
    regular = date(year, month, min(day_of_month, monthrange(year, month)[1]))
    if rule == HolidayRule.NEXT_WORKING_DAY:
        return Occurrence(regular, calendar.next_working(regular))
    return Occurrence(regular, regular)


def next_occurrences(
    today: date, *, day_of_month: int, rule: str, calendar: Calendar, until: date
) -> list[Occurrence]:
    """The receptions held from `today` to `until`, both included, earliest first.

    Begins a month early: one that a long holiday pushed over the end of its month is not lost.
    """
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    found = []
    while first <= until:
        one = occurrence(
            first.year, first.month, day_of_month=day_of_month, rule=rule, calendar=calendar
        )
        if today <= one.held_on <= until:
            found.append(one)
        first = (first + timedelta(days=31)).replace(day=1)
    return found
