"""Reviewing a suggestion's quality, on its page: a fragment by its address, a page without scripts (C11)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from suggestions.actions import quality as actions
from suggestions.forms.quality import QualityForm
from suggestions.models.quality import QualityResult
from suggestions.views.pages import given
from suggestions.views.suggestions import seen


@require_http_methods(["GET", "POST"])
@seat_required(Role.COMMITTEE, Role.LEADER)
def quality(request, pk):
    """建议质量评审: my scores, the others', what came of them."""
    suggestion = seen(request, pk)
    result = QualityResult.objects.filter(suggestion=suggestion).first()
    scores = list(suggestion.quality_scores.select_related("seat__user").order_by("pk"))
    mine = next((one for one in scores if one.seat_id == request.seat.pk), None)
    may_score = request.seat.role == Role.COMMITTEE and result is None
    if request.method == "POST" and request.seat.role != Role.COMMITTEE:
        raise PermissionDenied
    form = QualityForm(given(request), instance=mine)
    if request.method == "POST" and form.is_valid():
        actions.score_quality(suggestion, scores=form.cleaned_data, by=request.seat)
        messages.success(request, "评分已保存。")
        return redirect(suggestion)
    context = {
        "suggestion": suggestion,
        "scores": scores,
        "result": result,
        "form": form if may_score else None,
        "fewest": actions.FEWEST_REVIEWERS,
    }
    status = 422 if form.is_bound else 200
    return render(request, "suggestions/quality.html", context, status=status)


@require_POST
@seat_required(Role.COMMITTEE)
def quality_end(request, pk):
    """结束评审."""
    suggestion = seen(request, pk)
    result = actions.end_review(suggestion, by=request.seat)
    messages.success(request, f"质量评审结束：{result.average} 分，{result.get_grade_display()}。")
    return redirect(suggestion)
