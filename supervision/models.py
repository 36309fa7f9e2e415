"""The monthly report, whose figures are stored; chains from study to effect."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from deputies.models import Deputy, deputy_of
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Activity, Station, ids_below, station_of
from suggestions.models import Suggestion


class MonthlyReportQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Tree seats read the reports of their own station, those above it, and those below.

        Deputies and the government office read what is signed off.
        """
        if seat is None:
            return self.none()
        if seat.role in SEATS_IN_THE_TREE:
            return self._on_the_line_of(station_of(seat))
        if seat.role in (Role.DEPUTY, Role.GOVERNMENT):
            return self.exclude(signed_at=None)
        return self.none()

    def _on_the_line_of(self, station):
        if station is None:
            return self.none()
        ends = range(Station.steplen, len(station.path) + 1, Station.steplen)
        above = [station.path[:end] for end in ends]
        signed_above = Q(station__path__in=above, signed_at__isnull=False)
        return self.filter(signed_above | Q(station__path__startswith=station.path))

    def for_list(self):
        return self.select_related("station").order_by("-month", "station__path", "pk")


class MonthlyReport(models.Model):
    """One month of one station and all below it, compiled by the clock (月报)."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="monthly_reports", verbose_name="站点"
    )
    month = models.DateField("月份", help_text="当月一日")
    figures = models.JSONField("指标数")
    sentences = models.JSONField("文字说明", default=list)
    compiled_at = models.DateTimeField("编制时间")
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    signed_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )

    objects = MonthlyReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "月报"
        constraints = [
            models.UniqueConstraint("station", "month", name="report_one_a_month"),
            models.CheckConstraint(
                name="report_month_is_first_day",
                condition=Q(month__day=1),
                violation_error_message="月报的月份以当月一日表示。",
            ),
            models.CheckConstraint(
                name="report_signed_at_and_by",
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                violation_error_message="签发时间和签发人须同时填写。",
            ),
        ]

    def __str__(self):
        return f"{self.station} {self.month:%Y年%m月}月报"

    def get_absolute_url(self):
        return reverse("supervision:report", args=[self.pk])

    @property
    def is_frozen(self) -> bool:
        """Signed off: its figures no longer change."""
        return self.signed_at is not None


class ChainQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Tree seats: those of their station and below; a deputy: the own."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.filter(deputy=deputy_of(seat))
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(station__any_of=ids_below(seat))
        return self.none()

    def for_list(self):
        whole = self.select_related("station", "deputy", "study", "survey", "suggestion")
        return whole.order_by("-begun_on", "-pk")


class Chain(models.Model):
    """A project from study over survey and suggestion to a check of the effect (问效链, F15)."""

    class Effect(models.TextChoices):
        """What came of it (问效结果)."""

        GOOD = "good", "见效"
        PARTLY = "partly", "部分见效"
        NONE = "none", "未见效"

    title = models.CharField("课题", max_length=80)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="chains", verbose_name="组织站点"
    )
    deputy = models.ForeignKey(
        Deputy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chains",
        verbose_name="牵头代表",
    )
    group = models.CharField("代表小组", max_length=60, blank=True)
    begun_on = models.DateField("启动日期")
    study = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="学习活动"
    )
    survey = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="调研活动"
    )
    suggestion = models.ForeignKey(
        Suggestion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="形成的建议",
    )
    checked_on = models.DateField("问效日期", null=True, blank=True)
    effect = models.CharField("问效结果", max_length=10, choices=Effect, blank=True)
    effect_note = models.CharField("问效情况", max_length=500, blank=True)
    opened_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="建立人")
    opened_at = models.DateTimeField("建立时间")

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "问效链"
        constraints = [
            models.CheckConstraint(
                name="chain_of_a_deputy_or_a_group",
                condition=Q(deputy__isnull=False) | ~Q(group=""),
                violation_error_message="请写明牵头代表或代表小组。",
            ),
            models.CheckConstraint(
                name="chain_effect_is_whole",
                condition=Q(checked_on=None, effect="", effect_note="")
                | Q(checked_on__isnull=False) & ~Q(effect="") & ~Q(effect_note=""),
                violation_error_message="问效须同时写明日期、结果和情况。",
            ),
            models.CheckConstraint(
                name="chain_effect_after_the_suggestion",
                condition=Q(checked_on=None) | Q(suggestion__isnull=False),
                violation_error_message="先有建议，才能问效。",
            ),
        ]
        indexes = [models.Index(fields=["station", "-begun_on", "-id"], name="chain_list")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("supervision:chain", args=[self.pk])

    @property
    def who(self) -> str:
        """Whose project it is."""
        return self.deputy.name if self.deputy else self.group
