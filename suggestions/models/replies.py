"""What a unit answered, and what the deputy thinks of it."""

from django.db import models
from django.db.models import Q

from liaison.accounts.models import Seat
from suggestions.models.suggestions import Handling, Suggestion


class ResultClass(models.TextChoices):
    """What came of it (facts §2.6, the NPC's own scheme)."""

    A = "A", "A 已经解决或基本解决"
    B = "B", "B 正在解决或列入规划逐步解决"
    C = "C", "C 因条件限制需待以后解决"
    D = "D", "D 留作参考"


class Satisfaction(models.TextChoices):
    """The three grades of the feedback form (facts §2.8)."""

    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"


class Reply(models.Model):
    """A unit's written reply, with the talk that goes with it (答复, 面复; J17)."""

    handling = models.OneToOneField(Handling, models.CASCADE, related_name="reply")
    result_class = models.CharField("办理结果", max_length=1, choices=ResultClass)
    text = models.TextField("书面答复")
    met_on = models.DateField("面复日期", null=True, blank=True)
    met_note = models.CharField("面复情况", max_length=300, blank=True)
    waiver = models.CharField("代表同意免于面复的理由", max_length=200, blank=True)
    replied_at = models.DateTimeField("答复时间")
    by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="答复人")

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        constraints = [
            models.CheckConstraint(
                name="reply_met_or_waived",
                condition=Q(met_on__isnull=False) | ~Q(waiver=""),
                violation_error_message="须填写面复日期,或代表同意免于面复的理由(J17)。",
            ),
        ]

    def __str__(self):
        return f"{self.handling} 答复"


class Verdict(models.Model):
    """What the deputy thinks of the handling and its result (评价; facts §2.8)."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="verdicts")
    round = models.PositiveSmallIntegerField("轮次")
    attitude = models.CharField("办理态度", max_length=12, choices=Satisfaction)
    result = models.CharField("办理结果", max_length=12, choices=Satisfaction)
    opinion = models.TextField("意见", blank=True)
    by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="评价人")
    at = models.DateTimeField("评价时间")

    class Meta:
        verbose_name = verbose_name_plural = "评价"
        constraints = [
            models.UniqueConstraint("suggestion", "round", name="verdict_once_a_round"),
            models.CheckConstraint(
                name="verdict_unsatisfied_has_opinion",
                condition=~Q(opinion="") | (~Q(attitude="unsatisfied") & ~Q(result="unsatisfied")),
                violation_error_message="评价不满意必须写明意见。",
            ),
        ]

    def __str__(self):
        return f"{self.suggestion} {self.get_result_display()}"
