"""What the rules are given to judge a concern by (分析研判): its words, the units, how such cases went."""

from liaison.search import similar
from suggestions import routing
from suggestions.models import Concern, Department, Rating
from suggestions.workflow import ConcernStage

#: Past cases further off than this (0 the same, 1 nothing in common) say nothing about this one.
FARTHEST = 0.75


def propose(concern: Concern) -> routing.Proposal:
    """What the rules say of this concern: a channel, a unit, the reasons (T27)."""
    return routing.propose(
        f"{concern.title}\n{concern.wording}",
        category=concern.category,
        units=units(),
        similar=similar_past(concern),
    )


def units() -> list[routing.Unit]:
    """Every unit in use, as the rules read it."""
    return [
        routing.Unit(
            pk=unit.pk,
            name=unit.name,
            aliases=_listed(unit.aliases),
            duties=_listed(unit.duties),
            categories=_listed(unit.categories),
        )
        for unit in Department.objects.filter(is_open=True).order_by("pk")
    ]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())


def similar_past(concern: Concern, most: int = 5) -> list[routing.Past]:
    """Closed concerns whose titles are nearest to this one's: which way they went, and how well."""
    past = Concern.objects.filter(stage=ConcernStage.CLOSED).exclude(pk=concern.pk)
    rows = past.select_related("department").defer("words", "proposal", "due_reason")
    nearest = similar.nearest(rows, "title", concern.title, most, farthest=FARTHEST)
    return [
        routing.Past(
            number=one.number,
            channel=one.channel,
            unit=one.department.name if one.department else "",
            satisfied=one.rating != Rating.UNSATISFIED if one.rating else None,
        )
        for one in nearest
    ]
