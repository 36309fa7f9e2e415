"""Concerns that say the same, or seem to: joined by a link, kept apart, or met by others as well."""

from django.db import models
from django.db.models import F, Q

from liaison.accounts.models import Seat
from suggestions.models.concerns import Concern


class Likeness(models.Model):
    """What a person found of two similar concerns (相似判断): related, or not the same matter.

    Handling them together is `Concern.merged_into`; this says less and moves no stage.
    """

    class Kind(models.TextChoices):
        """关联 keeps both going and shows each on the other; 分开 stops offering the pair."""

        RELATED = "related", "关联"
        APART = "apart", "不是一回事"

    one = models.ForeignKey(Concern, models.CASCADE, related_name="+", verbose_name="诉求")
    other = models.ForeignKey(Concern, models.CASCADE, related_name="+", verbose_name="另一诉求")
    kind = models.CharField("判断", max_length=8, choices=Kind)
    found_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="岗位"
    )
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "相似判断"
        constraints = [
            models.UniqueConstraint(
                "one",
                "other",
                name="likeness_once_per_pair",
                violation_error_message="这两件已经判断过。",
            ),
            models.CheckConstraint(
                name="likeness_smaller_key_first",
                condition=Q(one__lt=F("other")),
                violation_error_message="两件诉求须按先后各记一次，不能是同一件。",
            ),
        ]

    def __str__(self):
        return f"{self.one_id} {self.get_kind_display()} {self.other_id}"


class Echo(models.Model):
    """Somebody else met the same (我也遇到): once per browser; the one with words has a number."""

    NOT_PERSONAL = {"browser": "浏览器随机标识的指纹，认不出人"}

    concern = models.ForeignKey(
        Concern, models.CASCADE, related_name="echoes", verbose_name="诉求", db_index=False
    )
    browser = models.CharField("浏览器", max_length=64)
    own = models.OneToOneField(
        Concern,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="echo",
        verbose_name="自己的诉求",
    )
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "我也遇到"
        constraints = [
            models.UniqueConstraint(
                "concern",
                "browser",
                name="echo_once_per_browser",
                violation_error_message="您已经点过“我也遇到”。",
            ),
        ]

    def __str__(self):
        return f"也遇到 {self.concern_id}"
