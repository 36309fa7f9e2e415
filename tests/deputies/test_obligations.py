"""121 as arithmetic: what is owed, whatever the mandates, and where a pace leads."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputies import obligations, standing
from deputies.obligations import DeputyYear, Mandate, Parameters, Several, StationMonth

RULE = Parameters(station_monthly=1, kinds=frozenset({"station"}), visits_low=2, visits_high=1)
YEAR = obligations.year(2026)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
LOW, HIGH = ("township", "county"), ("city", "province", "national")
NUMBERS = st.integers(0, obligations.MOST)


def mandates(levels):
    """Any number of mandates of these levels, open-ended or not."""
    return st.lists(
        st.builds(
            lambda level, first, length: Mandate(
                level, first, None if length is None else first + timedelta(days=length)
            ),
            st.sampled_from(levels),
            DAYS,
            st.none() | st.integers(0, 1500),
        ),
        max_size=4,
    )


RULES = st.builds(
    Parameters,
    visits_low=NUMBERS,
    visits_high=NUMBERS,
    several=st.sampled_from(Several),
    pro_rata=st.booleans(),
)


def holds(level, first=date(2022, 1, 1), last=None):
    return Mandate(level, first, last)


@pytest.mark.parametrize(
    ("held", "owed"),
    [
        ([holds("township")], 2),
        ([holds("county")], 2),
        ([holds("city")], 1),
        ([holds("province")], 1),
        ([holds("national")], 1),
        ([holds("county"), holds("township")], 2),
        ([holds("county"), holds("city")], 2),
        ([], 0),
        ([holds("county", date(2027, 1, 1))], 0),
        ([holds("county", last=date(2025, 12, 31))], 0),
    ],
)
def test_a_deputy_owes_what_the_level_owes(held, owed):
    """T24b, T24c: of two levels the larger number is owed."""
    assert obligations.owed(held, RULE, YEAR) == owed


def test_a_holder_of_two_levels_owes_both_where_the_rule_says_so():
    rule = Parameters(visits_low=2, visits_high=1, several=Several.SUM)
    assert obligations.owed([holds("county"), holds("city")], rule, YEAR) == 3


@pytest.mark.parametrize(
    ("first", "owed"),
    [
        (date(2026, 1, 1), 2),
        (date(2026, 4, 2), 2),  # 274 of 365 days: 1.501 visits
        (date(2026, 4, 3), 1),  # 273 of 365 days: 1.496 visits
        (date(2026, 10, 1), 1),  # 92 of 365 days: 0.504 visits
        (date(2026, 10, 2), 0),  # 91 of 365 days: 0.499 visits
    ],
)
def test_part_of_a_year_is_owed_in_part_halves_upward(first, owed):
    assert obligations.owed([holds("county", first)], RULE, YEAR) == owed


def test_part_of_a_year_is_owed_whole_where_the_rule_says_so():
    rule = Parameters(visits_low=2, visits_high=1, pro_rata=False)
    assert obligations.owed([holds("county", date(2026, 12, 31))], rule, YEAR) == 2


def test_a_change_from_town_to_county_in_the_year_is_one_whole_year():
    moved = [
        holds("township", last=date(2026, 6, 30)),
        holds("county", first=date(2026, 7, 1)),
    ]
    assert obligations.owed(moved, RULE, YEAR) == 2


@given(mandates(LOW + HIGH), RULES)
def test_what_is_owed_is_never_negative_and_never_more_than_for_a_whole_year(held, rule):
    whole = [holds(one.level) for one in held]
    assert 0 <= obligations.owed(held, rule, YEAR) <= obligations.owed(whole, rule, YEAR)


@given(mandates(LOW), mandates(HIGH), RULES)
def test_a_holder_of_two_levels_owes_no_less_than_either(low, high, rule):
    both = obligations.owed([*low, *high], rule, YEAR)
    assert both >= obligations.owed(low, rule, YEAR)
    assert both >= obligations.owed(high, rule, YEAR)


@given(st.sampled_from(LOW + HIGH), DAYS, st.integers(0, 900), st.integers(0, 400), RULES)
def test_a_longer_mandate_never_owes_less(level, first, length, more, rule):
    short = Mandate(level, first, first + timedelta(days=length))
    long = Mandate(level, first, first + timedelta(days=length + more))
    owed = [obligations.owed([each], rule, YEAR) for each in (short, long)]
    assert owed[0] <= owed[1]


@given(mandates(LOW))
def test_days_in_office_are_the_days_some_mandate_covers(held):
    """Against the slow way: look at each day of the year."""
    spans = [(one.from_on, one.to_on) for one in held]
    days = [YEAR.first + timedelta(days=n) for n in range(YEAR.days)]
    slow = sum(any(a <= day and (b is None or day <= b) for a, b in spans) for day in days)
    assert obligations.days_in(spans, YEAR) == slow


def year_of(owed, done, gone, days=365):
    return DeputyYear(1, "王代表", ("county",), "", (), "", owed, done, days, gone)


@pytest.mark.parametrize(
    ("owed", "done", "gone", "misses"),
    [
        (2, 0, 100, True),
        (2, 1, 182, False),  # 1 visit in half a year: two by its end
        (2, 1, 200, True),
        (2, 2, 300, False),
        (1, 1, 365, False),
        (0, 0, 100, False),
        (2, 0, 0, False),  # not yet begun: nothing is known
    ],
)
def test_the_pace_so_far_tells_who_will_miss(owed, done, gone, misses):
    assert year_of(owed, done, gone).will_miss is misses


@given(NUMBERS, NUMBERS, st.integers(0, 365))
def test_one_more_visit_never_makes_it_worse(owed, done, gone):
    now, then = year_of(owed, done, gone), year_of(owed, done + 1, gone)
    assert then.missing <= now.missing
    assert not (then.will_miss and not now.will_miss)
    assert now.missing >= 0
    assert bool(now.mends) == now.is_short


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_station_short_is_told_what_mends_it(required, held, ahead):
    row = StationMonth(1, "a", "站", "station", "", required, held, ahead)
    assert row.missing == max(0, required - held)
    assert bool(row.mends) == row.is_short
    assert row.will_miss == (row.missing > ahead)


@pytest.mark.parametrize(
    ("opened", "closed", "owes"),
    [
        (None, None, True),
        (date(2026, 2, 1), None, True),
        (date(2026, 2, 2), None, False),
        (None, date(2026, 3, 1), True),
        (None, date(2026, 2, 28), False),
    ],
)
def test_a_station_owes_a_month_it_was_open_for_whole(opened, closed, owes):
    assert obligations.owes_month(opened, closed, obligations.month(date(2026, 2, 14))) is owes


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("station_monthly", "-1"),
        ("station_monthly", "13"),
        ("visits_low", "两次"),
        ("visits_low", "²"),
        ("kinds", "station,palace"),
        ("several", "both"),
        ("pro_rata", "maybe"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_in_chinese(key, text):
    with pytest.raises(ValueError, match="[一-鿿]"):
        obligations.read(key, text)


def test_a_rate_of_all_but_one_never_rounds_up_to_all():
    assert standing.rate(3308, 3309) == 99.9
    assert standing.rate(5, 5) == 100
    assert standing.rate(0, 0) is None
