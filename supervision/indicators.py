"""Every number the platform reports, each defined once, with its 口径."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from deputies import compliance
from stations.models import Station
from suggestions.models import Channel, Concern, Handling, Rating, Suggestion
from suggestions.routing import Category
from suggestions.workflow import ConcernStage
from supervision.periods import Period


@dataclass(frozen=True)
class Indicator:
    """A number with a name, a unit and the definition people may hold us to."""

    key: str
    label: str
    unit: str
    definition: str


INDICATORS = {
    one.key: one
    for one in (
        Indicator("received", "收到诉求", "件", "当期提交的群众诉求，按提交时间。"),
        Indicator("answered", "答复诉求", "件", "当期答复的群众诉求，按最近一次答复时间。"),
        Indicator("closed", "办结诉求", "件", "当期办结（有答复，并有评价或说明）的群众诉求。"),
        Indicator("declined", "不予受理", "件", "当期不予受理并告知途径的群众诉求。"),
        Indicator("open_at_end", "期末在办", "件", "期末前提交、期末时尚未办结的群众诉求。"),
        Indicator("rated", "收到评价", "件", "当期由诉求人评价的群众诉求。"),
        Indicator("satisfied", "评价满意", "件", "当期评价为“满意”或“基本满意”的群众诉求。"),
        Indicator("satisfied_rate", "满意率", "%", "评价满意数除以收到评价数；无评价时为空。"),
        Indicator("submitted", "提交建议", "件", "当期由代表提交的代表建议。"),
        Indicator("assigned", "交办建议", "件", "当期交办的代表建议。"),
        Indicator("replied", "答复建议", "件", "当期各承办单位答复齐备的代表建议。"),
        Indicator("due", "应答复办理", "件", "答复期限在当期内的办理（退办的除外），按单位计。"),
        Indicator("on_time", "按期答复", "件", "应答复办理中，在期限当日或之前答复的。"),
        Indicator("on_time_rate", "按期答复率", "%", "按期答复数除以应答复数；无应答复时为空。"),
        Indicator("late", "期末逾期", "件", "期限在期末之前、期末时尚未答复的办理，按单位计。"),
        Indicator(
            "stations_owing", "应开展活动站点", "个", "当月须按“121”开展活动、整月在用的站点。"
        ),
        Indicator(
            "stations_met", "达标站点", "个", "其中当月开展活动达到规定次数的；取消的活动不计。"
        ),
        Indicator(
            "stations_rate", "站点达标率", "%", "达标站点除以应开展活动站点；无应开展的为空。"
        ),
        Indicator(
            "deputies_short",
            "进站未达标代表",
            "人",
            "当年进站次数至编制时仍少于全年应进站次数的代表；一次活动只计一次。",
        ),
    )
}


def figures(station: Station, period: Period) -> dict[str, int | float | None]:
    """All indicators for `station` and below, in `period`. Fourteen statements at any size."""
    ids = list(Station.objects.under(station).values_list("pk", flat=True))
    counts = _concerns(ids, period) | _suggestions(ids, period) | _handlings(ids, period)
    counts |= _network(station, period)
    rates = {
        "stations_rate": percentage(counts["stations_met"], counts["stations_owing"]),
        "satisfied_rate": percentage(counts["satisfied"], counts["rated"]),
        "on_time_rate": percentage(counts["on_time"], counts["due"]),
    }
    found: dict[str, int | float | None] = {**counts, **rates}
    return {key: found[key] for key in INDICATORS}


def _network(station: Station, period: Period) -> dict[str, int]:
    """“121” in the month, and in the year so far (T24)."""
    month = compliance.month(period.start, below=station)
    year = compliance.year(period.start.year, below=station)
    return {
        "stations_owing": len(month.owing),
        "stations_met": len(month.met),
        "deputies_short": len(year.short),
    }


def percentage(part: int, whole: int) -> float | None:
    """`part` of `whole` in per cent, one decimal; None when there is nothing to divide by."""
    return round(part * 100 / whole, 1) if whole else None


def _within(field: str, period: Period) -> Q:
    return Q(**{f"{field}__gte": period.from_at, f"{field}__lt": period.to_at})


def _concerns(ids: list[int], period: Period) -> dict[str, int]:
    rated = _within("rated_at", period)
    pleased = rated & Q(rating__in=[Rating.SATISFIED, Rating.FAIR])
    still_open = Q(submitted_at__lt=period.to_at) & (
        Q(closed_at=None) | Q(closed_at__gte=period.to_at)
    )
    return Concern.objects.filter(station__any_of=ids).aggregate(
        received=Count("pk", filter=_within("submitted_at", period)),
        answered=Count("pk", filter=_within("answered_at", period)),
        closed=Count("pk", filter=_within("closed_at", period) & Q(stage=ConcernStage.CLOSED)),
        declined=Count("pk", filter=_within("closed_at", period) & Q(stage=ConcernStage.DECLINED)),
        open_at_end=Count("pk", filter=still_open),
        rated=Count("pk", filter=rated),
        satisfied=Count("pk", filter=pleased),
    )


def _suggestions(ids: list[int], period: Period) -> dict[str, int]:
    return Suggestion.objects.filter(station__any_of=ids).aggregate(
        submitted=Count("pk", filter=_within("submitted_at", period)),
        assigned=Count("pk", filter=_within("assigned_at", period)),
        replied=Count("pk", filter=_within("replied_at", period)),
    )


def _handlings(ids: list[int], period: Period) -> dict[str, int]:
    """Replying on the due day itself is on time: the day ends at midnight in Asia/Shanghai."""
    counted = Handling.objects.filter(suggestion__station__any_of=ids, returned_at=None)
    due = Q(due_on__gte=period.start, due_on__lt=period.end)
    unanswered = Q(replied_at=None) | Q(replied_at__gte=period.to_at)
    # A unit that only assists owes nothing once the suggestion is closed.
    still_owed = Q(suggestion__closed_at=None) | Q(suggestion__closed_at__gte=period.to_at)
    return counted.aggregate(
        due=Count("pk", filter=due),
        on_time=Count("pk", filter=due & Q(replied_at__date__lte=F("due_on"))),
        late=Count("pk", filter=Q(due_on__lt=period.end) & unanswered & still_owed),
    )


def by_channel(station: Station, period: Period) -> list[tuple[str, int]]:
    """Concerns received in `period` by the channel chosen for them, in the channels' own order."""
    counted = dict(_received(station, period).values_list("channel").annotate(Count("pk")))
    labels = [("", "尚未定渠道"), *Channel.choices]
    return [(label, counted.get(key, 0)) for key, label in labels]


def by_category(station: Station, period: Period) -> list[tuple[str, int]]:
    """Concerns received in `period` by category, most first; those not sorted yet come last."""
    counted = dict(_received(station, period).values_list("category").annotate(Count("pk")))
    unsorted = counted.pop("", 0)
    rows = sorted(counted.items(), key=lambda row: (-row[1], row[0]))
    found = [(Category(key).label, count) for key, count in rows]
    return [*found, ("尚未梳理", unsorted)] if unsorted else found


def _received(station: Station, period: Period):
    ids = Station.objects.under(station).order_by().values("pk")
    return Concern.objects.filter(_within("submitted_at", period), station__in=ids).order_by()


def by_child(station: Station, period: Period) -> list[dict]:
    """The figures of each station directly below, in the tree's order: name, code, figures."""
    return [
        {"name": child.name, "code": child.code, "figures": figures(child, period)}
        for child in Station.objects.get_children(station).order_by("path")
    ]
