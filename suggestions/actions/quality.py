"""How a suggestion's quality is scored by several reviewers, and their review ended (C11)."""

from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from deputies.performance.appraisal import quality_of
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from suggestions.models import Suggestion
from suggestions.models.quality import CRITERIA, QualityResult, QualityScore

#: A review rests on so many reviewers at least.
FEWEST_REVIEWERS = 2


@transaction.atomic
def score_quality(suggestion: Suggestion, *, scores: dict[str, int], by: Seat) -> QualityScore:
    """建议质量评分: `scores` from 1 to 5 by criterion; a second call changes the reviewer's own.

    Raises PermissionDenied for anybody but the committee, Refused before the suggestion is
    registered and after the review ended.
    """
    suggestion = _locked(suggestion, by)
    given = {one: scores[one] for one in CRITERIA} | {"scored_at": clock.now()}
    made, _ = QualityScore.objects.update_or_create(suggestion=suggestion, seat=by, defaults=given)
    facts = {"name": suggestion.title, "average": str(made.average)}
    chain.record("score_quality", by=by, about=suggestion, facts=facts)
    return made


@transaction.atomic
def end_review(suggestion: Suggestion, *, by: Seat) -> QualityResult:
    """结束评审: the average of the reviewers decides; it goes into the leading deputy's record today.

    Raises Refused with fewer than two reviewers.
    """
    suggestion = _locked(suggestion, by)
    scores = list(QualityScore.objects.filter(suggestion=suggestion).order_by("pk"))
    if len(scores) < FEWEST_REVIEWERS:
        raise Refused(
            f"至少 {FEWEST_REVIEWERS} 位评审人评分后才能结束评审，现有 {len(scores)} 位。"
        )
    total = sum((one.average for one in scores), Decimal(0))
    average = (total / len(scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    made = QualityResult.objects.create(
        suggestion=suggestion,
        average=average,
        grade=quality_of(average),
        ended_on=clock.today(),
        seat=by,
    )
    facts = {"name": suggestion.title, "average": str(average), "grade": made.get_grade_display()}
    chain.record("end_quality_review", by=by, about=suggestion, facts=facts)
    return made


def _locked(suggestion: Suggestion, by: Seat) -> Suggestion:
    if by.role != Role.COMMITTEE:
        raise PermissionDenied("只有人大机关岗位可以评审建议质量。")
    rows = Suggestion.objects.select_for_update(of=("self",), no_key=True)
    suggestion = rows.get(pk=suggestion.pk)
    if suggestion.registered_at is None:
        raise Refused("建议立案后才能评审质量。")
    if QualityResult.objects.filter(suggestion=suggestion).exists():
        raise Refused("该建议的质量评审已结束。")
    return suggestion
