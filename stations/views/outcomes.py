"""站点成果: on the station's desk page and its public page; added and taken down by its keepers (J2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from stations.actions import outcomes as actions
from stations.forms.outcomes import OutcomeForm, WithdrawForm
from stations.models import Outcome, Station
from stations.views.desk import posted

KEEPERS = (Role.STATION, Role.COMMITTEE)


@login_not_required
@require_safe
def public(request, code):
    """本站成果, for residents; the station's page embeds the list."""
    station = get_object_or_404(Station.objects.open_on(clock.today()), code=code)
    context = {"station": station, "outcomes": station.outcomes.standing().for_list()}
    return render(request, "stations/public_outcomes.html", context)


@seat_required()
@require_http_methods(["GET", "POST"])
def desk(request, code):
    """成果 at the desk; POST adds one."""
    station = get_object_or_404(Station.objects.visible_to(request.seat), code=code)
    may_change = _manages(request.seat, station)
    if request.method == "POST" and not may_change:
        raise PermissionDenied("您的岗位不能登记这个站点的成果。")
    form = OutcomeForm(posted(request), instance=Outcome(station=station))
    if request.method == "POST" and form.is_valid():
        actions.add_outcome(station, by=request.seat, **form.cleaned_data)
        messages.success(request, "已登记，站点网页同时显示。")
        return redirect("stations:outcomes", code=code)
    context = {
        "station": station,
        "outcomes": station.outcomes.standing().for_list(),
        "form": form if may_change else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "stations/outcomes.html", context, status=status)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """撤下成果."""
    mine = Outcome.objects.filter(station__in=Station.objects.managed_by(request.seat))
    outcome = get_object_or_404(mine.select_related("station"), pk=pk)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.withdraw_outcome(outcome, by=request.seat, **form.cleaned_data)
        messages.success(request, "已撤下。")
        return redirect("stations:outcomes", code=outcome.station.code)
    context = {"outcome": outcome, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "stations/outcome_withdraw.html", context, status=status)


def _manages(seat, station) -> bool:
    mine = Station.objects.managed_by(seat).filter(pk=station.pk)
    return seat.role in KEEPERS and mine.exists()
