"""The desk of appeals about points: filed by a deputy, answered in time with a reason (积分申诉)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from deputies import points
from deputies.actions import points as actions
from deputies.forms import points as forms
from deputies.models import PointAppeal
from deputies.performance.rules import Group
from deputies.views.points import own
from deputies.views.step_page import accepted, ask
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.errors import Refused
from liaison.ui.paging import pages
from stations.views.desk import posted

either = require_http_methods(["GET", "POST"])


@seat_required(Role.COMMITTEE, Role.LEADER, Role.DEPUTY)
@require_safe
def index(request):
    """积分申诉: those waiting first, by the day they are due."""
    rows = PointAppeal.objects.visible_to(request.seat).for_list()
    context = {"page": pages(rows, request), "today": clock.today()}
    return render(request, "deputies/points/appeals.html", context)


@seat_required(Role.DEPUTY)
@either
def new(request):
    """提出申诉, about the line of `?key=` or about something missing."""
    deputy, year = own(request.seat), forms.asked_year(request)
    line = _line(deputy, year, request.GET.get("key", ""))
    form = forms.AppealForm(posted(request), initial=_about(line))
    if accepted(request, form):
        key = line.key if line else ""
        try:
            made = actions.appeal(year=year, about_key=key, by=request.seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"申诉已提出，{made.due_on:%Y年%m月%d日}前答复您。")
            return redirect(made)
    said = (
        f"{line.on:%Y年%-m月%-d日} {line.label}：{line.title}，现计 {line.points.normalize():f} 分"
        if line
        else ""
    )
    warn = [f"人大机关在 {actions.APPEAL_TERM.count} 个工作日内答复，并说明理由。"]
    back = reverse("deputies:points_mine")
    return ask(request, "积分申诉", form, back=back, said=said, warn=warn, button="提出申诉")


@seat_required(Role.COMMITTEE, Role.LEADER, Role.DEPUTY)
@require_safe
def detail(request, pk):
    """One appeal: what is objected to, when it is due, what was answered."""
    appeal = _seen(request, pk)
    context = {
        "appeal": appeal,
        "steps": appeal.steps_for(request.seat),
        "is_late": appeal.is_late(clock.today()),
        "line": _line(appeal.deputy, appeal.year, appeal.about_key),
    }
    return render(request, "deputies/points/appeal.html", context)


@seat_required(Role.COMMITTEE)
@either
def uphold(request, pk):
    """予以更正."""
    appeal = _checked(request, pk, "uphold")
    form = forms.UpholdForm(posted(request), label="理由（告知代表）")
    if accepted(request, form):
        try:
            actions.uphold_appeal(appeal, by=request.seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, appeal, "已更正，更正分值计入今天。")
    warn = ["更正分值计入今天所在的季度，已结账的数据不变。", "代表会收到答复和理由。"]
    return ask(
        request, "予以更正", form, back=appeal.get_absolute_url(), said=str(appeal), warn=warn
    )


@seat_required(Role.COMMITTEE)
@either
def dismiss(request, pk):
    """维持原计分."""
    appeal = _checked(request, pk, "dismiss")
    form = forms.ReasonForm(posted(request), label="理由（告知代表）")
    if accepted(request, form):
        actions.dismiss_appeal(appeal, by=request.seat, **form.cleaned_data)
        return _done(request, appeal, "已答复，维持原计分。")
    return ask(request, "维持原计分", form, back=appeal.get_absolute_url(), said=str(appeal))


@seat_required(Role.DEPUTY)
@either
def withdraw(request, pk):
    """撤回申诉."""
    appeal = _checked(request, pk, "withdraw")
    form = forms.YesForm(posted(request))
    if accepted(request, form):
        actions.withdraw_appeal(appeal, by=request.seat)
        return _done(request, appeal, "申诉已撤回。")
    warn = ["撤回后不再答复；需要时可重新提出。"]
    return ask(request, "撤回", form, back=appeal.get_absolute_url(), said=str(appeal), warn=warn)


def _seen(request, pk):
    rows = PointAppeal.objects.visible_to(request.seat)
    return get_object_or_404(rows.select_related("deputy", "correction"), pk=pk)


def _checked(request, pk, key):
    appeal = _seen(request, pk)
    appeal.check_step(key, by=request.seat)
    return appeal


def _done(request, appeal, said):
    messages.success(request, said)
    return redirect(appeal)


def _line(deputy, year, key):
    """The line an appeal is about; None where it names none."""
    if not key:
        return None
    return next((one for one in points.account(deputy, year).lines if one.key == key), None)


def _about(line) -> dict:
    if line is None:
        return {"group": Group.ACTIVITIES}
    group = line.group or Group.ACTIVITIES
    return {"about": f"{line.label}：{line.title}"[:120], "group": group}
