"""The desk's page of working days: a year at a glance, one day or a whole notice changed."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.workdays import actions, yearview
from liaison.workdays.forms import DayForm, YearForm
from liaison.workdays.models import (
    FIRST_YEAR,
    LAST_YEAR,
    DayOverride,
    PublishedYear,
    current_calendar,
)

may_edit = seat_required(Role.COMMITTEE, Role.SYSTEM_ADMIN)


@require_safe
@may_edit
def index(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """A year: twelve months, its notice, and whether it is still 暂定."""
    year = year or clock.today().year
    if not FIRST_YEAR < year < LAST_YEAR:
        raise Http404
    laid_out = yearview.months(year, current_calendar())
    context = {
        "year": year,
        "previous": year - 1,
        "next": year + 1,
        "months": laid_out,
        "working_days": sum(month.working_days for month in laid_out),
        "published": PublishedYear.objects.filter(year=year).first(),
    }
    return render(request, "workdays/index.html", context)


@require_http_methods(["GET", "POST"])
@may_edit
def day(request: HttpRequest, day: date) -> HttpResponse:
    """One day, as it stands and to be changed."""
    form = DayForm(_posted(request), initial=_as_it_stands(day))
    if request.method == "POST" and form.is_valid():
        moved = _decide(form.cleaned_data, by=request.seat)
        messages.success(request, f"已保存，重新计算了 {moved} 个办理期限。")
        return redirect("workdays:year", year=form.cleaned_data["day"].year)
    status = 422 if form.is_bound else 200
    return render(request, "workdays/day.html", {"form": form, "day": day}, status=status)


@require_http_methods(["GET", "POST"])
@may_edit
def publish(request: HttpRequest) -> HttpResponse:
    """录入放假安排: the notice of a year, entered whole."""
    form = YearForm(_posted(request), initial={"year": request.GET.get("year", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        moved = actions.publish_year(
            given["year"],
            notice=given["notice"],
            dated_on=given["dated_on"],
            days=given["days"],
            by=request.seat,
        )
        messages.success(
            request, f"{given['year']}年放假安排已录入，重新计算了 {moved} 个办理期限。"
        )
        return redirect(reverse("workdays:year", args=[given["year"]]))
    status = 422 if form.is_bound else 200
    return render(request, "workdays/publish.html", {"form": form}, status=status)


def _posted(request: HttpRequest):
    return request.POST if request.method == "POST" else None


def _as_it_stands(day: date) -> dict:
    override = DayOverride.objects.filter(day=day).first()
    if override is None:
        return {"day": day, "decision": DayForm.WEEK}
    decision = DayForm.WORKED if override.is_working else DayForm.REST
    return {"day": day, "decision": decision, "note": override.note, "notice": override.notice}


def _decide(given: dict, *, by) -> int:
    if given["decision"] == DayForm.WEEK:
        return actions.clear_day(given["day"], by=by)
    return actions.set_day(
        given["day"],
        is_working=given["decision"] == DayForm.WORKED,
        note=given["note"],
        notice=given["notice"],
        by=by,
    )
