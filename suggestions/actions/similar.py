"""Which concerns are like one said now: the rarest words find them, the score puts them in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr

from liaison import clock
from liaison.accounts.models import Seat
from liaison.search import rarity, words
from stations.models import Station
from suggestions import likeness
from suggestions.models import Concern, Likeness
from suggestions.workflow import ConcernStage

#: Concerns said longer ago than this are not joined to (days).
WINDOW_DAYS = 730
#: As many of the most telling terms are asked for; the index gives about so many rows at most.
MOST_TERMS, FEW_TERMS, MOST_ROWS, SCORED = 14, 3, 1_500, 40
#: No text is compared further than this (characters).
LONGEST = 400
#: Taken back or not for this platform: nothing to join.
GONE = (ConcernStage.WITHDRAWN, ConcernStage.DECLINED)


@dataclass(frozen=True)
class Candidate:
    """A concern that is like the one asked about, and how much."""

    concern: Concern
    likeness: likeness.Likeness


def told(*texts: str, place: str = "", station: Station | None = None, category: str = "", on=None):
    """What is compared of texts just typed, or of a concern (`of_concern`)."""
    return likeness.Told(
        terms=_terms(" ".join(texts)[:LONGEST]),
        on=on or clock.today(),
        at=station.path if station else "",
        place_terms=_terms(place) - likeness.FILLERS,
        category=category,
    )


def of_concern(concern: Concern) -> likeness.Told:
    """What is compared of a concern."""
    return told(
        concern.title,
        concern.wording,
        place=concern.place,
        station=concern.station,
        category=concern.category,
        on=clock.local_date(concern.submitted_at),
    )


def to(
    said: likeness.Told,
    rows: QuerySet[Concern],
    *,
    limit: int = 5,
    least: float = likeness.OFFERED,
) -> list[Candidate]:
    """The concerns of `rows` that are like what was `said`, best first: one statement (two cold)."""
    known = rarity.of("suggestions_concern", "words")
    weights = known.weights(said.terms)
    asked = likeness.telling(said.terms, weights)[:MOST_TERMS]
    chosen, is_common = _affordable(asked, known)
    if not chosen:
        return []
    if is_common:
        newest = rows.filter(words=_query(chosen)).order_by("-submitted_at", "-pk")
        rows = Concern.objects.filter(pk__in=newest.values("pk")[:MOST_ROWS])
    found = list(_best(rows, asked, weights, chosen))
    scored = (Candidate(one, _compared(said, one, known)) for one in found)
    kept = [one for one in scored if one.likeness.score >= least]
    return sorted(kept, key=lambda one: (-one.likeness.score, -one.concern.pk))[:limit]


def like(concern: Concern, rows: QuerySet[Concern], **options) -> list[Candidate]:
    """The concerns of `rows` like `concern`: itself and what a person kept apart left out."""
    apart = _judged(concern, Likeness.Kind.APART)
    others = rows.exclude(pk__in=apart | {concern.pk})
    return to(of_concern(concern), others, **options)


def joinable() -> QuerySet[Concern]:
    """Concerns that may be joined now, of every station: not gone, not merged, not too old."""
    since = clock.now() - timedelta(days=WINDOW_DAYS)
    return Concern.objects.filter(submitted_at__gte=since).exclude(
        stage__in=[*GONE, ConcernStage.MERGED]
    )


def related(concern: Concern) -> list[Concern]:
    """The concerns a person linked with this one, newest first."""
    keys = _judged(concern, Likeness.Kind.RELATED)
    return list(Concern.objects.filter(pk__in=keys).for_list()) if keys else []


def _judged(concern: Concern, kind: str) -> set[int]:
    """The keys of those a person judged so beside `concern`."""
    pairs = Likeness.objects.filter(Q(one=concern) | Q(other=concern), kind=kind)
    return {key for pair in pairs for key in (pair.one_id, pair.other_id)} - {concern.pk}


def _terms(text: str) -> frozenset[str]:
    return frozenset(words.segment(text).split())


def _affordable(asked: list[str], known: rarity.Rarity) -> tuple[str, bool]:
    """A tsquery that brings few rows, and whether it brings many all the same.

    Rare terms count alone; a term that alone would bring more than MOST_ROWS counts beside
    another telling one. Nothing but common terms: then only the newest rows are looked at.
    """
    alone: list[str] = []
    spent = 0.0
    for term in asked:
        spent += known.expected(term)
        if spent > MOST_ROWS:
            break
        alone.append(term)
    sides = [_quoted(term) for term in alone]
    if len(alone) < FEW_TERMS:
        sides += _together([term for term in asked if term not in alone][:4])
    if sides or not asked:
        return " | ".join(sides), False
    return _quoted(asked[0]), True


def _together(terms: list[str]) -> list[str]:
    """Each two of these terms that are not parts of each other, in one row."""
    return [
        f"({_quoted(one)} & {_quoted(other)})"
        for one, other in combinations(terms, 2)
        if one not in other and other not in one
    ][:3]


def _quoted(term: str) -> str:
    return f"'{term}'"


def _query(raw: str) -> SearchQuery:
    return SearchQuery(raw, config="simple", search_type="raw")


def _best(rows, asked: Iterable[str], weights, chosen: str) -> QuerySet[Concern]:
    """The rows the index brings, those that share the most telling terms first."""
    shared: Combinable = Value(0.0)
    for term in asked:
        worth = Case(
            When(words=_query(_quoted(term)), then=Value(weights[term])),
            default=Value(0.0),
            output_field=FloatField(),
        )
        shared = shared + worth
    found = rows.filter(words=_query(chosen)).annotate(
        shared=shared, beginning=Substr("text", 1, LONGEST)
    )
    narrowed = found.select_related("station").defer("words", "proposal", "due_reason", "text")
    return narrowed.order_by("-shared", "-pk")[:SCORED]


def _compared(said, one: Concern, known: rarity.Rarity) -> likeness.Likeness:
    other = told(
        one.title,
        one.edited_text or one.beginning,  # type: ignore[attr-defined]
        place=one.place,
        station=one.station,
        category=one.category,
        on=clock.local_date(one.submitted_at),
    )
    weights = known.weights(said.terms | other.terms)
    return likeness.compare(said, other, weights, step=Station.steplen)


def seen_by(seat: Seat, rows: QuerySet[Concern]) -> set[int]:
    """The keys among `rows` this seat may open."""
    visible = Concern.objects.visible_to(seat).filter(pk__in=[one.pk for one in rows])
    return set(visible.values_list("pk", flat=True))
