"""The switch of a congress from one term to the next (换届), from its preparation to its undoing."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from deputies.models.terms import Congress, CongressTerm
from liaison.accounts.models import Seat
from liaison.privacy.fields import EncryptedTextField


class SwitchQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Switches of the congresses the seat keeps."""
        return self.filter(congress__in=Congress.objects.managed_by(seat))

    def due(self, today):
        """Confirmed, and their day has come."""
        return self.filter(stage=Switch.Stage.CONFIRMED, begins_on__lte=today)

    def without_roster(self):
        """For lists: the sealed roster and journal stay sealed."""
        return self.defer("roster", "journal")

    def for_list(self):
        return (
            self.without_roster()
            .select_related("congress", "seat__user")
            .order_by("-begins_on", "-pk")
        )


class Switch(models.Model):
    """A congress changes from one term to the next on a day (换届)."""

    class Stage(models.TextChoices):
        PREPARED = "prepared", "预演中"
        CONFIRMED = "confirmed", "已确认，待生效"
        EFFECTIVE = "effective", "已生效"
        UNDONE = "undone", "已撤销"
        DISCARDED = "discarded", "已作废"

    congress = models.ForeignKey(
        Congress, models.PROTECT, related_name="switches", verbose_name="人民代表大会"
    )
    number = models.CharField("新一届届次", max_length=20)
    begins_on = models.DateField("新一届第一次会议开始日")
    stage = models.CharField("状态", max_length=10, choices=Stage, default=Stage.PREPARED)
    file_name = models.CharField("名册文件", max_length=200, blank=True)
    roster = EncryptedTextField("名册内容", blank=True, default="")
    answers = models.JSONField("确认结果", default=dict, blank=True)
    journal = EncryptedTextField("变更清单", blank=True, default="")
    figures = models.JSONField("变更数字", default=dict, blank=True)
    new_term = models.OneToOneField(
        CongressTerm,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="switch",
        verbose_name="新一届",
    )
    made_at = models.DateTimeField("创建时间")
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, related_name="+", verbose_name="创建岗位"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    settled_at = models.DateTimeField("生效时间", null=True, blank=True)
    closed_at = models.DateTimeField("作废或撤销时间", null=True, blank=True)

    NOT_PERSONAL = {"file_name": "文件名", "number": "届次"}

    objects = SwitchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "换届"
        constraints = [
            models.UniqueConstraint(
                "congress",
                name="switch_one_prepared_a_congress",
                condition=Q(stage="prepared"),
                violation_error_message="本级人大已有一次换届正在预演。",
            ),
            models.CheckConstraint(
                name="switch_confirmed_has_moment",
                condition=~Q(stage__in=["confirmed", "effective"]) | Q(confirmed_at__isnull=False),
                violation_error_message="确认的换届须有确认时间。",
            ),
        ]

    def __str__(self):
        return f"{self.congress.name}换届（{self.number}）"

    def get_absolute_url(self):
        return reverse("deputies:switch", args=[self.pk])
