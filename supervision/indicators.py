"""Every number the platform reports, each defined once, with its 口径."""

from collections import Counter
from dataclasses import dataclass

from stations.models import Station
from suggestions.models import Channel
from suggestions.routing import Category
from supervision.periods import Period
from supervision.tallies import Tallies


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


def figures(
    station: Station, period: Period, tallies: Tallies | None = None
) -> dict[str, int | float | None]:
    """All indicators for `station` and below, in `period`.

    tallies: what is counted already; whoever asks for several stations shares one.
    """
    tallies = tallies or Tallies(station)
    counts = tallies.counts(station, period) + Counter(_network(tallies, station, period))
    rates = {
        "stations_rate": percentage(counts["stations_met"], counts["stations_owing"]),
        "satisfied_rate": percentage(counts["satisfied"], counts["rated"]),
        "on_time_rate": percentage(counts["on_time"], counts["due"]),
    }
    return {key: rates[key] if key in rates else counts[key] for key in INDICATORS}


def _network(tallies: Tallies, station: Station, period: Period) -> dict[str, int]:
    """“121” in the month, and in the year so far (T24)."""
    month, year = tallies.month(station, period), tallies.year(station, period)
    return {
        "stations_owing": len(month.owing),
        "stations_met": len(month.met),
        "deputies_short": len(year.short),
    }


def percentage(part: int, whole: int) -> float | None:
    """`part` of `whole` in per cent, one decimal; None when there is nothing to divide by."""
    return round(part * 100 / whole, 1) if whole else None


def by_channel(station: Station, period: Period, tallies: Tallies) -> list[tuple[str, int]]:
    """Concerns received in `period` by the channel chosen for them, in the channels' own order."""
    counted = tallies.received(station, period, "channel")
    labels = [("", "尚未定渠道"), *Channel.choices]
    return [(label, counted[key]) for key, label in labels]


def by_category(station: Station, period: Period, tallies: Tallies) -> list[tuple[str, int]]:
    """Concerns received in `period` by category, most first; those not sorted yet come last."""
    counted = tallies.received(station, period, "category")
    unsorted = counted.pop("", 0)
    rows = sorted(counted.items(), key=lambda row: (-row[1], row[0]))
    found = [(Category(key).label, count) for key, count in rows]
    return [*found, ("尚未梳理", unsorted)] if unsorted else found


def by_child(station: Station, period: Period, tallies: Tallies) -> list[dict]:
    """The figures of each station directly below, in the tree's order: name, code, figures."""
    return [
        {"name": child.name, "code": child.code, "figures": figures(child, period, tallies)}
        for child in Station.objects.get_children(station).order_by("path")
    ]
