"""What of the points stands for good: frozen quarters, their lines and totals; and the running sums."""

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q

from deputies.models.people import Deputy
from deputies.models.point_rules import RuleSet
from deputies.performance.rules import Group
from liaison.accounts.models import Seat

SUM = {"max_digits": 9, "decimal_places": 2}
NUMERALS = "一二三四"


class PointPeriodQuerySet(models.QuerySet):
    def standing(self):
        """Frozen and not opened again."""
        return self.filter(reopened_at=None)

    def for_list(self):
        """Each with how many deputies and how many points in all."""
        summed = self.annotate(people=models.Count("totals"), points=models.Sum("totals__points"))
        return summed.select_related("frozen_by__user").order_by("-year", "-quarter", "-pk")


class PointPeriod(models.Model):
    """A quarter whose points are frozen (积分结账), until a recorded decision opens it again."""

    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度")
    frozen_at = models.DateTimeField("结账时间")
    frozen_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="结账人")
    reopened_at = models.DateTimeField("重新打开时间", null=True, blank=True)
    reopened_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    reopen_reason = models.CharField("重新打开的决定", max_length=200, blank=True)

    objects = PointPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分结账期"
        constraints = [
            models.UniqueConstraint(
                "year",
                "quarter",
                name="point_period_frozen_once",
                condition=Q(reopened_at=None),
                violation_error_message="该季度已结账。",
            ),
            models.CheckConstraint(
                name="point_period_is_a_quarter",
                condition=Q(quarter__gte=1, quarter__lte=4),
                violation_error_message="季度应为 1 到 4。",
            ),
            models.CheckConstraint(
                name="point_period_reopened_by_decision",
                condition=Q(reopened_at=None, reopened_by=None, reopen_reason="")
                | Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopen_reason=""),
                violation_error_message="重新打开须写明依据的决定。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="point_period_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="point_period_opens_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__reopened_at__isnull=False),
            ),
            pgtrigger.ReadOnly(
                name="point_period_stands",
                fields=["year", "quarter", "frozen_at", "frozen_by"],
            ),
        ]

    def __str__(self):
        return f"{self.year}年第{NUMERALS[self.quarter - 1]}季度"


class FrozenLine(models.Model):
    """One line of a frozen quarter, word for word as it was (结账明细)."""

    period = models.ForeignKey(
        PointPeriod, models.PROTECT, related_name="lines", verbose_name="结账期"
    )
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="+", verbose_name="代表")
    key = models.CharField("事项标识", max_length=60)
    kind = models.CharField("事项", max_length=30)
    label = models.CharField("项目", max_length=30)
    done_on = models.DateField("日期")
    title = models.CharField("内容", max_length=200)
    url = models.CharField("链接", max_length=200, blank=True)
    group = models.CharField("分组", max_length=12, blank=True)
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="积分规则"
    )
    full = models.DecimalField("规则分值", **SUM)
    counted = models.DecimalField("上限内分值", **SUM)
    points = models.DecimalField("得分", **SUM)
    why = models.CharField("说明", max_length=300)

    NOT_PERSONAL = {"title": "活动、建议等事项的名称", "label": "计分项名称"}

    class Meta:
        verbose_name = verbose_name_plural = "结账明细"
        constraints = [
            models.UniqueConstraint(
                "period",
                "deputy",
                "key",
                name="frozen_line_once_a_period",
                violation_error_message="一件事在一个结账期只计一次。",
            )
        ]
        indexes = [models.Index(fields=["deputy", "period"], name="frozen_line_deputy")]
        triggers = [
            pgtrigger.Protect(
                name="frozen_line_stands", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.title} {self.points}"


class FrozenTotal(models.Model):
    """A deputy's points of a frozen quarter, in all and by group (结账合计)."""

    period = models.ForeignKey(
        PointPeriod, models.PROTECT, related_name="totals", verbose_name="结账期"
    )
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="+", verbose_name="代表")
    points = models.DecimalField("得分", **SUM)
    groups = models.JSONField("分组得分")

    class Meta:
        verbose_name = verbose_name_plural = "结账合计"
        constraints = [
            models.UniqueConstraint(
                "period",
                "deputy",
                name="frozen_total_once_a_deputy",
                violation_error_message="每位代表每期一个合计。",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen_total_stands", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.deputy} {self.period} {self.points}"


class PointStandingQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Of the deputies the seat sees."""
        return self.filter(deputy__in=Deputy.objects.visible_to(seat).order_by().values("pk"))

    def of(self, year, quarter=0):
        """A year (quarter 0) or one quarter of it."""
        return self.filter(year=year, quarter=quarter)

    def for_list(self):
        """Most points first."""
        return self.order_by("-points", "-pk")

    def with_posts(self, today):
        """Each with its deputy, who has `running_mandates` and `stations_now`: three statements more."""
        people = Deputy.objects.public().with_posts(today)
        return self.prefetch_related(models.Prefetch("deputy", people))


class PointStanding(models.Model):
    """A deputy's points of a year, or a quarter of it, as last counted (积分台账).

    Counted anew each night and after every decision about points; what stands for good is in the
    frozen totals. `quarter` 0 is the whole year.
    """

    deputy = models.ForeignKey(
        Deputy, models.CASCADE, related_name="point_standings", verbose_name="代表"
    )
    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度", default=0)
    points = models.DecimalField("得分", **SUM)
    groups = models.JSONField("分组得分")
    counted_at = models.DateTimeField("计算时间")

    objects = PointStandingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分台账"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                "year",
                "quarter",
                name="point_standing_once",
                violation_error_message="每位代表每个时段一行。",
            )
        ]
        indexes = [
            models.Index(
                F("year"),
                F("quarter"),
                F("points").desc(),
                F("id").desc(),
                name="point_standing_order",
            )
        ]

    def __str__(self):
        return f"{self.deputy} {self.year} {self.points}"

    @property
    def by_group(self) -> dict[str, Decimal]:
        """Points by group."""
        return {group: Decimal(text) for group, text in self.groups.items()}

    @property
    def columns(self) -> list[tuple[str, Decimal]]:
        """Each group's name and points, in their order."""
        sums = self.by_group
        return [(group.label, sums.get(group.value, Decimal(0))) for group in Group]
