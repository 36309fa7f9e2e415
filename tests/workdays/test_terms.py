"""Counting to a due day: the published fixtures, and two independent oracles for every day since 2004."""

from datetime import date, timedelta
from functools import cache

import chinese_calendar
import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.workdays import seed
from liaison.workdays.calendar import Calendar, Override
from liaison.workdays.terms import CalendarDays, Months, WorkingDays, due, term_from

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
#: 国办发明电〔2005〕35号 makes it a working Saturday; chinesecalendar 1.11.0 has it as a rest day.
KNOWN_DISAGREEMENT = {date(2005, 12, 31)}


@cache
def seeded() -> Calendar:
    overrides = {
        row["day"]: Override(row["is_working"], row["note"], row["notice"])
        for row in seed.day_rows()
    }
    return Calendar(overrides, frozenset(row["year"] for row in seed.year_rows()))


@cache
def library():
    return holidays.country_holidays("CN", years=range(2004, 2028))


def every_day():
    return (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


def test_every_day_agrees_with_the_second_library_but_for_the_one_it_has_wrong():
    calendar = seeded()
    differing = {
        day for day in every_day() if calendar.is_working(day) != chinese_calendar.is_workday(day)
    }
    assert differing == KNOWN_DISAGREEMENT


def test_every_day_agrees_with_the_library_it_was_seeded_from():
    calendar = seeded()
    assert all(calendar.is_working(day) == library().is_working_day(day) for day in every_day())


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2025-01-27", 5, "2025-02-10"),
        ("2025-09-30", 5, "2025-10-14"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-02-14", 5, "2026-02-28"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-30", 7, "2026-10-15"),
        ("2026-01-04", 5, "2026-01-09"),
    ],
)
def test_working_days_end_where_the_notices_put_them(start, count, expected):
    promise = due(date.fromisoformat(start), WorkingDays(count), seeded())
    assert promise.day.isoformat() == expected
    assert not promise.provisional


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2025-11-30", 3, "2026-02-28"),
        ("2025-11-30", 6, "2026-05-30"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-31", 3, "2026-04-30"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-12-15", 12, "2026-12-15"),
        ("2025-12-31", 2, "2026-02-28"),
    ],
)
def test_months_end_on_the_same_day_number_or_the_last_day(start, count, expected):
    assert due(date.fromisoformat(start), Months(count), seeded()).day.isoformat() == expected


def test_a_month_that_ends_in_the_spring_festival_keeps_its_day_and_advises_the_next_working_one():
    promise = due(date(2025, 11, 17), Months(3), seeded())
    assert promise.day == date(2026, 2, 17)
    assert promise.falls_on_rest_day
    assert promise.advised_day == date(2026, 2, 24)
    assert "春节" in promise.rest.why
    assert "2026年2月24日（周二）" in promise.explain()[-1]


def test_calendar_days_count_rest_days_too():
    promise = due(date(2026, 9, 30), CalendarDays(10), seeded())
    assert promise.day == date(2026, 10, 10)
    assert promise.skipped == ()


def test_a_due_day_names_each_skipped_day_with_its_notice():
    promise = due(date(2026, 9, 30), WorkingDays(3), seeded())
    assert [note.day.day for note in promise.skipped] == [1, 2, 3, 4, 5, 6, 7]
    assert {note.notice for note in promise.skipped} == {"国办发明电〔2025〕7号"}
    assert [note.day.day for note in promise.worked] == [10]
    text = promise.explain()
    assert text[0] == "起算日：2026年9月30日（周三），当日不计入。"
    assert (
        "计入：2026年10月10日（周六），调休上班（换10月7日休息），依据国办发明电〔2025〕7号。"
        in text
    )
    assert "到期日：2026年10月10日（周六）。" in text


def test_the_weekends_inside_a_holiday_belong_to_it_as_the_notice_counts_them():
    """国办发明电〔2025〕7号: 15 to 23 February, nine days; 4 to 6 April, three days."""
    overrides = seeded().overrides
    rests = [day for day, override in overrides.items() if not override.is_working]
    assert sum(date(2026, 2, 10) < day < date(2026, 2, 28) for day in rests) == 9
    assert sum(date(2026, 4, 1) < day < date(2026, 4, 10) for day in rests) == 3
    assert sum(date(2026, 9, 25) <= day <= date(2026, 10, 9) for day in rests) == 3 + 7
    assert sum(day.year == 2026 for day in rests) == 3 + 9 + 3 + 5 + 3 + 3 + 7
    assert overrides[date(2026, 10, 4)].note == "国庆节"


def test_what_reaches_a_year_without_a_notice_is_provisional():
    promise = due(date(2026, 12, 25), WorkingDays(10), seeded())
    assert promise.provisional
    assert promise.as_json()["unpublished_years"] == [2027]
    assert promise.explain()[-1].startswith("暂定：2027年")
    assert not due(date(2026, 12, 25), WorkingDays(3), seeded()).provisional


def test_a_promise_is_counted_again_from_what_was_stored():
    stored = due(date(2026, 12, 25), WorkingDays(10), seeded()).as_json()
    again = due(date.fromisoformat(stored["start"]), term_from(stored["term"]), seeded())
    assert again.as_json() == stored


@pytest.mark.parametrize(
    "wrong",
    [lambda: WorkingDays(0), lambda: Months(-1), lambda: Months(121), lambda: CalendarDays(True)],
)
def test_a_term_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="期限必须"):
        wrong()


def test_an_end_beyond_the_calendar_is_refused():
    with pytest.raises(ValueError, match="超出"):
        due(date(9999, 12, 30), WorkingDays(30), seeded())


def naive(start, count, is_working):
    day = start
    while count:
        day += timedelta(days=1)
        if is_working(day):
            count -= 1
    return day


@settings(max_examples=300)
@given(st.dates(FIRST, date(2026, 6, 30)), st.integers(1, 90))
def test_working_days_agree_with_both_oracles_from_any_day(start, count):
    promise = due(start, WorkingDays(count), seeded())
    assert promise.day == naive(start, count, library().is_working_day)
    if not any(start < day <= promise.day for day in KNOWN_DISAGREEMENT):
        assert promise.day == naive(start, count, chinese_calendar.is_workday)
    span = (promise.day - start).days
    assert span == count + len(promise.skipped)


@settings(max_examples=200)
@given(st.dates(FIRST, date(2090, 12, 31)), st.integers(1, 60))
def test_months_keep_the_day_number_unless_the_month_is_too_short(start, count):
    end = due(start, Months(count), seeded()).day
    assert (end.year - start.year) * 12 + end.month - start.month == count
    if end.day != start.day:
        assert (end + timedelta(days=1)).day == 1
        assert end.day < start.day
