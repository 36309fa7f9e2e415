"""A year laid out for the page: twelve months of weeks, each day with what it is."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date

from liaison.workdays.calendar import SATURDAY, Calendar


@dataclass(frozen=True)
class Day:
    """One square: its date, its look (work, rest, holiday, makeup) and what to say about it."""

    day: date
    look: str
    note: str
    notice: str


@dataclass(frozen=True)
class Month:
    """A month's weeks, Monday first, None where another month's days stand."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]
    working_days: int


def months(year: int, calendar: Calendar) -> list[Month]:
    """The twelve months of `year`."""
    return [_month(year, number, calendar) for number in range(1, 13)]


def _month(year: int, number: int, calendar: Calendar) -> Month:
    weeks = tuple(
        tuple(_day(day, calendar) if day.month == number else None for day in week)
        for week in Weeks(firstweekday=0).monthdatescalendar(year, number)
    )
    worked = sum(
        calendar.is_working(square.day) for week in weeks for square in week if square is not None
    )
    return Month(number, weeks, worked)


def _day(day: date, calendar: Calendar) -> Day:
    override = calendar.overrides.get(day)
    if override is None:
        return Day(day, "rest" if day.weekday() >= SATURDAY else "work", "", "")
    look = "holiday"
    if override.is_working:
        look = "makeup" if day.weekday() >= SATURDAY else "work"
    return Day(day, look, override.note, override.notice)
