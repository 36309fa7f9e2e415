"""The monthly report: its figures are stored, and stand once it is signed off."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Station, station_of


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
