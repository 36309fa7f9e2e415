"""When a term ends, and why on that day: working days, calendar days, months (facts §2.3, §2.10)."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar

from liaison.workdays.calendar import Calendar, Reason, days_between, weekday

MOST_DAYS = 3650
MOST_MONTHS = 120


@dataclass(frozen=True)
class Term:
    """A limit (期限): so many of a unit. Raises ValueError for a count outside 1 to `most`."""

    count: int
    kind: ClassVar[str]
    unit: ClassVar[str]
    most: ClassVar[int]

    def __post_init__(self):
        if isinstance(self.count, bool) or not 1 <= self.count <= self.most:
            raise ValueError(f"期限必须在 1 到 {self.most}{self.unit}之间，现在是 {self.count}。")

    def end(self, start: date, calendar: Calendar) -> date:
        """The last day in time when the term begins on `start`, which is not counted."""
        raise NotImplementedError


class WorkingDays(Term):
    """A term in working days (工作日): 交办, 退办 and hotline limits."""

    kind = "working_days"
    unit = "个工作日"
    most = MOST_DAYS

    def end(self, start: date, calendar: Calendar) -> date:
        """The last of `count` working days, the first being the first one after `start`."""
        day, left = start, self.count
        while left:
            day += timedelta(days=1)
            left -= calendar.is_working(day)
        return day


class CalendarDays(Term):
    """A term in calendar days (日), rest days included."""

    kind = "calendar_days"
    unit = "日"
    most = MOST_DAYS

    def end(self, start: date, calendar: Calendar) -> date:
        """`count` days after `start`."""
        return start + timedelta(days=self.count)


class Months(Term):
    """A term in calendar months (个月): the law's three and six months (代表法)."""

    kind = "months"
    unit = "个月"
    most = MOST_MONTHS

    def end(self, start: date, calendar: Calendar) -> date:
        """The same day number `count` months on; the month's last day where it has no such day."""
        months = start.year * 12 + start.month - 1 + self.count
        year, month = divmod(months, 12)
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


KINDS: Mapping[str, type[Term]] = {term.kind: term for term in (WorkingDays, CalendarDays, Months)}


def term_from(stored: Mapping) -> Term:
    """The term a promise was stored with (`Promise.as_json()["term"]`)."""
    return KINDS[stored["kind"]](stored["count"])


@dataclass(frozen=True)
class DayNote:
    """A day between start and due that is not what the week says, or is not counted, and why."""

    day: date
    why: str
    notice: str = ""

    def as_json(self) -> dict:
        return {"day": self.day.isoformat(), "why": self.why, "notice": self.notice}


@dataclass(frozen=True)
class Promise:
    """A due day (`day`, a local date, the last day in time) that can say why it is that day.

    `skipped` are the rest days not counted and `worked` the weekends counted because of 调休, both
    only for terms in working days. `provisional` (暂定): the span reaches a year whose notice is
    not known. `falls_on_rest_day`: the due day itself is a rest day; the due day stays, and
    `advised_day` is the next working day, for warnings only (facts §2.10).
    """

    day: date
    start: date
    term: Term
    skipped: tuple[DayNote, ...] = ()
    worked: tuple[DayNote, ...] = ()
    unpublished: tuple[int, ...] = ()
    rest: Reason | None = None
    advised_day: date | None = None

    @property
    def provisional(self) -> bool:
        return bool(self.unpublished)

    @property
    def falls_on_rest_day(self) -> bool:
        return self.rest is not None

    @property
    def reason(self) -> dict:
        """What is stored beside the due day."""
        return self.as_json()

    def as_json(self) -> dict:
        """The promise as plain JSON: ISO dates, booleans, lists; `term_from` reads it back."""
        return {
            "due": self.day.isoformat(),
            "start": self.start.isoformat(),
            "term": {
                "kind": self.term.kind,
                "count": self.term.count,
                "label": f"{self.term.count}{self.term.unit}",
            },
            "skipped": [note.as_json() for note in self.skipped],
            "worked": [note.as_json() for note in self.worked],
            "provisional": self.provisional,
            "unpublished_years": list(self.unpublished),
            "falls_on_rest_day": self.falls_on_rest_day,
            "advised_day": self.advised_day.isoformat() if self.advised_day else None,
            "explanation": self.explain(),
        }

    def explain(self) -> list[str]:
        """The reason in Chinese, one sentence a line, in the order a person would check it."""
        lines = [
            f"起算日：{written(self.start)}，当日不计入。",
            f"期限：{self.term.count}{self.term.unit}。",
        ]
        lines += [f"不计：{line}。" for line in _spans(self.skipped)]
        lines += [f"计入：{line}。" for line in _spans(self.worked)]
        lines.append(f"到期日：{written(self.day)}。")
        if self.rest and self.advised_day:
            lines.append(
                f"提示：到期日是休息日（{_cited(self.rest)}），到期日不顺延；"
                f"提醒按其后第一个工作日{written(self.advised_day)}安排。"
            )
        if self.unpublished:
            years = "、".join(f"{year}年" for year in self.unpublished)
            lines.append(f"暂定：{years}的放假调休安排尚未录入，录入后重新计算。")
        return lines


def due(start: date, term: Term, calendar: Calendar) -> Promise:
    """When `term`, begun on `start` (a local date, itself not counted), is up.

    Raises ValueError when the end lies beyond the calendar's last year.
    """
    try:
        day = term.end(start, calendar)
    except (OverflowError, ValueError):
        raise ValueError("到期日超出可计算的年份。") from None
    skipped, worked = _notes(start, day, calendar) if term.kind == "working_days" else ((), ())
    rest = calendar.why_off(day)
    years = range(start.year, day.year + 1)
    return Promise(
        day=day,
        start=start,
        term=term,
        skipped=skipped,
        worked=worked,
        unpublished=tuple(year for year in years if not calendar.is_published(year)),
        rest=rest,
        advised_day=calendar.next_working(day) if rest else None,
    )


def _notes(start: date, end: date, calendar: Calendar):
    """The days between that are skipped, and the weekends that are counted."""
    skipped, worked = [], []
    for day in days_between(start, end):
        if off := calendar.why_off(day):
            skipped.append(DayNote(day, off.why, off.notice))
        elif on := calendar.why_worked(day):
            worked.append(DayNote(day, on.why, on.notice))
    return tuple(skipped), tuple(worked)


def written(day: date) -> str:
    """“2026年10月10日（周六）”."""
    return f"{day.year}年{day.month}月{day.day}日（{weekday(day)}）"


def _cited(reason: Reason | DayNote) -> str:
    return f"{reason.why}，依据{reason.notice}" if reason.notice else reason.why


def _spans(notes: Iterable[DayNote]) -> list[str]:
    """Days in a row with one reason, told together: “2026年10月1日（周四）至10月3日 国庆节”."""
    lines = []
    numbered = enumerate(notes)
    for _, group in groupby(
        numbered, key=lambda at: (at[1].day.toordinal() - at[0], _cited(at[1]))
    ):
        days = [note for _, note in group]
        span = written(days[0].day)
        if len(days) > 1:
            span += f"至{written(days[-1].day)}"
        lines.append(f"{span}，{_cited(days[0])}")
    return lines
