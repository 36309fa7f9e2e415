"""What came of a station (成果): titles, levels, the evidence; first of all of enterprise stations (J2)."""

from django.db import models
from django.db.models import Q

from liaison.accounts.models import Seat
from stations.models.network import Station


class OutcomeQuerySet(models.QuerySet):
    def standing(self):
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def for_list(self):
        return self.order_by("-reached_on", "-pk")


class Outcome(models.Model):
    """An outcome of a station (站点成果), on its desk page and its public page."""

    class Level(models.TextChoices):
        NATIONAL = "national", "国家级"
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        OTHER = "other", "其他"

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="outcomes", verbose_name="站点"
    )
    title = models.CharField("成果", max_length=80)
    level = models.CharField("级别", max_length=10, choices=Level)
    reached_on = models.DateField("取得日期")
    evidence = models.CharField("依据（文号、证书号或链接）", max_length=200)
    about = models.CharField("说明", max_length=200, blank=True)
    added_at = models.DateTimeField("登记时间")
    added_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="登记人")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤下人"
    )
    withdraw_reason = models.CharField("撤下原因", max_length=200, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "站点成果"
        constraints = [
            models.UniqueConstraint(
                "station",
                "title",
                name="outcome_once_a_station",
                condition=Q(withdrawn_at=None),
                violation_error_message="本站已登记同名成果。",
            ),
            models.CheckConstraint(
                name="outcome_withdrawn_at_and_by",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdraw_reason=""),
                violation_error_message="撤下须有时间、经办人和原因。",
            ),
        ]

    def __str__(self):
        return self.title
