"""The use index of each station by the four functions (F18), reproducible from raw counts."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q

from deputies.models import Attendance
from stations.models import Activity, Function, Station
from suggestions.models import Concern
from supervision.indicators import Indicator
from supervision.periods import Period

#: What is counted. Everything of a point counts for the places above it as well.
COUNTS = {
    one.key: one
    for one in (
        Indicator("publicity", "宣传活动", "场", "当期已举行的“政策宣传”职能活动。"),
        Indicator("listening", "听取意见活动", "场", "当期已举行的“联系群众”“建言献策”职能活动。"),
        Indicator("heard", "收到诉求", "件", "当期提交的群众诉求，按提交时间。"),
        Indicator("serving", "履职活动", "场", "当期已举行的“调研视察”“监督对接”职能活动。"),
        Indicator("visits", "代表进站", "人次", "当期已举行活动的代表签到，一次活动一人一次。"),
        Indicator("studying", "学习活动", "场", "当期已举行的“学习交流”职能活动。"),
        Indicator("sessions", "活动中的学习", "场", "当期已举行、带有学习内容的其他职能活动。"),
    )
}
#: The four functions, each from the sum of some counts.
FOUR = {
    "政策宣传": ("publicity",),
    "民意汇集": ("listening", "heard"),
    "履职服务": ("serving", "visits"),
    "学习交流": ("studying", "sessions"),
}
DEFINITION = (
    "四项功能各由对应的原始计数相加；每项得分＝本站合计÷同一网络、同类站点中的最高合计×100"
    "（最高为 0 时得 0）；综合指数为四项得分的平均数，均保留一位小数。取消的活动不计；"
    "联络点的计数同时计入其上级站点。"
)
_OF_FUNCTION = {
    Function.PUBLICITY: "publicity",
    Function.CONTACT: "listening",
    Function.ADVICE: "listening",
    Function.SURVEY: "serving",
    Function.SUPERVISION: "serving",
    Function.STUDY: "studying",
}


@dataclass
class Line:
    """One station: its raw counts, the four sums, the four scores, the index and its rank."""

    station: Station
    counts: Counter = field(default_factory=Counter)
    scores: dict[str, float] = field(default_factory=dict)
    index: float = 0.0
    rank: int = 0

    @property
    def sums(self) -> dict[str, int]:
        """Each function's sum of raw counts."""
        return {name: sum(self.counts[key] for key in keys) for name, keys in FOUR.items()}


def ranking(root: Station, kind: str, period: Period) -> list[Line]:
    """All stations of `kind` in the network of `root`, best first, equals sharing a rank.

    Judged against the best of their kind in the whole network, so that everybody who looks sees the
    same figure. Five statements at any size.
    """
    counts = raw_counts(root, period)
    stations = Station.objects.under(root).filter(kind=kind).open_on(period.start)
    lines = [Line(one, counts[one.path]) for one in stations.order_by("path")]
    best = {name: max((line.sums[name] for line in lines), default=0) for name in FOUR}
    for line in lines:
        line.scores = {name: _share(total, best[name]) for name, total in line.sums.items()}
        line.index = round(sum(line.scores.values()) / len(FOUR), 1)
    lines.sort(key=lambda line: (-line.index, line.station.path))
    for place, line in enumerate(lines):
        is_equal = place and lines[place - 1].index == line.index
        line.rank = lines[place - 1].rank if is_equal else place + 1
    return lines


def _share(total: int, best: int) -> float:
    return round(total * 100 / best, 1) if best else 0.0


def raw_counts(root: Station, period: Period) -> dict[str, Counter]:
    """The counts of COUNTS for each station at or below `root`, by its path, rolled up."""
    own: dict[int, Counter] = defaultdict(Counter)
    below = {"station__path__startswith": root.path}
    last = period.last_day
    held = Activity.objects.counting().between(period.start, last).filter(**below).order_by()
    for key, function, number in held.values_list("station", "function").annotate(Count("pk")):
        own[key][_OF_FUNCTION[Function(function)]] += number
    studied = held.exclude(function=Function.STUDY).filter(
        ~Q(study_title="") | Q(study_topic__isnull=False)
    )
    for key, number in studied.values_list("station").annotate(Count("pk")):
        own[key]["sessions"] += number
    _add(own, "visits", _visits(root, period, last))
    heard = Concern.objects.filter(
        submitted_at__gte=period.from_at, submitted_at__lt=period.to_at, **below
    ).order_by()
    _add(own, "heard", heard.values_list("station").annotate(Count("pk")))
    return _rolled_up(root, own)


def _visits(root: Station, period: Period, last):
    found = Attendance.objects.counting().filter(
        activity__station__path__startswith=root.path,
        activity__held_on__gte=period.start,
        activity__held_on__lte=last,
    )
    return found.order_by().values_list("activity__station").annotate(Count("pk"))


def _add(own: dict[int, Counter], name: str, rows) -> None:
    for key, number in rows:
        own[key][name] += number


def _rolled_up(root: Station, own: dict[int, Counter]) -> dict[str, Counter]:
    total: dict[str, Counter] = defaultdict(Counter)
    for key, path in Station.objects.under(root).order_by().values_list("pk", "path"):
        for end in range(len(root.path), len(path) + 1, Station.steplen):
            total[path[:end]].update(own.get(key, {}))
    return total
