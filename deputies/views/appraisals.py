"""The yearly appraisal: grades proposed by points, decided by the office, talks with the low (年度考评)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from deputies import points
from deputies.actions import appraisals as actions
from deputies.forms import points as forms
from deputies.models import Appraisal, Deputy
from deputies.performance.appraisal import Grade
from deputies.views.points import at
from deputies.views.step_page import accepted, ask
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.errors import Refused
from liaison.ui.paging import pages
from stations.views.desk import posted

either = require_http_methods(["GET", "POST"])


@seat_required(Role.COMMITTEE, Role.LEADER)
@require_safe
def index(request):
    """年度考评 of a year: the grades decided, or what has to be done first."""
    year = forms.asked_year(request)
    rows = Appraisal.objects.visible_to(request.seat).filter(year=year)
    grade = request.GET.get("grade", "")
    if grade in Grade.values:
        rows = rows.filter(grade=grade)
    if grade == "talk":
        rows = rows.filter(needs_talk=True, talked_on=None)
    page = pages(rows.for_list(), request, size=50)
    is_frozen = points.frozen_until(year) == actions.LAST_QUARTER
    context = {
        "year": year,
        "years": range(clock.today().year, clock.today().year - 3, -1),
        "page": page,
        "grade": grade,
        "grades": [("", "全部"), *Grade.choices, ("talk", "待约谈")],
        "is_frozen": is_frozen,
        "may_appraise": request.seat.role == Role.COMMITTEE and is_frozen,
    }
    return render(request, "deputies/points/appraisals.html", context)


@seat_required(Role.COMMITTEE)
@either
def appraise_all(request, year):
    """按积分评定: everybody not graded yet gets the grade proposed."""
    form = forms.YesForm(posted(request))
    back = at("deputies:appraisals", year=year)
    if accepted(request, form):
        made = actions.appraise_all(year, by=request.seat)
        messages.success(request, f"已按积分评定 {made} 位代表的等次，可逐一调整。")
        return redirect(back)
    if points.frozen_until(year) < actions.LAST_QUARTER:
        raise Refused(f"{year}年积分尚未全部结账，结账后才能考评。")
    scale = actions.scale_of(year)
    lines = f"优秀 {scale.excellent} 分，称职 {scale.competent} 分，基本称职 {scale.basic} 分"
    warn = [
        f"还没有评定的代表全部按积分建议的等次评定（分数线：{lines}）。",
        "评定后可以逐一调整，与建议等次不同的须写明理由。",
    ]
    return ask(request, f"{year}年按积分评定", form, back=back, warn=warn, button="评定")


@seat_required(Role.COMMITTEE)
@either
def appraise(request, year, pk):
    """评定等次 of one deputy."""
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat), pk=pk)
    standing = Appraisal.objects.filter(deputy=deputy, year=year).first()
    initial = {"grade": standing.grade, "reason": standing.reason} if standing else {}
    form = forms.GradeForm(posted(request), initial=initial)
    back = at("deputies:appraisals", year=year)
    if accepted(request, form):
        try:
            actions.appraise(deputy, year=year, by=request.seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已评定{deputy.name}。")
            return redirect(back)
    said = f"{deputy.name}，{year}年"
    if standing:
        said += f"得 {standing.points} 分，按积分建议“{standing.get_proposed_display()}”"
    return ask(request, "评定等次", form, back=back, said=said, button="评定")


@seat_required(Role.COMMITTEE)
@either
def talk(request, pk):
    """记录约谈."""
    rows = Appraisal.objects.visible_to(request.seat).select_related("deputy")
    appraisal = get_object_or_404(rows, pk=pk)
    form = forms.TalkForm(posted(request), initial={"on": clock.today()})
    back = at("deputies:appraisals", year=appraisal.year, grade="talk")
    if accepted(request, form):
        try:
            actions.record_talk(appraisal, by=request.seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "约谈已记录。")
            return redirect(back)
    said = f"{appraisal.deputy.name}，{appraisal.year}年得 {appraisal.points} 分"
    return ask(request, "记录约谈", form, back=back, said=said, button="保存")
