"""Reading a year's notice as a person types it: one day or one span a line, and what it is for."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from liaison.workdays.calendar import SATURDAY, days_between, weekday

LONGEST_SPAN_DAYS = 31
LONGEST_NOTE = 50

_DAY = r"(?:(\d{4})\s*[-年/.]\s*)?(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?"
_LINE = re.compile(rf"^{_DAY}(?:\s*(?:至|到|—|~|～|\.\.)\s*{_DAY})?(?:[\s，,：:]+(.*))?$")


class Misread(ValueError):
    """A line is no day; the message is Chinese and names the line."""


@dataclass(frozen=True)
class AnnouncedDay:
    """A day the notice decides: rest (`is_working` False) or a weekend worked in exchange."""

    day: date
    is_working: bool
    note: str


def read(year: int, rests: str, worked: str) -> list[AnnouncedDay]:
    """The days of two lists, “放假” and “调休上班”, one entry a line.

    An entry is a day or a span, then its name: `2027-02-05 至 2027-02-11 春节`, `2月14日 春节调休`.
    A day without a year is of `year`; the last December before it may be given with its year.
    Raises Misread for a line that is no day, a span turned round or longer than a month, a day of
    another year, a day given twice, a make-up day that is no weekend.
    """
    found: dict[date, AnnouncedDay] = {}
    for text, is_working, fallback in ((rests, False, "放假"), (worked, True, "调休上班")):
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                where = f"“{'调休上班' if is_working else '放假'}”第 {number} 行"
                _take(found, _days(year, line.strip(), where), is_working, fallback, where)
    return sorted(found.values(), key=lambda announced: announced.day)


def _take(found, days_and_note, is_working, fallback, where) -> None:
    days, note = days_and_note
    for day in days:
        if day in found:
            raise Misread(f"{where}：{day:%Y-%m-%d} 重复出现。")
        if is_working and day.weekday() < SATURDAY:
            raise Misread(f"{where}：{day:%Y-%m-%d} 是{weekday(day)}，本来就上班，请核对。")
        found[day] = AnnouncedDay(day, is_working, note or fallback)


def _days(year: int, line: str, where: str) -> tuple[list[date], str]:
    match = _LINE.match(line)
    if match is None:
        raise Misread(f"{where}看不懂：“{line[:40]}”。请写成 {year}-01-01 至 {year}-01-03 元旦。")
    *parts, note = match.groups()
    first = _date(year, parts[:3], where)
    last = _date(first.year, parts[3:], where) if parts[4] else first
    if last < first:
        raise Misread(f"{where}：结束日期早于开始日期。")
    if (last - first).days >= LONGEST_SPAN_DAYS:
        raise Misread(f"{where}：一次放假不会超过 {LONGEST_SPAN_DAYS} 天，请核对。")
    days = list(days_between(first - timedelta(days=1), last))
    if not all(_belongs(day, year) for day in days):
        raise Misread(f"{where}：日期不在 {year} 年（上一年 12 月的调休除外）。")
    return days, (note or "").strip()[:LONGEST_NOTE]


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year == year - 1 and day.month == 12)


def _date(year: int, parts, where: str) -> date:
    given, month, day = parts
    try:
        return date(int(given or year), int(month), int(day))
    except ValueError:
        raise Misread(f"{where}：没有 {given or year} 年 {month} 月 {day} 日这一天。") from None
