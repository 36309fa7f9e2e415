"""What the rules are given to judge a concern by (分析研判): its words, the units, how such cases went."""

from django.db.models import QuerySet

from liaison import clock
from liaison.accounts.models import Seat
from stations.models import Station
from suggestions import classifier, routing
from suggestions.actions import similar
from suggestions.models import Classifier, Concern, Decision, Department, Rating, RoutingRule
from suggestions.workflow import ConcernStage

#: Past cases less alike than this (0 nothing in common, 1 the same) say nothing about this one.
LEAST = 0.4


def propose(concern: Concern) -> routing.Proposal:
    """What the rules say of this concern: a channel, a unit, the reasons (T27)."""
    return _judge(
        f"{concern.title}\n{concern.wording}",
        category=concern.category,
        similar=similar_past(concern),
        place=concern.station.path,
    )


def propose_text(text: str, *, station: Station | None = None) -> routing.Proposal:
    """The same of words alone, for a person who tries it out; nothing is stored."""
    past = similar.to(similar.told(text, station=station), _closed(), least=LEAST)
    return _judge(text, similar=_how_they_went(past), place=station.path if station else "")


def _judge(text: str, *, similar, place: str, category: str = "") -> routing.Proposal:
    return routing.propose(
        text,
        category=category,
        guess=None if category else guess(text),
        units=units(),
        similar=similar,
        rules=rules(),
        place=place,
    )


def guess(text: str) -> routing.Guess:
    """The category of these words: the classifier in use beside the rules, or the rules alone."""
    by_words, found = routing.guess_category(text)
    model = model_in_use()
    if model is None:
        return routing.Guess(by_words, found)
    [best, *_] = model.guess(text)
    # What it was never taught it cannot know: there the words decide.
    if not best.terms or (found and by_words not in model.classes):
        return routing.Guess(by_words, found)
    return routing.Guess(best.category, best.terms, by=model.name)


def remember(concern: Concern, *, by: Seat) -> Decision:
    """研判记录: what was proposed beside what `by` decided; the hit rate is counted from these."""
    proposal = concern.proposal or {}
    proposed = Department.objects.filter(pk=proposal.get("unit_pk") or 0).first()
    return concern.decisions.create(
        category=concern.category,
        proposed_channel=proposal.get("channel", ""),
        proposed_unit=proposed,
        confidence=proposal.get("confidence", ""),
        rules=proposal.get("rules", []),
        channel=concern.channel,
        unit=concern.department,
        reason=concern.channel_reason,
        by=by,
        at=clock.now(),
    )


#: The classifier this process has read, by its fingerprint.
_read: dict[str, classifier.Linear] = {}


def model_in_use() -> classifier.Linear | None:
    """The installed classifier in use; read from its row once a process, one small query else."""
    rows = Classifier.objects.filter(is_in_use=True)
    found = rows.values_list("sha256", flat=True).first()
    if found is None:
        return None
    if found not in _read:
        content = rows.values_list("content", flat=True).get(sha256=found)
        _read.clear()
        _read[found] = classifier.read(bytes(content))
    return _read[found]


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


def rules() -> list[routing.Rule]:
    """The rules staff wrote that are in force today, the oldest first."""
    rows = RoutingRule.objects.in_force(clock.today()).select_related("place").order_by("pk")
    return [as_rule(row) for row in rows]


def as_rule(row: RoutingRule) -> routing.Rule:
    """A version of a rule, as the pure rules read it; one not saved yet is called "rule:None"."""
    return routing.Rule(
        key=f"rule:{row.pk}",
        name=row.name,
        words=tuple(row.words),
        needs_all=row.match == RoutingRule.Match.ALL,
        without=tuple(row.without),
        category=row.category,
        place=row.place.path if row.place else "",
        channel=row.channel,
        unit_pk=row.unit_id,
        points=row.points,
        reason=row.reason,
    )


def similar_past(concern: Concern, most: int = 5) -> list[routing.Past]:
    """Closed concerns most like this one: which way they went, and how well."""
    return _how_they_went(similar.like(concern, _closed(), limit=most, least=LEAST))


def _closed() -> QuerySet[Concern]:
    rows = Concern.objects.filter(stage=ConcernStage.CLOSED).exclude(channel="")
    return rows.select_related("department")


def _how_they_went(found: list[similar.Candidate]) -> list[routing.Past]:
    return [
        routing.Past(
            number=one.number,
            channel=one.channel,
            unit=one.department.name if one.department else "",
            satisfied=one.rating != Rating.UNSATISFIED if one.rating else None,
            title=one.title,
        )
        for one in (candidate.concern for candidate in found)
    ]
