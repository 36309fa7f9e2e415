"""What an audience sees of deputies' points: what is published, of whom the rule allows, and no more (J14)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from deputies.models import (
    Appraisal,
    Consent,
    Deputy,
    FrozenLine,
    FrozenTotal,
    Membership,
    Publication,
    PublishingConsent,
)
from deputies.performance.appraisal import Grade
from deputies.performance.rules import Group, Indicator
from deputies.performance.scoring import by_indicator
from deputies.points import frozen_until
from liaison import clock
from stations.models import Station

#: Kinds whose titles are residents' words or names: the audience learns that it was done, not what.
UNTITLED = frozenset({"concern", "correction"})


@dataclass(frozen=True)
class Shown:
    """One deputy as an audience sees him (公示内容); empty where the publication does not show it."""

    deputy_id: int
    name: str
    points: Decimal
    groups: list[tuple[str, Decimal]] = field(default_factory=list)
    indicators: list[tuple[str, Decimal]] = field(default_factory=list)
    grade: str = ""
    lines: list[tuple] = field(default_factory=list)


@dataclass(frozen=True)
class View:
    """A publication with what its audience sees, and who is left out."""

    publication: Publication
    rows: list[Shown]
    left_out: int = 0


def deputies_of(publication: Publication):
    """The deputies of its part of the network, before anybody's consent."""
    return Deputy.objects.at_or_below(publication.station)


def allowed(publication: Publication, deputies):
    """Those of `deputies` (a QuerySet) whom the rule of consent lets be shown."""
    said = PublishingConsent.objects.filter(audience=publication.audience).order_by()
    if publication.consent == Consent.UNLESS:
        return deputies.exclude(pk__in=said.filter(agrees=False).values("deputy"))
    if publication.consent == Consent.ASKED:
        return deputies.filter(pk__in=said.filter(agrees=True).values("deputy"))
    return deputies


def view(
    publication: Publication, *, only: Deputy | None = None, among: Iterable[int] | None = None
) -> View:
    """What the audience of `publication` sees: of `only` one deputy, `among` some, or of all.

    Most points first.

    The same for a preview and for the public page. Five statements at most.
    """
    everybody = deputies_of(publication)
    chosen = [only.pk] if only is not None else among
    if chosen is not None:
        everybody = everybody.filter(pk__in=list(chosen))
    if frozen_until(publication.year) < (publication.quarter or 4):
        return View(publication, [])  # opened again: nothing of it stands until frozen anew
    shown = allowed(publication, everybody)
    totals = _totals(publication, shown)
    names = dict(Deputy.objects.filter(pk__in=list(totals)).order_by().values_list("pk", "name"))
    grades = _grades(publication, totals)
    lines = _lines(publication, totals)
    rows = [
        _shown(publication, pk, names[pk], groups, grades.get(pk, ""), lines.get(pk, []))
        for pk, groups in totals.items()
    ]
    rows.sort(key=lambda row: (-row.points, row.deputy_id))
    left_out = _frozen(publication, everybody).values("deputy").distinct().count() - len(rows)
    return View(publication, rows, left_out)


def standing_for(deputy: Deputy, audience: str) -> list[Publication]:
    """The publications in which this audience may find the deputy, newest period first."""
    places = Membership.objects.running(clock.today()).filter(deputy=deputy)
    return _standing(places.order_by().values_list("station__path", flat=True), audience)


def standing_at(station: Station, audience: str) -> list[Publication]:
    """The publications whose part of the network holds `station`, newest period first."""
    return _standing([station.path], audience)


def deputies_at(station: Station) -> list[int]:
    """Who belongs to `station` itself today."""
    here = Membership.objects.running(clock.today()).filter(station=station)
    return list(here.order_by().values_list("deputy", flat=True).distinct())


def _standing(paths: Iterable[str], audience: str) -> list[Publication]:
    step = Station.steplen
    above = {path[:end] for path in paths for end in range(step, len(path) + 1, step)}
    here = Q(station__path__in=above) if above else Q(station__depth=1)
    found = Publication.objects.standing().filter(here, audience=audience)  # type: ignore[attr-defined]
    return list(found.select_related("station").order_by("-year", "quarter", "pk"))


def _frozen(publication: Publication, deputies):
    rows = FrozenTotal.objects.filter(
        period__year=publication.year,
        period__reopened_at=None,
        deputy__in=deputies.order_by().values("pk"),
    ).order_by()
    return rows.filter(period__quarter=publication.quarter) if publication.quarter else rows


def _totals(publication: Publication, deputies) -> dict[int, dict[str, Decimal]]:
    """deputy → points by group, "" for all of them."""
    found: dict[int, dict[str, Decimal]] = {}
    rows = _frozen(publication, deputies).values_list("deputy", "points", "groups")
    for pk, points, groups in rows:
        sums = found.setdefault(pk, {"": Decimal(0)})
        sums[""] += points
        for group, text in groups.items():
            sums[group] = sums.get(group, Decimal(0)) + Decimal(text)
    return found


def _grades(publication: Publication, keys: Iterable[int]) -> dict[int, str]:
    if not publication.shows_grade:
        return {}
    rows = Appraisal.objects.filter(year=publication.year, deputy__any_of=list(keys))
    return {pk: Grade(grade).label for pk, grade in rows.values_list("deputy", "grade")}


def _lines(publication: Publication, keys: Iterable[int]) -> dict[int, list[tuple]]:
    if not publication.shows_lines:
        return {}
    rows = FrozenLine.objects.filter(
        period__year=publication.year, period__reopened_at=None, deputy__any_of=list(keys)
    ).exclude(points=0)
    if publication.quarter:
        rows = rows.filter(period__quarter=publication.quarter)
    found: dict[int, list[tuple]] = {}
    names = "deputy", "done_on", "label", "title", "kind", "points"
    for pk, on, label, title, kind, points in rows.order_by("deputy", "done_on", "pk").values_list(
        *names
    ):
        found.setdefault(pk, []).append((on, label, "" if kind in UNTITLED else title, points))
    return found


def _shown(publication, pk, name, sums, grade, lines) -> Shown:
    points = sums[""]
    if not publication.shows_groups:
        return Shown(pk, name, points, grade=grade, lines=lines)
    indicators = by_indicator(sums)
    return Shown(
        pk,
        name,
        points,
        groups=[(group.label, sums.get(group, Decimal(0))) for group in Group],
        indicators=[(one.label, indicators[one]) for one in Indicator],
        grade=grade,
        lines=lines,
    )
