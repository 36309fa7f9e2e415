"""The stretches of time that numbers are asked for, in the months and years of Asia/Shanghai."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
#: Of which years a month may be asked for.
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Period:
    """From `start` up to, but not with, `end` (local dates)."""

    start: date
    end: date

    @property
    def from_at(self) -> datetime:
        """The first moment in the period, aware."""
        return datetime.combine(self.start, time.min, LOCAL)

    @property
    def to_at(self) -> datetime:
        """The first moment after it, aware."""
        return datetime.combine(self.end, time.min, LOCAL)

    @property
    def last_day(self) -> date:
        """The last day in the period."""
        return self.end - timedelta(days=1)


def month(first: date) -> Period:
    """The calendar month that `first` lies in."""
    start = first.replace(day=1)
    return Period(start, (start + timedelta(days=31)).replace(day=1))


def year(number: int) -> Period:
    """The calendar year `number`."""
    return Period(date(number, 1, 1), date(number + 1, 1, 1))


def month_before(today: date) -> Period:
    """The calendar month before the one `today` lies in."""
    return month(today.replace(day=1) - timedelta(days=1))


def parse_month(text: str) -> Period:
    """The month written as 2026-11, of a year from 2000 to 2099. Raises ValueError with what to write instead."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = date.min
    if first.year in YEARS:
        return month(first)
    raise ValueError(f"“{text}”不是月份，请写成 2026-11 的样子。")
