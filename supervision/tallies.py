"""What the figures of a month are summed from: every count by station, asked once for the network."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Count, F, Q

from deputies import compliance
from deputies.standing import Month, Year
from stations.models import Station
from suggestions.models import Concern, Handling, Rating, Suggestion
from suggestions.workflow import ConcernStage
from supervision.periods import Period

#: station → name of the count → how many.
ByStation = Mapping[int, Mapping[str, int]]


class Tallies:
    """The counts of all stations at or below `below` (None: everywhere), each period asked once.

    Any node is answered by summing up its own: asking for one or for all of them costs the same
    statements. What it has counted it keeps; it is made for one compilation and thrown away.
    """

    def __init__(self, below: Station | None = None):
        self.network = compliance.Network(below)
        self._ids = sorted(self.network.tree.inside)
        self._counted: dict[tuple[str, Period], ByStation] = {}

    def counts(self, node: Station, period: Period) -> Counter[str]:
        """How many concerns, suggestions and handlings were what in `period`, at or below `node`."""
        found: Counter[str] = Counter()
        for count in (_concerns, _suggestions, _handlings):
            found.update(self._summed(count, node, period))
        return found

    def received(self, node: Station, period: Period, field: str) -> Counter[str]:
        """Concerns received in `period` at or below `node`, by the value of `field`."""
        return self._summed(_RECEIVED[field], node, period)

    def month(self, node: Station, period: Period) -> Month:
        """“121” of the month `period`, at or below `node` (T24)."""
        return self.network.month(period.start, node)

    def year(self, node: Station, period: Period) -> Year:
        """“121” of the year so far that `period` lies in, at or below `node` (T24)."""
        return self.network.year(period.start.year, node)

    def _summed(self, count: Callable, node: Station, period: Period) -> Counter[str]:
        key = count.__name__, period
        if key not in self._counted:
            self._counted[key] = count(self._ids, period)
        counted = self._counted[key]
        found: Counter[str] = Counter()
        for station in self.network.inside(node) & counted.keys():
            found.update(counted[station])
        return found


def _within(field: str, period: Period) -> Q:
    return Q(**{f"{field}__gte": period.from_at, f"{field}__lt": period.to_at})


def _named(rows: Iterable[Any], station: str) -> ByStation:
    return {row.pop(station): row for row in rows}


def _concerns(ids: list[int], period: Period) -> ByStation:
    rated = _within("rated_at", period)
    pleased = rated & Q(rating__in=[Rating.SATISFIED, Rating.FAIR])
    still_open = Q(submitted_at__lt=period.to_at) & (
        Q(closed_at=None) | Q(closed_at__gte=period.to_at)
    )
    rows = Concern.objects.filter(station__any_of=ids).order_by().values("station_id")
    counted = rows.annotate(
        received=Count("pk", filter=_within("submitted_at", period)),
        answered=Count("pk", filter=_within("answered_at", period)),
        closed=Count("pk", filter=_within("closed_at", period) & Q(stage=ConcernStage.CLOSED)),
        declined=Count("pk", filter=_within("closed_at", period) & Q(stage=ConcernStage.DECLINED)),
        open_at_end=Count("pk", filter=still_open),
        rated=Count("pk", filter=rated),
        satisfied=Count("pk", filter=pleased),
    )
    return _named(counted, "station_id")


def _suggestions(ids: list[int], period: Period) -> ByStation:
    rows = Suggestion.objects.filter(station__any_of=ids).order_by().values("station_id")
    counted = rows.annotate(
        submitted=Count("pk", filter=_within("submitted_at", period)),
        assigned=Count("pk", filter=_within("assigned_at", period)),
        replied=Count("pk", filter=_within("replied_at", period)),
    )
    return _named(counted, "station_id")


def _handlings(ids: list[int], period: Period) -> ByStation:
    """Replying on the due day itself is on time: the day ends at midnight in Asia/Shanghai."""
    rows = Handling.objects.filter(suggestion__station__any_of=ids, returned_at=None).order_by()
    due = Q(due_on__gte=period.start, due_on__lt=period.end)
    unanswered = Q(replied_at=None) | Q(replied_at__gte=period.to_at)
    # A unit that only assists owes nothing once the suggestion is closed.
    still_owed = Q(suggestion__closed_at=None) | Q(suggestion__closed_at__gte=period.to_at)
    counted = rows.values(at=F("suggestion__station_id")).annotate(
        due=Count("pk", filter=due),
        on_time=Count("pk", filter=due & Q(replied_at__date__lte=F("due_on"))),
        late=Count("pk", filter=Q(due_on__lt=period.end) & unanswered & still_owed),
    )
    return _named(counted, "at")


def _channels(ids: list[int], period: Period) -> ByStation:
    return _received(ids, period, "channel")


def _categories(ids: list[int], period: Period) -> ByStation:
    return _received(ids, period, "category")


_RECEIVED = {"channel": _channels, "category": _categories}


def _received(ids: list[int], period: Period, field: str) -> ByStation:
    rows = Concern.objects.filter(_within("submitted_at", period), station__any_of=ids).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for station, value, count in rows.values_list("station_id", field).annotate(Count("pk")):
        found[station][value] = count
    return found
