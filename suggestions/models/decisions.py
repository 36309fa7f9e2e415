"""What was proposed and what a person decided, side by side: the hit rate is counted from these."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liaison.accounts.models import Seat
from suggestions.models.channels import Channel
from suggestions.models.concerns import Concern
from suggestions.models.departments import Department
from suggestions.routing import Category


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Decisions on the concerns this seat may see."""
        return self.filter(concern__in=Concern.objects.visible_to(seat))


class Decision(models.Model):
    """One 定渠道 beside what the platform had proposed (研判记录, T27)."""

    concern = models.ForeignKey(
        Concern, models.CASCADE, related_name="decisions", verbose_name="诉求"
    )
    category = models.CharField("类别", max_length=20, choices=Category, blank=True)
    proposed_channel = models.CharField("建议渠道", max_length=10, choices=Channel, blank=True)
    proposed_unit = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confidence = models.CharField("把握", max_length=8, blank=True)
    rules = ArrayField(models.CharField(max_length=60), default=list, verbose_name="命中的规则")
    channel = models.CharField("所定渠道", max_length=10, choices=Channel)
    unit = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField("理由", max_length=300, blank=True)
    by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="岗位"
    )
    at = models.DateTimeField("时间")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "研判记录"
        indexes = [models.Index(fields=["at", "id"], name="decision_time")]

    def __str__(self):
        return f"{self.concern_id}：{self.get_channel_display()}"
