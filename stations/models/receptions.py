"""When a station regularly receives residents (固定接待日)."""

from django.db import models
from django.db.models import F, Q

from stations.models.network import Station, ids_below
from stations.receptions import HolidayRule


class ReceptionRuleQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """The rules of the stations a seat answers for."""
        return self.filter(station__any_of=ids_below(seat))

    def running(self, today):
        """Rules that make receptions on or after `today` (a local date)."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=today))

    def for_list(self):
        return self.select_related("station").order_by("station__path", "pk")


class ReceptionRule(models.Model):
    """A fixed day of each month on which a station receives residents (固定接待日, J8)."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="reception_rules", verbose_name="站点"
    )
    title = models.CharField("名称", max_length=60, default="代表接待日")
    day_of_month = models.PositiveSmallIntegerField("每月几日", default=10)
    holiday_rule = models.CharField(
        "遇休息日", max_length=20, choices=HolidayRule, default=HolidayRule.NEXT_WORKING_DAY
    )
    begins = models.TimeField("开始时刻")
    ends = models.TimeField("结束时刻")
    place = models.CharField("地点", max_length=100, blank=True)
    notice_days = models.PositiveSmallIntegerField("提前几天通知", default=3)
    from_on = models.DateField("启用日期")
    to_on = models.DateField("停用日期", null=True, blank=True)

    objects = ReceptionRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "固定接待日"
        constraints = [
            models.CheckConstraint(
                name="reception_day_is_of_a_month",
                condition=Q(day_of_month__gte=1, day_of_month__lte=31),
                violation_error_message="日期应为 1 到 31。",
            ),
            models.CheckConstraint(
                name="reception_ends_after_it_begins",
                condition=Q(ends__gt=F("begins")),
                violation_error_message="结束时刻必须晚于开始时刻。",
            ),
            models.CheckConstraint(
                name="reception_notice_within_a_month",
                condition=Q(notice_days__lte=30),
                violation_error_message="最多提前 30 天通知。",
            ),
            models.CheckConstraint(
                name="reception_rule_ends_after_it_starts",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message="停用日期不能早于启用日期。",
            ),
            models.UniqueConstraint(
                "station",
                "day_of_month",
                name="reception_rule_once_a_day",
                condition=Q(to_on=None),
                violation_error_message="本站已有这一天的固定接待日。",
            ),
        ]

    def __str__(self):
        return f"{self.station} {self.title}"
