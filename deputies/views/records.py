"""A deputy's record edited by the office, and corrected on the deputy's own word."""

import json

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from deputies.actions import records as actions
from deputies.forms import records as forms
from deputies.models import Correction, Deputy, deputy_of
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.privacy import masking
from liaison.ui.paging import pages
from stations.views.desk import posted

_MASKS = {"phone": masking.phone, "address": masking.address}


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """修改代表资料: whoever saves second after another is told, and nothing is lost."""
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat), pk=pk)
    form = forms.DeputyForm(posted(request), instance=deputy)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        actions.edit(deputy, changes=form.told(), version=version, by=request.seat)
        messages.success(request, "代表资料已保存。")
        return redirect("deputies:detail", pk=pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "deputy": deputy}
    return render(request, "deputies/records/edit.html", context, status=status)


@seat_required(Role.DEPUTY)
@require_http_methods(["GET", "POST"])
def propose(request):
    """申请更正本人资料; what became of the last ones stands below."""
    deputy = get_object_or_404(Deputy, pk=getattr(deputy_of(request.seat), "pk", None))
    form = forms.CorrectionForm(posted(request), instance=deputy)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.propose(deputy, wanted=form.told(), reason=reason, by=request.seat)
        messages.success(request, "更正申请已提交，由代表工作机构确认。")
        return redirect("deputies:correction_new")
    context = {
        "form": form,
        "deputy": deputy,
        "past": [_shown(each) for each in deputy.corrections.for_list()[:5]],
    }
    status = 422 if form.is_bound else 200
    return render(request, "deputies/records/propose.html", context, status=status)


@seat_required(Role.COMMITTEE)
@require_safe
def corrections(request):
    """本人更正申请 waiting for the office."""
    waiting = Correction.objects.visible_to(request.seat).waiting().for_list()
    return render(request, "deputies/records/list.html", {"page": pages(waiting, request)})


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def decide(request, pk):
    """处理更正申请: what is on record beside what is wanted."""
    mine = Correction.objects.visible_to(request.seat).for_list()
    correction = get_object_or_404(mine, pk=pk)
    form = forms.AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.decide(correction, by=request.seat, **form.cleaned_data)
        messages.success(request, "更正申请已处理。")
        return redirect("deputies:corrections")
    status = 422 if form.is_bound else 200
    context = {"form": form, **_shown(correction)}
    return render(request, "deputies/records/decide.html", context, status=status)


def _shown(correction) -> dict:
    """The correction with each field as (label, on record, wanted); telephone and address masked."""
    deputy = correction.deputy
    lines = []
    for name, value in json.loads(correction.wanted).items():
        mask = _MASKS.get(name, str)
        label = Deputy._meta.get_field(name).verbose_name
        lines.append((label, mask(getattr(deputy, name)) or "—", mask(value)))
    return {"correction": correction, "lines": lines}
