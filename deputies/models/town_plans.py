"""A town's yearly plan of supervision, around what the town is about this year (J6)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from deputies.models.people import Deputy
from liaison.accounts.models import Seat
from stations.models import Activity, Station, ids_below


class TownPlanQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Seats in the tree see those of their stations."""
        return self.filter(station__any_of=ids_below(seat)) if seat else self.none()

    def for_list(self):
        return self.select_related("station").order_by("-year", "station__path", "pk")


class TownPlan(models.Model):
    """What a town's home supervises in a year (年度监督计划)."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="town_plans", verbose_name="家站"
    )
    year = models.PositiveSmallIntegerField("年度")
    aim = models.CharField("围绕的中心工作", max_length=200, blank=True)
    made_at = models.DateTimeField("制定时间")
    made_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="制定人")

    objects = TownPlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度监督计划"
        constraints = [
            models.UniqueConstraint(
                "station",
                "year",
                name="town_plan_once_a_year",
                violation_error_message="本站这一年已有监督计划。",
            )
        ]

    def __str__(self):
        return f"{self.station}{self.year}年监督计划"

    def get_absolute_url(self):
        return reverse("deputies:town_plan", args=[self.pk])


class TownPlanItem(models.Model):
    """One thing to supervise (监督事项), in a month, by a leader and deputies; done by its activities."""

    class Field(models.TextChoices):
        """The three of the town's plan, and what is none of them."""

        ECONOMY = "economy", "经济发展"
        ENVIRONMENT = "environment", "生态环保"
        LIVING = "living", "人居环境"
        OTHER = "other", "其他"

    PERSONAL = {"leader": "公开的监督事项牵头人"}

    plan = models.ForeignKey(
        TownPlan, models.CASCADE, related_name="items", verbose_name="年度监督计划"
    )
    field = models.CharField("领域", max_length=12, choices=Field)
    title = models.CharField("监督事项", max_length=100)
    month = models.DateField("月份")
    times = models.PositiveSmallIntegerField("计划次数", default=1)
    leader = models.CharField("牵头人", max_length=40)
    deputies = models.ManyToManyField(
        Deputy, blank=True, related_name="town_plan_items", verbose_name="参加代表"
    )
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="town_plan_items", verbose_name="对应活动"
    )
    result = models.CharField("监督成效", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "监督事项"
        constraints = [
            models.CheckConstraint(
                name="town_plan_item_at_least_once",
                condition=Q(times__gte=1, times__lte=31),
                violation_error_message="计划次数为 1 至 31。",
            )
        ]

    def __str__(self):
        return self.title
