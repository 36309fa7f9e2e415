"""What a deputy says is wrong in his own record, until the office confirms it."""

from django.db import models
from django.db.models import Q

from deputies.models.people import Deputy
from liaison.accounts.models import Seat
from liaison.privacy.fields import EncryptedTextField


class CorrectionQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Corrections of the records the seat sees."""
        return self.filter(deputy__in=Deputy.objects.visible_to(seat))

    def waiting(self):
        """Not decided yet."""
        return self.filter(stage=Correction.Stage.PROPOSED)

    def for_list(self):
        return self.select_related("deputy").order_by("-proposed_at", "-pk")


class Correction(models.Model):
    """A deputy proposes a correction of his own record (本人更正申请)."""

    class Stage(models.TextChoices):
        PROPOSED = "proposed", "待确认"
        ACCEPTED = "accepted", "已更正"
        DECLINED = "declined", "未采纳"

    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="corrections", verbose_name="代表"
    )
    stage = models.CharField("状态", max_length=10, choices=Stage, default=Stage.PROPOSED)
    wanted = EncryptedTextField("更正内容")
    reason = models.CharField("说明", max_length=200, blank=True)
    proposed_at = models.DateTimeField("提出时间")
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处理岗位"
    )
    answer = models.CharField("处理意见", max_length=200, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "本人更正申请"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                name="correction_one_open_a_deputy",
                condition=Q(stage="proposed"),
                violation_error_message="您已有一份更正申请待确认。",
            ),
            models.CheckConstraint(
                name="correction_decided_whole",
                condition=Q(stage="proposed", decided_at=None, decided_by=None)
                | (~Q(stage="proposed") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                violation_error_message="处理结果须有时间和处理岗位。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} 更正申请"
