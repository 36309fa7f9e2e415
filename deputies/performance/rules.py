"""What a version of the points' rules says: so much for each kind of thing, in groups with weights.

A version is chosen by the day a thing was done, so that a later one never alters the past (J13).
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db.models import TextChoices

NOTHING = Decimal(0)
#: No single rule gives or takes more than this.
MOST_POINTS = Decimal(100)
MOST_WEIGHT = 300


class Group(TextChoices):
    """The five groups of points (J13), and being at meetings (C11)."""

    MEETINGS = "meetings", "参会"
    ACTIVITIES = "activities", "活动"
    SUGGESTIONS = "suggestions", "建议"
    CONTACT = "contact", "联系群众"
    SURVEY = "survey", "调研"
    SUPERVISION = "supervision", "监督"


class Indicator(TextChoices):
    """The three groups of indicators an appraisal asks for (代表履职考核, C11)."""

    MEETINGS = "meetings", "参会情况"
    SUGGESTIONS = "suggestions", "议案建议质量和数量"
    ACTIVITIES = "activities", "代表活动积极性和成效"


#: Which groups of points make an indicator.
MADE_OF: Mapping[str, tuple[str, ...]] = {
    Indicator.MEETINGS: (Group.MEETINGS,),
    Indicator.SUGGESTIONS: (Group.SUGGESTIONS,),
    Indicator.ACTIVITIES: (Group.ACTIVITIES, Group.CONTACT, Group.SURVEY, Group.SUPERVISION),
}

#: Things no part of the platform sees by itself: proposed with evidence, approved by the office.
MANUAL: Mapping[str, str] = {
    "item_standing": "列席常委会会议",
    "item_inspection": "参加执法检查、专题调研",
    "item_visit": "走访选民",
    "item_absence": "会议无故缺席",
}
CORRECTION = "correction"


class Quality(TextChoices):
    """How reviewers found a suggestion (建议质量, C11)."""

    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    FAIR = "fair", "一般"
    POOR = "poor", "较差"


#: The grades an event of a kind may carry, with their names; a rule may give points for each.
GRADES: Mapping[str, Mapping[str, str]] = {
    "suggestion_quality": dict(Quality.choices),
    "suggestion_result": {"satisfied": "满意", "fair": "基本满意", "unsatisfied": "不满意"},
    "honour": {
        "enthusiast": "热心人",
        "promoter": "促进者",
        "model": "好榜样",
        "other": "其他表彰",
    },
}


def grade_label(kind: str, grade: str) -> str:
    """What `grade` is called for events of `kind`; the grade itself where it has no name."""
    return GRADES.get(kind, {}).get(grade, grade)


@dataclass(frozen=True, slots=True)
class Rule:
    """What one kind of thing gives.

    each: points a time; per_hour: points an hour of training; grades: points more by grade;
    cap: the most a calendar year gives (or takes) for this kind, None without a bound.
    """

    kind: str
    label: str
    group: str
    each: Decimal = NOTHING
    per_hour: Decimal = NOTHING
    cap: Decimal | None = None
    grades: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weight:
    """What counts of a group: `percent` of its points, at most `ceiling` points a year before that."""

    percent: int = 100
    ceiling: Decimal | None = None


@dataclass(frozen=True)
class Version:
    """The rules from `from_on` until the next version begins."""

    pk: int
    name: str
    from_on: date
    rules: Mapping[str, Rule]
    weights: Mapping[str, Weight] = field(default_factory=dict)

    def weight(self, group: str) -> Weight:
        return self.weights.get(group, _FULL)


_FULL = Weight()


class Book:
    """All versions there are; asked which was in force on a day."""

    def __init__(self, versions: Iterable[Version]):
        self.versions = sorted(versions, key=lambda one: one.from_on)
        self._days = [one.from_on for one in self.versions]

    def on(self, day: date) -> Version | None:
        """The version in force on `day` (a local date); None before the first."""
        at = bisect_right(self._days, day)
        return self.versions[at - 1] if at else None

    def with_another(self, version: Version) -> "Book":
        """The book as it would be with `version` in it: a try-out; one of the same day gives way."""
        return Book([*(one for one in self.versions if one.from_on != version.from_on), version])


def read_weights(stored: Mapping[str, Sequence]) -> dict[str, Weight]:
    """Weights out of their stored form {group: [percent, ceiling or ""]}.

    Raises ValueError, in Chinese, for an unknown group or a number out of bounds.
    """
    return {group: _weight(group, *pair) for group, pair in stored.items()}


def _weight(group: str, percent: int, ceiling: str) -> Weight:
    if group not in Group.values:
        raise ValueError(f"没有这样的分组：{group}。")
    if not 0 <= int(percent) <= MOST_WEIGHT:
        raise ValueError(f"权重应为 0 到 {MOST_WEIGHT} 的整数。")
    return Weight(int(percent), points(ceiling) if ceiling not in ("", None) else None)


def read_grades(kind: str, stored: Mapping[str, str]) -> dict[str, Decimal]:
    """Points by grade out of their stored texts; ValueError for a grade the kind does not have."""
    strangers = set(stored) - set(GRADES.get(kind, {}))
    if strangers:
        raise ValueError(f"该项目没有这样的等次：{'、'.join(sorted(strangers))}。")
    return {grade: points(text) for grade, text in stored.items() if text not in ("", None)}


def points(text: object) -> Decimal:
    """A number of points, at most two places; ValueError, in Chinese, for what is none."""
    try:
        number = Decimal(str(text))
    except InvalidOperation as wrong:
        raise ValueError("分值应为数字。") from wrong
    if not number.is_finite() or abs(number) > MOST_POINTS or number != round(number, 2):
        raise ValueError(f"分值应在 -{MOST_POINTS} 到 {MOST_POINTS} 之间，最多两位小数。")
    return number


def one_direction(amounts: Iterable[Decimal]) -> bool:
    """Whether these all add or all take: a bound means something only then."""
    signs = {amount > 0 for amount in amounts if amount}
    return len(signs) < 2
