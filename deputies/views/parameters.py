"""The parameters of the 121 rule: what is in force, since when, by which document (T22)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from deputies import obligations
from deputies.actions import obligations as actions
from deputies.forms import compliance as forms
from deputies.models import ClosedPeriod, Obligation
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.errors import Refused
from stations.models import station_of
from stations.views.desk import posted


@seat_required(Role.STATION, Role.COMMITTEE, Role.LEADER)
@require_safe
def index(request):
    """参数: every row there was, those in force first to see."""
    rows = list(Obligation.objects.for_list())
    station = station_of(request.seat)
    context = {
        "keys": [(key, [row for row in rows if row.key == key]) for key in obligations.Key],
        "today": clock.today(),
        "closed": ClosedPeriod.objects.defer("figures").order_by("-begins_on", "pk")[:24],
        "may_change": request.seat.role == Role.COMMITTEE and station and station.depth == 1,
    }
    return render(request, "deputies/parameters.html", context)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def change(request, key):
    """调整参数: ends the row in force and adds one, citing a document."""
    if key not in obligations.Key.values:
        raise Http404
    standing = Obligation.objects.filter(key=key, to_on=None).select_related("document").first()
    form = forms.ParameterForm(posted(request), key=key, standing=standing)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.change_parameter(key, by=request.seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"“{made}”自{made.from_on}起为{made.written}。")
            return redirect("deputies:parameters")
    context = {"form": form, "label": obligations.Key(key).label, "standing": standing}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/parameter.html", context, status=status)
