"""Which grade a year's points propose (年度考评), by the table of the rules in force (C11)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices

from deputies.performance.rules import Quality

#: From which average of the reviewers' scores (1 to 5) each quality of a suggestion begins.
QUALITY_FROM = (
    (Decimal("4.5"), Quality.EXCELLENT),
    (Decimal("3.5"), Quality.GOOD),
    (Decimal("2.5"), Quality.FAIR),
)


def quality_of(average: Decimal) -> Quality:
    """How good a suggestion is whose reviewers gave it `average` (1 to 5, C11)."""
    return next((name for least, name in QUALITY_FROM if average >= least), Quality.POOR)


class Grade(TextChoices):
    """The four grades of an appraisal (考评等次), best first."""

    EXCELLENT = "excellent", "优秀"
    COMPETENT = "competent", "称职"
    BASIC = "basic", "基本称职"
    FAILING = "failing", "不称职"


@dataclass(frozen=True, slots=True)
class Scale:
    """From how many points on each grade begins; whoever has fewer than `talk_below` is talked to."""

    excellent: Decimal
    competent: Decimal
    basic: Decimal
    talk_below: Decimal

    def grade(self, points: Decimal) -> Grade:
        """The grade that `points` of a year propose."""
        if points >= self.excellent:
            return Grade.EXCELLENT
        if points >= self.competent:
            return Grade.COMPETENT
        return Grade.BASIC if points >= self.basic else Grade.FAILING

    def needs_talk(self, points: Decimal) -> bool:
        """Whether so few points call for a talk (约谈, facts §6.5)."""
        return points < self.talk_below
