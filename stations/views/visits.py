"""流动联络日程 as pages: the rules at the desk, and the calendar that residents read."""

from dataclasses import replace
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from stations import schedule
from stations.actions import visits as actions
from stations.forms.registry import SkipForm, VisitForm
from stations.models import MobileVisit, Station, VisitSkip
from stations.views.desk import posted

#: The calendar shows so many days from today on.
DAYS_AHEAD = 28
#: The desk also shows visits gone by, so that the officer can register what was done.
DAYS_BACK = 14
OFFICE = (Role.STATION, Role.COMMITTEE)


@seat_required(*OFFICE)
@require_http_methods(["GET", "POST"])
def visits(request, code):
    """流动联络日程 of a station: the rules, the days to come, a form for one more rule."""
    station = get_object_or_404(Station.objects.managed_by(request.seat), code=code)
    today = clock.today()
    form = VisitForm(posted(request), initial={"from_on": today})
    if request.method == "POST" and form.is_valid():
        actions.plan_visit(station, by=request.seat, **form.cleaned_data)
        return redirect("stations:visits", code=station.code)
    rules = MobileVisit.objects.filter(station=station)
    context = {
        "station": station,
        "form": form,
        "rules": rules.between(today, today.max).order_by("day", "weekday", "starts", "pk"),
        "calendar": calendar(rules, today - timedelta(days=DAYS_BACK), today),
        "today": today,
    }
    status = 422 if form.is_bound else 200
    return render(request, "stations/visits.html", context, status=status)


@seat_required(*OFFICE)
@require_POST
def end(request, pk):
    """终止日程."""
    visit = _managed(request, pk)
    actions.end_visit(visit, by=request.seat)
    return redirect("stations:visits", code=visit.station.code)


@login_not_required
@require_safe
def public(request, code):
    """流动联络日程 for residents: of the station and the mobile points below it, four weeks."""
    today = clock.today()
    station = get_object_or_404(Station.objects.open_on(today), code=code)
    found = calendar(MobileVisit.objects.at_or_below(station), today, today)
    return render(request, "stations/public_visits.html", {"station": station, "calendar": found})


def calendar(rules, first, today):
    """Visits by `rules` from `first` until four weeks after `today`: two statements."""
    last = today + timedelta(days=DAYS_AHEAD)
    asked = list(rules.between(first, last).select_related("station").order_by("starts", "pk"))
    rows = VisitSkip.objects.filter(visit__in=asked, day__gte=first, day__lte=last)
    why = {(one.visit_id, one.day): one.reason for one in rows}
    found = schedule.visits(asked, first, last)
    return [replace(one, skipped=why.get((one.rule.pk, one.on), "")) for one in found]


@seat_required(*OFFICE)
@require_http_methods(["GET", "POST"])
def skip(request, pk, day):
    """停一次: one date of a rule is left out, and everybody reads why."""
    visit, on = _managed(request, pk), _day(day)
    form = SkipForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.skip_visit(visit, on=on, by=request.seat, **form.cleaned_data)
        messages.success(request, f"{on:%-m月%-d日}停一次，居民页面已写明原因。")
        return redirect("stations:visits", code=visit.station.code)
    note = [
        f"{on:%Y年%-m月%-d日} {visit.when}　{visit.place}",
        "只停这一次，以后照常；居民页面写明原因。",
    ]
    context = {"form": form, "station": visit.station, "page_heading": "停一次", "note": note}
    context["back"] = reverse("stations:visits", args=[visit.station.code])
    status = 422 if form.is_bound else 200
    return render(request, "stations/form.html", context, status=status)


@seat_required(*OFFICE)
@require_POST
def unskip(request, pk, day):
    """恢复一次."""
    visit, on = _managed(request, pk), _day(day)
    actions.unskip_visit(visit, on=on, by=request.seat)
    messages.success(request, f"{on:%-m月%-d日}照常。")
    return redirect("stations:visits", code=visit.station.code)


def _managed(request, pk) -> MobileVisit:
    rows = MobileVisit.objects.select_related("station")
    return get_object_or_404(rows, station__in=Station.objects.managed_by(request.seat), pk=pk)


def _day(text: str) -> date:
    """The day named in an address; 404 for nonsense."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404("没有这一天。") from None
