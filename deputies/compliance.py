"""How “121” stands: a month for all stations, a year for all deputies, in a few statements (T24).

Open periods are computed from activities and visits, closed ones answered from their frozen
figures. The number of statements does not grow with the network.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q

from deputies import obligations
from deputies.models import (
    Attendance,
    ClosedPeriod,
    Deputy,
    Mandate,
    Membership,
    Obligation,
    Suspension,
)
from deputies.obligations import DeputyYear, Parameters, Span, StationMonth
from deputies.spans import without
from deputies.standing import LEVELS, Month, Year
from liaison import clock
from stations.hierarchy import Kind
from stations.models import Activity, Station
from stations.workflow import ActivityStage

AHEAD = (ActivityStage.PLANNED, ActivityStage.PUBLISHED)
HELD = (ActivityStage.HELD, ActivityStage.LOGGED)


def rule_on(day: date) -> Parameters:
    """The rule in force on `day` (a local date)."""
    return obligations.parameters(dict(Obligation.objects.on(day).values_list("key", "value")))


# -- the network ----------------------------------------------------------------------------------
class Network:
    """“121” at or below `below` (None: everywhere), each month and year worked out once.

    Whoever asks for many nodes asks one network and pays for the narrowing alone; a node's figures
    are those of `month` and `year`.
    """

    def __init__(self, below: Station | None = None):
        self.tree = _Tree(below)
        self._inside: dict[int, set[int]] = {}
        self._months: dict[date, Month] = {}
        self._years: dict[int, tuple[Year, dict[int, list[int]]]] = {}

    def inside(self, node: Station) -> set[int]:
        """The keys of the stations at or below `node`."""
        if node.pk not in self._inside:
            found = {row[0] for row in self.tree.rows if row[4].startswith(node.path)}
            self._inside[node.pk] = found
        return self._inside[node.pk]

    def month(self, first: date, node: Station) -> Month:
        """The month `first` lies in, for stations at or below `node`."""
        if first not in self._months:
            self._months[first] = _month(obligations.month(first), self.tree)
        return self._months[first].narrowed(self.inside(node))

    def year(self, number: int, node: Station) -> Year:
        """The year `number`, for deputies who belong to `node` or a station below it."""
        if number not in self._years:
            found = _year(obligations.year(number), self.tree)
            self._years[number] = found, found.by_station()
        found, homes = self._years[number]
        return found.narrowed(self.inside(node), with_unplaced=node.depth == 1, homes=homes)


class _Tree:
    """Every station with the county it lies in; `inside` are those at or below the node asked for."""

    def __init__(self, below: Station | None):
        names = "pk", "code", "name", "kind", "path", "opened_on", "closed_on"
        self.rows = list(Station.objects.order_by("path").values_list(*names))
        width = 2 * Station.steplen
        centres = {path: name for _, _, name, kind, path, *_ in self.rows if kind == Kind.CENTRE}
        self.county = {pk: centres.get(path[:width], "") for pk, _, _, _, path, *_ in self.rows}
        self.name = {pk: name for pk, _, name, *_ in self.rows}
        root = below.path if below else ""
        self.inside = {row[0] for row in self.rows if row[4].startswith(root)}
        self.is_whole = below is None or below.depth == 1


# -- months ---------------------------------------------------------------------------------------
def month(first: date, *, below: Station | None = None) -> Month:
    """The month `first` lies in, for stations at or below `below` (None: everywhere)."""
    return _month(obligations.month(first), _Tree(below))


def _month(span: Span, tree: _Tree) -> Month:
    frozen = _frozen(ClosedPeriod.Kind.MONTH, span)
    if frozen is None:
        return Month(span, list(_stations(span, tree)))
    rows = [StationMonth(*row) for row in frozen if row[0] in tree.inside]
    return Month(span, rows, is_closed=True)


def recompute_month(first: date) -> Month:
    """The month of the whole network from the rows themselves, closed or not."""
    span = obligations.month(first)
    return Month(span, list(_stations(span, _Tree(None))))


def _stations(span: Span, tree: _Tree) -> Iterator[StationMonth]:
    rule = rule_on(span.first)
    counts = _activities(span, tree, rule)
    for pk, code, name, kind, _, opened_on, closed_on in tree.rows:
        if pk in tree.inside and _was_open(opened_on, closed_on, span):
            owes = obligations.owes_month(opened_on, closed_on, span)
            required = rule.required_of(kind) if owes else 0
            held, ahead = counts.get(pk, (0, 0))
            yield StationMonth(pk, code, name, kind, tree.county[pk], required, held, ahead)


def _was_open(opened_on: date | None, closed_on: date | None, span: Span) -> bool:
    """Whether a station was in being on any day of `span`."""
    begun = opened_on is None or opened_on <= span.last
    return begun and (closed_on is None or closed_on > span.first)


def _activities(span: Span, tree: _Tree, rule: Parameters) -> dict[int, tuple[int, int]]:
    """station → (held in the month, still to come in it), as far as `rule` counts them."""
    found = Activity.objects.between(span.first, span.last).filter(stage__in=[*HELD, *AHEAD])
    if not rule.online:
        found = found.filter(is_online=False)
    if not tree.is_whole:
        found = found.filter(station__any_of=list(tree.inside))
    to_come = Q(stage__in=AHEAD, held_on__gte=clock.today())
    counted = (
        found.order_by()
        .values_list("station")
        .annotate(held=Count("pk", filter=Q(stage__in=HELD)), ahead=Count("pk", filter=to_come))
    )
    return {pk: (held, ahead) for pk, held, ahead in counted}


# -- years ----------------------------------------------------------------------------------------
def year(number: int, *, below: Station | None = None) -> Year:
    """The year `number`, for deputies who belong to `below` or a station below it.

    At the top of a network those who belong to no station stand in it too. None: everybody.
    """
    return _year(obligations.year(number), _Tree(below))


def _year(span: Span, tree: _Tree) -> Year:
    frozen = _frozen(ClosedPeriod.Kind.YEAR, span)
    if frozen is None:
        return Year(span, list(_deputies(span, tree)))
    rows = (DeputyYear(pk, name, tuple(levels), station, tuple(stations), *rest)
            for pk, name, levels, station, stations, *rest in frozen)  # fmt: skip
    return Year(span, [row for row in rows if _belongs(row.stations, tree)], is_closed=True)


def recompute_year(number: int) -> Year:
    """The year of the whole network from the rows themselves, closed or not."""
    span = obligations.year(number)
    return Year(span, list(_deputies(span, _Tree(None))))


def year_of(deputy: Deputy, number: int) -> DeputyYear | None:
    """The year of one deputy, with `.owed` and `.done`; None when not in office in it."""
    span = obligations.year(number)
    frozen = _frozen(ClosedPeriod.Kind.YEAR, span)
    if frozen is not None:
        return next((row for row in year(number).rows if row.pk == deputy.pk), None)
    return next(_deputies(span, _Tree(None), only=[deputy.pk]), None)


def _belongs(stations: Iterable[int], tree: _Tree) -> bool:
    return any(pk in tree.inside for pk in stations) or (tree.is_whole and not stations)


def _deputies(span: Span, tree: _Tree, only: list[int] | None = None) -> Iterator[DeputyYear]:
    rule = rule_on(span.first)
    places = _places(span, only)
    if only is None and not tree.is_whole:
        only = [pk for pk, stations in places.items() if _belongs(stations, tree)]
    done = _visits(span, rule, only)
    upto = min(max(clock.today(), span.first), span.last)
    so_far = Span(span.first, upto)
    for (pk, name), mandates in _mandates(span, only):
        stations = places.get(pk, ())
        if not _belongs(stations, tree):
            continue
        home = stations[0] if stations else None
        spans = [(one.from_on, one.to_on) for one in mandates]
        yield DeputyYear(
            pk=pk,
            name=name,
            levels=tuple(key for key in LEVELS if any(one.level == key for one in mandates)),
            station=tree.name.get(home, ""),
            stations=stations,
            county=tree.county.get(home, ""),
            owed=obligations.owed(mandates, rule, span),
            done=done.get(pk, 0),
            days=obligations.days_in(spans, span),
            gone=obligations.days_in(spans, so_far),
        )


def _mandates(span: Span, only: list[int] | None):
    """Each deputy in office in `span` as ((pk, name), mandates), by name."""
    found = _overlapping(Mandate.objects, span, only)
    rows = found.order_by("deputy__name_key", "deputy_id", "pk")
    names = "pk", "deputy_id", "deputy__name", "level", "from_on", "to_on"
    suspended = _suspensions(span)
    grouped: dict[tuple[int, str], list[obligations.Mandate]] = {}
    for key, pk, name, level, *held in rows.values_list(*names):
        parts = without((held[0], held[1]), suspended.get(key, ()))
        mandates = grouped.setdefault((pk, name), [])
        mandates += [obligations.Mandate(level, *part) for part in parts]
    return grouped.items()


def _suspensions(span: Span) -> dict[int, list[tuple[date, date | None]]]:
    """mandate → the times in which nothing is owed under it (暂停执行代表职务, 代表法 art. 61)."""
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = Suspension.objects.not_over(span.first).filter(from_on__lte=span.last).order_by("pk")
    for key, from_on, to_on in rows.values_list("mandate_id", "from_on", "to_on"):
        found[key].append((from_on, to_on))
    return found


def _places(span: Span, only: list[int] | None) -> dict[int, tuple[int, ...]]:
    """deputy → stations he belonged to latest in `span`, the primary one first.

    What happens after `span` moves nobody: the same year gives the same places for ever.
    """
    latest: dict[int, list[tuple]] = defaultdict(list)
    rows = _overlapping(Membership.objects, span, only).order_by()
    names = "deputy_id", "to_on", "is_primary", "from_on", "pk", "station_id"
    for deputy, to_on, *rest in rows.values_list(*names):
        latest[deputy].append((min(to_on or span.last, span.last), *rest))
    return {deputy: _last_day_first(found) for deputy, found in latest.items()}


def _last_day_first(found: list[tuple]) -> tuple[int, ...]:
    found.sort(reverse=True)
    return tuple(dict.fromkeys(row[-1] for row in found if row[0] == found[0][0]))


def _overlapping(rows: Any, span: Span, only: list[int] | None):
    found = rows.filter(Q(to_on=None) | Q(to_on__gte=span.first), from_on__lte=span.last)
    return found if only is None else found.filter(deputy__any_of=only)


def _visits(span: Span, rule: Parameters, only: list[int] | None) -> dict[int, int]:
    """deputy → visits that count under `rule`; one an activity, however often he signed in."""
    found = Attendance.objects.counting_under(rule).filter(
        activity__held_on__gte=span.first, activity__held_on__lte=span.last
    )
    if only is not None:
        found = found.filter(deputy__any_of=only)
    return dict(found.order_by().values_list("deputy").annotate(Count("pk")))


# -- closed periods -------------------------------------------------------------------------------
def _frozen(kind: str, span: Span) -> list[list] | None:
    closed = ClosedPeriod.objects.filter(kind=kind, begins_on=span.first)
    return closed.values_list("figures__rows", flat=True).first()  # unique: no order to choose


def is_closed(day: date) -> ClosedPeriod | None:
    """The closed period `day` (a local date) lies in, the month before the year."""
    starts = Q(kind="month", begins_on=day.replace(day=1)) | Q(
        kind="year", begins_on=day.replace(month=1, day=1)
    )
    return ClosedPeriod.objects.filter(starts).defer("figures").order_by("kind", "pk").first()
