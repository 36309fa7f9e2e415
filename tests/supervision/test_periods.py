"""Months are those of Asia/Shanghai, not of UTC."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision import periods


def test_a_month_begins_at_midnight_in_shanghai():
    november = periods.month(date(2026, 11, 22))
    assert november.from_at.astimezone(UTC) == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert november.to_at.astimezone(UTC) == datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert november.last_day == date(2026, 11, 30)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_months_follow_each_other_without_a_gap(day):
    assert periods.month_before(day).end == periods.month(day).start


@pytest.mark.parametrize("text", ["2026-13", "2026/01", "十一月", "", "2026-1-1"])
def test_what_is_not_a_month_says_what_to_write(text):
    with pytest.raises(ValueError, match="2026-11 的样子"):
        periods.parse_month(text)
