"""A link by which one person rates one answer once, without a number and a check code."""

from django.db import models
from django.db.models import Q

from liaison.accounts.models import Seat
from suggestions.models.concerns import Concern


class RatingLink(models.Model):
    """An invitation to rate (评价邀请): good once, for one answer, until a moment (T31, T36).

    Only a keyed digest of the link is kept: who reads the database cannot rate.
    """

    concern = models.ForeignKey(
        Concern, models.CASCADE, related_name="rating_links", verbose_name="诉求"
    )
    digest = models.CharField("链接摘要", max_length=64, unique=True)
    round = models.PositiveSmallIntegerField("办理轮次")
    made_at = models.DateTimeField("生成时间")
    made_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="生成人")
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "评价邀请"
        constraints = [
            models.CheckConstraint(
                name="rating_link_ends_after_it_begins",
                condition=Q(expires_at__gt=models.F("made_at")),
                violation_error_message="失效时间应晚于生成时间。",
            ),
        ]

    def __str__(self):
        return f"{self.concern} 的评价邀请"
