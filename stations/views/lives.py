"""What becomes of a station, as pages: renamed, merged, opened again; venues of all in one table."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from stations.actions import lives
from stations.forms.registry import MergeForm, RenameForm, ReopenForm
from stations.models import Station
from stations.venues import Venue
from stations.views.desk import posted

#: So many leading party organisations are listed, those of most stations first.
MOST_PARTIES = 100
OFFICE = (Role.STATION, Role.COMMITTEE, Role.LEADER)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def rename(request, code):
    """站点更名: the old name stays, as one it was known by."""
    station = _managed(request, code)
    form = RenameForm(posted(request), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        lives.rename(station, by=request.seat, **form.cleaned_data)
        return redirect(station)
    note = ["编码和二维码不变。", "原名称作为“曾用名”保留，仍可按原名称查到。"]
    return _act_page(request, form, station, heading="站点更名", note=note)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def reopen(request, code):
    """恢复站点."""
    station = _managed(request, code)
    form = ReopenForm(posted(request), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        lives.reopen_station(station, by=request.seat, **form.cleaned_data)
        return redirect(station)
    note = ["站点恢复后仍在原来的上级之下，居民页面重新打开。"]
    return _act_page(request, form, station, heading="恢复站点", note=note)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def merge(request, code):
    """合并站点: choose the heir, read what would happen, confirm."""
    station = _managed(request, code)
    looked = request.GET if "into" in request.GET else None
    asked = request.POST if request.method == "POST" else looked
    form = MergeForm(asked, station=station, seat=request.seat, initial={"on": clock.today()})
    context = {"form": form, "station": station, "into": None}
    if form.is_valid():
        into, on = form.cleaned_data["into"], form.cleaned_data["on"]
        if request.method == "POST":
            lives.merge_station(station, into=into, on=on, by=request.seat)
            messages.success(request, f"“{station.name}”已并入“{into.name}”。")
            return redirect(into)
        context |= {"into": into, "on": on, "refusal": lives.why_not_merge(station, into)}
        context["lines"] = lives.foretold(station, into, on)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "stations/merge.html", context, status=status)


@seat_required(*OFFICE)
@require_safe
def venues(request):
    """场所与党组织: how many stations stand in which kind of house, and who leads them (T12, T13)."""
    standing = Station.objects.managed_by(request.seat).filter(closed_on=None).order_by()
    counted = Counter(standing.values_list("venue", flat=True))
    parties = Counter(standing.exclude(leading_party="").values_list("leading_party", flat=True))
    total = sum(counted.values())
    rows = [(venue.value, venue.label, counted.get(venue.value, 0)) for venue in Venue]
    context = {
        "rows": [*rows, ("none", "未填写", counted.get("", 0))],
        "total": total,
        "parties": parties.most_common(MOST_PARTIES),
        "led": sum(parties.values()),
    }
    return render(request, "stations/venues.html", context)


def _managed(request, code):
    return get_object_or_404(Station.objects.managed_by(request.seat), code=code)


def _act_page(request, form, station, *, heading, note):
    context = {"form": form, "station": station, "page_heading": heading, "note": note}
    status = 422 if form.is_bound else 200
    return render(request, "stations/form.html", context, status=status)
