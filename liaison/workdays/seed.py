"""The years the table starts with: 2004 to 2026 as announced, 2027's statutory days without 调休."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import holidays

from liaison.workdays.calendar import ONE_DAY, SATURDAY

#: Years whose 放假调休 the library holds as announced (facts §8.2).
ANNOUNCED = range(2004, 2027)
#: Years whose statutory days are certain, but whose notice is not known: they stay provisional.
STATUTORY_ONLY = (2027,)

#: Numbers and dates of the notices we know; other years are cited by name.
NOTICES = {
    2006: ("国办发明电〔2005〕35号", date(2005, 12, 16)),
    2007: ("国办发明电〔2006〕49号", date(2006, 12, 14)),
    2025: ("国办发明电〔2024〕12号", date(2024, 11, 12)),
    2026: ("国办发明电〔2025〕7号", date(2025, 11, 4)),
}
STATUTE = "全国年节及纪念日放假办法"

_EXCHANGED = re.compile(r"由 (\d{4})-(\d\d)-(\d\d) 调休")


def notice_of(year: int) -> tuple[str, date | None]:
    """The notice for `year` and its date where known."""
    return NOTICES.get(year, (f"国务院办公厅节假日安排通知（{year}年）", None))


def day_rows() -> Iterator[dict]:
    """One row of the table for each day a notice (or the statute) decides, field name → value."""
    # The year after is asked for too: its new year may be paid for with a December weekend.
    announced = holidays.country_holidays(
        "CN", years=range(ANNOUNCED.start, ANNOUNCED.stop + 1), language="zh_CN"
    )
    names = {day: name for day, name in announced.items() if day.year in ANNOUNCED}
    exchanged = {_source(name): day for day, name in names.items() if _source(name)}
    for day, name in sorted(names.items()):
        yield _row(day, is_working=False, note=_note(day, name, names))
    for day in sorted(_weekends_between(names, announced.weekend_workdays)):
        holiday = _neighbour(day, names, -ONE_DAY) or _neighbour(day, names, ONE_DAY)
        yield _row(day, is_working=False, note=holiday or "放假")
    for day in sorted(day for day in announced.weekend_workdays if day.year in ANNOUNCED):
        rest = exchanged.get(day)
        note = f"调休上班（换{rest.month}月{rest.day}日休息）" if rest else "调休上班"
        yield _row(day, is_working=True, note=note, cited=(rest or day).year)
    statutory = holidays.country_holidays(
        "CN", years=STATUTORY_ONLY, language="zh_CN", observed=False
    )
    for day, name in sorted(statutory.items()):
        if day.year in STATUTORY_ONLY:
            yield {"day": day, "is_working": False, "note": name, "notice": STATUTE}


def year_rows() -> Iterator[dict]:
    """One row for each year whose notice the table starts with."""
    for year in ANNOUNCED:
        notice, dated_on = notice_of(year)
        yield {"year": year, "notice": notice, "dated_on": dated_on}


def _row(day: date, *, is_working: bool, note: str, cited: int | None = None) -> dict:
    notice, _ = notice_of(cited or day.year)
    return {"day": day, "is_working": is_working, "note": note, "notice": notice}


def _weekends_between(names: dict[date, str], worked: set[date]) -> set[date]:
    """Saturdays and Sundays that belong to a holiday: in one stretch with it, and not worked."""
    found: set[date] = set()
    for holiday in names:
        for step in (-ONE_DAY, ONE_DAY):
            day = holiday + step
            while day.weekday() >= SATURDAY and day not in names and day not in worked:
                found.add(day)
                day += step
    return {day for day in found if day.year in ANNOUNCED}


def _source(name: str) -> date | None:
    found = _EXCHANGED.search(name)
    return date(*map(int, found.groups())) if found else None


def _note(day: date, name: str, names: dict[date, str]) -> str:
    """What the day is called: a day got by exchange takes the name of the holiday it lengthens."""
    source = _source(name)
    if source is None:
        return name.replace("; ", "、")
    holiday = _neighbour(day, names, -ONE_DAY) or _neighbour(day, names, ONE_DAY)
    return f"{holiday or '放假'}调休（由{source.month}月{source.day}日调）"


def _neighbour(day: date, names: dict[date, str], step: timedelta) -> str | None:
    """The holiday found by walking over days off from `day`; None when a working day comes first."""
    day += step
    while day in names or day.weekday() >= SATURDAY:
        name = names.get(day)
        if name and not _source(name):
            return name.replace("; ", "、").split("（")[0]
        day += step
    return None
