"""流动联络日程 as pages: the rules at the desk, and the calendar that residents read."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from stations import schedule
from stations.actions import visits as actions
from stations.forms.registry import VisitForm
from stations.models import MobileVisit, Station
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
    managed = Station.objects.managed_by(request.seat)
    visit = get_object_or_404(
        MobileVisit.objects.select_related("station"), station__in=managed, pk=pk
    )
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
    """Visits by `rules` from `first` until four weeks after `today`: one statement."""
    last = today + timedelta(days=DAYS_AHEAD)
    asked = rules.between(first, last).select_related("station").order_by("starts", "pk")
    return schedule.visits(asked, first, last)
