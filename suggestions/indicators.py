"""How often what the platform proposes is what a person decides: by month, category and rule (T27)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from liaison.accounts.models import Seat
from suggestions.models import Decision, RoutingRule
from suggestions.routing import BUILT_IN, Category

#: The page looks back so many months, this one among them.
MONTHS = 12
_SAME_CHANNEL = Q(channel=F("proposed_channel"))
_SAME_UNIT = Q(unit=F("proposed_unit"))


@dataclass(frozen=True)
class Hits:
    """Of so many decisions, in how many channel and unit were as proposed."""

    label: str
    decisions: int
    channel: int
    with_unit: int
    unit: int

    @property
    def channel_share(self) -> float | None:
        """The share of decisions that took the proposed channel; None without any."""
        return self.channel / self.decisions if self.decisions else None

    @property
    def unit_share(self) -> float | None:
        """Of decisions that named a unit, the share that named the proposed one."""
        return self.unit / self.with_unit if self.with_unit else None


def hit_rate(seat: Seat, today: date) -> dict[str, list[Hits]]:
    """命中率 of the last twelve months for what `seat` may see: four lists of Hits.

    A decision without a proposal does not count. Definition: 所定渠道与系统建议相同的件数 ÷
    有系统建议的件数; the unit's likewise among decisions that named one.
    """
    rows = Decision.objects.visible_to(seat).exclude(proposed_channel="")
    rows = rows.filter(at__gte=_first_day(today))
    return {
        "total": [_hits("合计", rows.aggregate(**_counted()))],
        "months": _by(rows.annotate(month=TruncMonth("at")), "month", _month_label),
        "categories": _by(rows, "category", lambda key: Category(key).label if key else "未定"),
        "confidences": _by(rows, "confidence", lambda key: CONFIDENCE.get(key, "未记")),
        "rules": _by_rule(rows),
    }


CONFIDENCE = {"high": "较大", "medium": "一般", "low": "不大"}


def _first_day(today: date) -> datetime:
    months = today.year * 12 + today.month - 1 - (MONTHS - 1)
    first = date(months // 12, months % 12 + 1, 1)
    return timezone.make_aware(datetime.combine(first, time.min))


def _counted() -> dict:
    return {
        "decisions": Count("pk"),
        "same_channel": Count("pk", filter=_SAME_CHANNEL),
        "with_unit": Count("pk", filter=Q(unit__isnull=False)),
        "same_unit": Count("pk", filter=_SAME_UNIT),
    }


def _by(rows: QuerySet, key: str, label) -> list[Hits]:
    grouped = rows.values(key).annotate(**_counted()).order_by()
    found = sorted(grouped, key=lambda row: (row[key] is None, row[key]), reverse=key == "month")
    return [_hits(label(row[key]), row) for row in found]


def _by_rule(rows: QuerySet) -> list[Hits]:
    """One line for each rule that spoke; a decision several rules spoke for counts in each."""
    counts: dict[str, dict[str, int]] = {}
    for one in rows.values("rules").annotate(**_counted()).order_by():
        for key in one["rules"] or [""]:
            found = counts.setdefault(key, dict.fromkeys(_counted(), 0))
            for name in found:
                found[name] += one[name]
    names = _rule_names(counts)
    hits = [_hits(names.get(key, "已停用的规则"), row) for key, row in counts.items()]
    return sorted(hits, key=lambda one: (-one.decisions, one.label))


def _rule_names(keys) -> dict[str, str]:
    pks = [key.removeprefix("rule:") for key in keys if key.startswith("rule:")]
    rules = RoutingRule.objects.filter(pk__in=[pk for pk in pks if pk.isdigit()])
    return BUILT_IN | {f"rule:{rule.pk}": f"规则“{rule}”" for rule in rules}


def _hits(label: str, row: dict) -> Hits:
    return Hits(label, row["decisions"], row["same_channel"], row["with_unit"], row["same_unit"])


def _month_label(month: datetime) -> str:
    local = timezone.localtime(month + timedelta(hours=1))
    return f"{local.year} 年 {local.month} 月"
