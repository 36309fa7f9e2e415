"""What the rules of points give: by kind, hour and grade, within bounds, by the version of the day (J13)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deputies.performance import rules, scoring
from deputies.performance.appraisal import Grade, Scale
from deputies.performance.rules import Book, Rule, Version, Weight
from deputies.performance.scoring import Tally
from deputies.record import Event

JANUARY = date(2026, 1, 1)


def rule(kind="visit", each="2", **given):
    given = {
        key: Decimal(value) if isinstance(value, str) else value for key, value in given.items()
    }
    return Rule(kind, "进站", given.pop("group", "contact"), Decimal(each), **given)


def book(*found, weights=None, from_on=JANUARY, pk=1):
    return Book([Version(pk, "规则", from_on, {one.kind: one for one in found}, weights or {})])


def events(count, kind="visit", first=JANUARY, **given):
    return [
        Event(1, kind, first + timedelta(days=n), "活动", f"{kind}:{n}", **given)
        for n in range(count)
    ]


def score(found, rules, tally=None):
    return scoring.score(found, rules, tally or Tally(), labels={})


def points(lines):
    return [str(line.points) for line in lines]


def test_each_time_gives_its_points_until_the_years_bound():
    lines = score(events(4), book(rule(cap="5")))
    assert points(lines) == ["2", "2", "1", "0"]
    assert lines[2].why == "每次 2 分；本项年度上限 5 分，此次计 1 分"


def test_hours_and_grades_give_more():
    taught = rule("training", "1", per_hour="0.5")
    praised = rule("quality", "0", grades={"excellent": Decimal(5)})
    found = [*events(1, "training", hours=Decimal(16)), *events(1, "quality", grade="excellent")]
    lines = score(found, book(taught, praised))
    assert points(lines) == ["9.0", "5"]
    assert lines[0].why == "每次 1 分；每学时 0.5 分 × 16 学时"


def test_absence_takes_points_and_its_bound_is_a_floor():
    assert points(score(events(3, "absence"), book(rule("absence", "-2", cap="5")))) == [
        "-2",
        "-2",
        "-1",
    ]


def test_a_groups_ceiling_binds_all_its_kinds_together():
    two = book(rule("a"), rule("b"), weights={"contact": Weight(100, Decimal(3))})
    lines = score([*events(1, "a"), *events(2, "b")], two)
    assert points(lines) == ["2", "1", "0"]
    assert "“联系群众”年度上限 3 分" in lines[1].why


def test_a_weight_counts_after_the_bounds_and_says_so():
    lines = score(events(1), book(rule(each="2.5"), weights={"contact": Weight(33)}))
    assert points(lines) == ["0.83"]
    assert lines[0].why == "每次 2.5 分；权重 33%"


def test_what_no_rule_names_stands_in_the_account_without_points():
    lines = score(events(1, "song"), book(rule()))
    assert points(lines) == ["0"]
    assert lines[0].why == "现行规则未设此项，不计分"


def test_before_the_first_version_nothing_gives_points():
    lines = score(events(1), book(rule(), from_on=JANUARY + timedelta(days=1)))
    assert lines[0].why == "当日没有执行中的积分规则，不计分"


def test_each_event_is_judged_by_the_version_of_its_own_day():
    old = book(rule()).versions[0]
    new = Version(2, "新规则", JANUARY + timedelta(days=2), {"visit": rule(each="7")})
    lines = score(events(4), Book([new, old]))
    assert points(lines) == ["2", "2", "7", "7"]
    assert [line.version for line in lines] == [1, 1, 2, 2]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.integers(0, 364), max_size=12), st.integers(0, 364), st.integers(-9, 9))
def test_a_later_version_never_alters_a_line_before_it(days, begins, each):
    """J13: a rule change does not alter the past."""
    each = each or 1
    found = [
        Event(1, "visit", JANUARY + timedelta(days=n), "活动", f"k{i}")
        for i, n in enumerate(sorted(days))
    ]
    old = book(rule(cap="9"), weights={"contact": Weight(90, Decimal(20))}).versions[0]
    from_on = JANUARY + timedelta(days=begins + 1)
    new = Version(2, "新", from_on, {"visit": rule(each=str(each), cap="40")})
    before, after = score(found, Book([old])), score(found, Book([old, new]))
    assert [line for line in after if line.on < from_on] == [
        line for line in before if line.on < from_on
    ]


@given(st.integers(0, 20), st.integers(0, 20))
def test_scored_in_two_parts_is_scored_at_once(first, second):
    """What is frozen and what is open add up to what would have been."""
    found, rules_ = events(first + second), book(rule(cap="11"))
    tally = Tally()
    parts = score(found[:first], rules_, tally) + score(found[first:], rules_, tally)
    assert parts == score(found, rules_)


def test_what_comes_after_its_quarter_was_frozen_counts_in_the_first_open_one():
    (line,) = scoring.score(events(1), book(rule()), Tally(), labels={}, not_before=3)
    assert (line.quarter, line.is_late) == (3, True)
    assert line.why.startswith("补记第一季度；")


def test_groups_make_the_three_indicators_of_an_appraisal():
    """C11: 参会情况、议案建议质量和数量、代表活动积极性和成效."""
    sums = {
        "meetings": Decimal(10),
        "suggestions": Decimal(8),
        "contact": Decimal(2),
        "survey": Decimal(3),
    }
    assert scoring.by_indicator(sums) == {"meetings": 10, "suggestions": 8, "activities": 5}
    assert {group for made in rules.MADE_OF.values() for group in made} == set(rules.Group.values)


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("60", Grade.EXCELLENT),
        ("59.99", Grade.COMPETENT),
        ("30", Grade.COMPETENT),
        ("15", Grade.BASIC),
        ("14.99", Grade.FAILING),
        ("-3", Grade.FAILING),
    ],
)
def test_a_grade_begins_at_its_line(total, grade):
    scale = Scale(Decimal(60), Decimal(30), Decimal(15), Decimal(20))
    assert scale.grade(Decimal(total)) == grade


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (lambda: rules.points("很多"), "分值应为数字"),
        (lambda: rules.points("100.01"), "分值应在"),
        (lambda: rules.points("1.005"), "最多两位小数"),
        (lambda: rules.points("NaN"), "分值应在"),
        (lambda: rules.read_grades("visit", {"gold": "1"}), "没有这样的等次"),
        (lambda: rules.read_weights({"songs": [100, ""]}), "没有这样的分组"),
        (lambda: rules.read_weights({"contact": [301, ""]}), "权重应为"),
    ],
)
def test_rules_that_make_no_sense_are_refused_in_words(read, said):
    with pytest.raises(ValueError, match=said):
        read()


def test_a_bound_needs_one_direction():
    assert rules.one_direction([Decimal(1), Decimal(0), Decimal(5)])
    assert not rules.one_direction([Decimal(1), Decimal(-1)])
