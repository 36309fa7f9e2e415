"""What “121” asks of a station each month and of a deputy each year, and who falls short (T24).

A period is judged by the parameters in force on its first day, so that a change binds from the
next whole month or year; a station owes a month it was open for from the first day to the last;
days in office are counted once however many mandates of a group overlap; part of a year is
full × days in office ÷ days of the year, half a visit and more counting as one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices

from deputies.spans import Span as Span
from deputies.spans import days_in as days_in
from deputies.spans import month as month
from deputies.spans import year as year
from deputies.structure.suppression import LEAST, THRESHOLD
from stations.hierarchy import Kind

MOST, MOST_VOTERS = 12, 999
#: A period closes by itself at the latest on this working day after it.
LATEST_CLOSING = 60


class Group(TextChoices):
    """The two groups of levels the rule speaks of (T24b, T24c)."""

    LOW = "low", "县乡两级"
    HIGH = "high", "市级以上"


#: Which group each level of congress belongs to.
GROUP_OF: Mapping[str, Group] = {
    **dict.fromkeys(("township", "county"), Group.LOW),
    **dict.fromkeys(("city", "province", "national"), Group.HIGH),
}


class Several(TextChoices):
    """What a holder of mandates of both groups owes."""

    LARGER = "larger", "按较多的一项"
    SUM = "sum", "两项相加"


class Key(TextChoices):
    """The parameters; each is a dated row citing the document that sets it (T22)."""

    STATION_MONTHLY = "station_monthly", "站点每月至少开展活动（次）"
    KINDS = "kinds", "须每月开展活动的站点类型"
    VISITS_LOW = "visits_low", "县乡两级代表每年至少进站（次）"
    VISITS_HIGH = "visits_high", "市级以上代表每年至少进站（次）"
    SEVERAL = "several", "同时担任县乡和市以上代表的"
    PRO_RATA = "pro_rata", "年内当选或终止的按在任天数折算"
    OWN_STATION = "own_station", "只计在本人编入站点的进站"
    ONLINE = "online", "线上举行的活动计入"
    CLOSE_MONTH = "close_month", "每月结束后自动结账（第几个工作日）"
    CLOSE_YEAR = "close_year", "年度结束后自动结账（第几个工作日）"
    REPORTING_VOTERS = "reporting_voters", "述职评议到会选民代表至少（人）"
    SMALL_CELL = "small_cell", "结构统计中少于几人的格不列出（人）"


#: Parameters that are answered yes or no; days until a period closes by itself.
FLAGS = frozenset({Key.PRO_RATA, Key.OWN_STATION, Key.ONLINE})
DAYS = frozenset({Key.CLOSE_MONTH, Key.CLOSE_YEAR})
#: Those that count people: from, to.
PEOPLE = {Key.REPORTING_VOTERS: (0, MOST_VOTERS), Key.SMALL_CELL: (LEAST, MOST)}


@dataclass(frozen=True)
class Parameters:
    """The rule in force; the defaults ask nothing, as before any document set it.

    own_station, online: which visits and activities count (facts §9.6); close_month, close_year:
    on which working day after it a period closes by itself.
    """

    station_monthly: int = 0
    kinds: frozenset[str] = frozenset()
    visits_low: int = 0
    visits_high: int = 0
    several: Several = Several.LARGER
    pro_rata: bool = True
    own_station: bool = False
    online: bool = True
    close_month: int = 5
    close_year: int = 10
    reporting_voters: int = 0
    small_cell: int = THRESHOLD

    def required_of(self, kind: str) -> int:
        """How many activities a station of `kind` owes a month."""
        return self.station_monthly if kind in self.kinds else 0

    def full(self, group: Group) -> int:
        """How many visits the holder of a mandate of `group` owes for a whole year."""
        return self.visits_low if group == Group.LOW else self.visits_high

    def why_not(self, *, is_online: bool, is_own: bool) -> str:
        """Why a visit does not count, in Chinese; "" when it counts.

        is_online: the activity was held online; is_own: the deputy belonged to its station then.
        """
        if is_online and not self.online:
            return "线上举行的活动不计入"
        if self.own_station and not is_own:
            return "不是本人编入的站点，不计入"
        return ""


def read(key: str, text: str) -> Any:
    """The value of parameter `key` out of its stored `text`.

    Raises ValueError, in Chinese, for what the parameter cannot be.
    """
    if key == Key.KINDS:
        return _kinds(text)
    if key == Key.SEVERAL:
        return _several(text)
    if key in FLAGS:
        return _flag(text)
    if key in DAYS:
        return _number(text, 1, LATEST_CLOSING)
    return _number(text, *PEOPLE.get(Key(key), (0, MOST)))


def _kinds(text: str) -> frozenset[str]:
    named = frozenset(filter(None, (part.strip() for part in text.split(","))))
    if strangers := named - set(Kind.values):
        raise ValueError(f"没有这样的站点类型：{'、'.join(sorted(strangers))}。")
    return named


def _several(text: str) -> Several:
    if text not in Several.values:
        raise ValueError("请选择“按较多的一项”或“两项相加”。")
    return Several(text)


def _flag(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError("请选择“是”或“否”。")
    return text == "yes"


def _number(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4 and least <= int(text) <= most):
        raise ValueError(f"请填写 {least} 到 {most} 的整数。")
    return int(text)


def written(key: str, text: str) -> str:
    """The stored `text` of parameter `key` as people read it."""
    value = read(key, text)
    if key == Key.KINDS:
        return "、".join(kind.label for kind in Kind if kind in value) or "无"
    if key == Key.SEVERAL:
        return str(value.label)
    if key in FLAGS:
        return "是" if value else "否"
    if key in PEOPLE:
        return f"{value} 人"
    return f"第 {value} 个工作日" if key in DAYS else f"{value} 次"


def parameters(stored: Mapping[str, str]) -> Parameters:
    """The rule made of stored texts by key; what is not set asks nothing."""
    return Parameters(**{Key(key).value: read(key, text) for key, text in stored.items()})


def owes_month(opened_on: date | None, closed_on: date | None, span: Span) -> bool:
    """Whether a station was in being the whole of `span`; `closed_on` is the first day it is not."""
    begun = opened_on is None or opened_on <= span.first
    return begun and (closed_on is None or closed_on > span.last)


@dataclass(frozen=True, slots=True)
class StationMonth:
    """A station and a month: what it owed, what was held, what is planned for the days left."""

    pk: int
    code: str
    name: str
    kind: str
    county: str
    required: int
    held: int
    ahead: int = 0

    @property
    def missing(self) -> int:
        """Activities short of what is owed; never below zero."""
        return max(0, self.required - self.held)

    @property
    def is_owing(self) -> bool:
        return self.required > 0

    @property
    def is_met(self) -> bool:
        return self.is_owing and not self.missing

    @property
    def is_short(self) -> bool:
        return self.missing > 0

    @property
    def will_miss(self) -> bool:
        """Short, and nothing planned that would mend it."""
        return self.required > self.held + self.ahead

    @property
    def mends(self) -> str:
        """What to do about it, in Chinese; empty when nothing is missing."""
        if not self.missing:
            return ""
        if not self.will_miss:
            return f"已安排 {self.ahead} 次，按期开展即可达标。"
        return f"月底前再安排 {self.required - self.held - self.ahead} 次活动。"


@dataclass(frozen=True, slots=True)
class Mandate:
    """A mandate as the rule sees it: its level, its first day, its last day or None."""

    level: str
    from_on: date
    to_on: date | None = None


def owed(mandates: Iterable[Mandate], rule: Parameters, within: Span) -> int:
    """Visits owed in the year `within` by the holder of `mandates` (T24b, T24c).

    Never negative, never more than for a whole year. A holder of both groups owes the larger of
    the two, or their sum, as the rule says.
    """
    by_group: dict[Group, list[tuple[date, date | None]]] = {}
    for one in mandates:
        by_group.setdefault(GROUP_OF[one.level], []).append((one.from_on, one.to_on))
    dues = [_part(rule, group, days_in(spans, within), within) for group, spans in by_group.items()]
    return sum(dues) if rule.several == Several.SUM else max(dues, default=0)


def _part(rule: Parameters, group: Group, days: int, within: Span) -> int:
    """The share of a group's full number for `days` in office, halves upward."""
    full = rule.full(group)
    if not rule.pro_rata:
        return full if days else 0
    return (2 * full * days + within.days) // (2 * within.days)


@dataclass(frozen=True, slots=True)
class DeputyYear:
    """A deputy and a year: what was owed, how often he came, where the pace leads.

    days: in office in the year; gone: those of them up to the day asked about.
    """

    pk: int
    name: str
    levels: tuple[str, ...]
    station: str
    stations: tuple[int, ...]
    county: str
    owed: int
    done: int
    days: int = 0
    gone: int = 0

    @property
    def missing(self) -> int:
        """Visits short of what is owed; never below zero."""
        return max(0, self.owed - self.done)

    @property
    def is_short(self) -> bool:
        return self.missing > 0

    @property
    def pace(self) -> float:
        """Visits by the end of the year at the pace so far: done ÷ share of the time gone."""
        return self.done * self.days / self.gone if self.gone else float(self.owed)

    @property
    def will_miss(self) -> bool:
        """Whether the pace so far leads to fewer visits than owed."""
        return self.is_short and self.pace < self.owed

    @property
    def mends(self) -> str:
        """What to do about it, in Chinese; empty when nothing is missing."""
        left = self.days - self.gone
        if not self.missing:
            return ""
        if not left:
            return f"年度已结束，缺 {self.missing} 次。"
        return f"还差 {self.missing} 次，在任时间还有 {left} 天，请邀请参加近期活动。"
