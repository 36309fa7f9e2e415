"""By which rule stations and deputies are measured, and which months and years are closed."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from deputies import obligations
from liaison.accounts.models import Seat
from stations.models import RuleDocument


class ObligationQuerySet(models.QuerySet):
    def on(self, day):
        """The rows in force on `day` (a local date)."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)

    def for_list(self):
        return self.select_related("document").order_by("key", "-from_on", "-pk")


class Obligation(models.Model):
    """A parameter of the “121” rule (履职参数) from one day to another, and its document (T22)."""

    key = models.CharField("参数", max_length=20, choices=obligations.Key)
    value = models.CharField("取值", max_length=100, blank=True)
    from_on = models.DateField("起用日期")
    to_on = models.DateField("停用日期", null=True, blank=True)
    document = models.ForeignKey(
        RuleDocument, models.PROTECT, related_name="obligations", verbose_name="依据文件"
    )

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "履职参数"
        constraints = [
            models.UniqueConstraint(
                "key",
                name="obligation_one_in_force",
                condition=Q(to_on=None),
                violation_error_message="该参数已有正在执行的取值。",
            ),
            models.CheckConstraint(
                name="obligation_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message="停用日期不能早于起用日期。",
            ),
        ]

    def __str__(self):
        return self.get_key_display()

    @property
    def written(self) -> str:
        """The value as people read it."""
        return obligations.written(self.key, self.value)


class ClosedPeriod(models.Model):
    """A month or a year whose figures stand (结账期): nothing dated in it changes any more."""

    class Kind(models.TextChoices):
        MONTH = "month", "月"
        YEAR = "year", "年"

    kind = models.CharField("种类", max_length=5, choices=Kind)
    begins_on = models.DateField("起始日期")
    figures = models.JSONField("结账数据")
    closed_at = models.DateTimeField("结账时间")
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结账人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "结账期"
        constraints = [
            models.UniqueConstraint(
                "kind",
                "begins_on",
                name="closed_period_once",
                violation_error_message="该时段已结账。",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="closed_period_stands", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        if self.kind == self.Kind.YEAR:
            return f"{self.begins_on.year}年"
        return f"{self.begins_on.year}年{self.begins_on.month}月"
