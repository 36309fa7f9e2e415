"""服务进万家: what was done under each of the six campaigns (T18)."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from deputies.models.people import Deputy
from deputies.vocabulary import Campaign
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Activity, Station, ids_below


class CampaignEventQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Seats in the tree see those of their stations, a deputy the own ones."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.filter(deputies__deputy_seats__seat=seat)
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(station__any_of=ids_below(seat))
        return self.none()

    def in_year(self, year):
        """Held in this calendar year."""
        return self.filter(held_on__year=year)

    def for_list(self):
        return self.select_related("station").order_by("-held_on", "-pk")


class CampaignEvent(models.Model):
    """One event of 服务进万家 (进万家活动): which of the six, where, who, how long, for whom, to what end."""

    theme = models.CharField("主题", max_length=10, choices=Campaign)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="campaign_events", verbose_name="站点"
    )
    title = models.CharField("活动名称", max_length=60)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=100, blank=True)
    hours = models.DecimalField("时长（小时）", max_digits=4, decimal_places=1)
    beneficiaries = models.PositiveIntegerField("受益人数")
    result = models.CharField("成效", max_length=300)
    deputies = models.ManyToManyField(
        Deputy, related_name="campaign_events", verbose_name="参加代表"
    )
    activity = models.OneToOneField(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaign_event",
        verbose_name="对应活动",
    )
    once = models.UUIDField("提交凭据", unique=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = CampaignEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "进万家活动"
        constraints = [
            models.CheckConstraint(
                name="campaign_event_hours_of_a_day",
                condition=Q(hours__gt=Decimal(0), hours__lte=Decimal(24)),
                violation_error_message="时长须大于 0，不超过 24 小时。",
            )
        ]
        indexes = [models.Index(fields=["station", "held_on"], name="campaign_station_day")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deputies:campaign", args=[self.pk])
