"""Deputies asked to put their names under another's suggestion, and what they answered."""

from django.db import models
from django.db.models import Q

from deputies.models import Deputy
from suggestions.models.suggestions import Suggestion


class Cosigner(models.Model):
    """A deputy who joins a suggestion (联名代表): each confirms for himself (T29, facts §2.10)."""

    class Answer(models.TextChoices):
        """What a deputy said to the invitation (联名回复)."""

        WAITING = "waiting", "待确认"
        CONFIRMED = "confirmed", "已确认联名"
        DECLINED = "declined", "不联名"

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="cosigners", verbose_name="代表建议"
    )
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="cosigned", verbose_name="联名代表"
    )
    answer = models.CharField("回复", max_length=10, choices=Answer, default=Answer.WAITING)
    invited_at = models.DateTimeField("邀请时间")
    answered_at = models.DateTimeField("回复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联名代表"
        constraints = [
            models.UniqueConstraint(
                "suggestion",
                "deputy",
                name="cosigner_once",
                violation_error_message="这位代表已在联名名单中。",
            ),
            models.CheckConstraint(
                name="cosigner_answered_has_time",
                condition=Q(answer="waiting", answered_at=None)
                | (~Q(answer="waiting") & Q(answered_at__isnull=False)),
                violation_error_message="已回复的须有回复时间，待确认的不能有。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} {self.get_answer_display()}"
