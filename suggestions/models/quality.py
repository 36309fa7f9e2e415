"""How good reviewers find a suggestion, and what came of their scores (建议质量, C11)."""

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import Q

from deputies.performance.rules import Quality
from liaison.accounts.models import Seat
from suggestions.models.suggestions import Suggestion

#: What is scored from 1 to 5, with equal weight.
CRITERIA = ("basis", "analysis", "measures", "writing")
LOWEST, HIGHEST = 1, 5


def _score(label):
    return models.PositiveSmallIntegerField(
        label, choices=[(number, f"{number} 分") for number in range(HIGHEST, LOWEST - 1, -1)]
    )


class QualityScore(models.Model):
    """One reviewer's scores of a suggestion (建议质量评分): once a reviewer, open until the review ends."""

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="quality_scores", verbose_name="代表建议"
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="评审人")
    basis = _score("选题与民意依据")
    analysis = _score("调研与问题分析")
    measures = _score("建议措施可行")
    writing = _score("文字规范")
    scored_at = models.DateTimeField("评分时间")

    class Meta:
        verbose_name = verbose_name_plural = "建议质量评分"
        constraints = [
            models.UniqueConstraint(
                "suggestion",
                "seat",
                name="quality_score_once_a_reviewer",
                violation_error_message="每位评审人对一件建议评一次分。",
            ),
            models.CheckConstraint(
                name="quality_score_from_one_to_five",
                condition=Q(**{f"{one}__gte": LOWEST for one in CRITERIA})
                & Q(**{f"{one}__lte": HIGHEST for one in CRITERIA}),
                violation_error_message="每项评 1 至 5 分。",
            ),
        ]

    def __str__(self):
        return f"{self.suggestion} {self.average}"

    @property
    def average(self) -> Decimal:
        """The mean of the criteria."""
        return Decimal(sum(getattr(self, one) for one in CRITERIA)) / len(CRITERIA)


class QualityResult(models.Model):
    """What the reviewers' scores of a suggestion came to (建议质量评审结果); it stands."""

    suggestion = models.OneToOneField(
        Suggestion, models.PROTECT, related_name="quality_result", verbose_name="代表建议"
    )
    average = models.DecimalField("平均分", max_digits=3, decimal_places=2)
    grade = models.CharField("质量等次", max_length=10, choices=Quality)
    ended_on = models.DateField("评审结束日期")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="结束评审人")

    class Meta:
        verbose_name = verbose_name_plural = "建议质量评审结果"
        triggers = [
            pgtrigger.Protect(
                name="quality_result_stands", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.suggestion} {self.get_grade_display()}"
