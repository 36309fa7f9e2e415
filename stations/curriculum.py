"""What a yearly study plan must hold, and what its first session should be."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from stations.hierarchy import Kind

#: The kinds of station that owe a study plan every year: the fifty liaison stations of 1+4+50+N (T2).
OWES_PLAN = frozenset({Kind.STATION})
#: The rank of the first topic (第一学习内容, T4).
FIRST_RANK = 1


class Subject(Protocol):
    """What the rules ask of a topic."""

    pk: int
    title: str
    rank: int


_Subject = TypeVar("_Subject", bound=Subject)


def lacking(required: Iterable[_Subject], planned: Iterable[int]) -> list[_Subject]:
    """The topics of `required` whose keys are not among `planned`, in their order (T6)."""
    keys = frozenset(planned)
    return [topic for topic in required if topic.pk not in keys]


def refusal(missing: Sequence[Subject]) -> str:
    """Why a plan without these topics is not taken; empty when nothing is missing (T6)."""
    if not missing:
        return ""
    names = "、".join(f"“{topic.title}”" for topic in missing)
    return f"学习计划缺少必列内容：{names}。请补列后再报送。"


def warning(first_planned: Subject | None, first_topic: Subject | None) -> str:
    """What to say when a plan does not begin with the first topic; empty when it does (T4)."""
    if first_planned is None or first_topic is None or first_planned.pk == first_topic.pk:
        return ""
    return f"第一项应为第一学习内容“{first_topic.title}”，现为“{first_planned.title}”。"


#: Fewer characters than these say nothing of a topic.
TELLING = 4


def meant(written: str, topics: Iterable[_Subject]) -> _Subject | None:
    """The topic that study content `written` by hand means; None when it is none of `topics`.

    Either holds the other's title, punctuation and spaces apart; of several the longest title.
    """
    said = _bare(written)
    if len(said) < TELLING:
        return None
    found = [
        topic
        for topic in topics
        if (title := _bare(topic.title)) and (title in said or said in title)
    ]
    return max(found, key=lambda topic: len(topic.title), default=None)


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
