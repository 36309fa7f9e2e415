"""The register of stations at the desk: the tree, one station, and what can be done to it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.ui.paging import pages
from stations import chronicle, forms, hours
from stations.actions import lives
from stations.actions import network as actions
from stations.models import SEATS_IN_THE_TREE, Station


@seat_required()
@require_safe
def tree(request):
    """站点: the whole network as a tree; with a filter, a list of hits."""
    stations = Station.objects.visible_to(request.seat)
    asked = forms.TreeFilter(request.GET, centres=stations.centres())
    context = {"filter": asked, "may_import": may_change(request.seat), "page": None, "roots": []}
    context["may_read_venues"] = request.seat.role in SEATS_IN_THE_TREE
    if asked.is_asked:
        context["page"] = pages(asked.narrow(stations).for_list(), request)
    else:
        context["roots"] = nested(stations.for_list())
    return render(request, "stations/tree.html", context)


@seat_required()
@require_safe
def detail(request, code):
    """One station: what is known about it, what stands above and below it."""
    station = _visible(request, code)
    manages = _manages(request.seat, station)
    context = {
        "station": station,
        "above": Station.objects.get_ancestors(station),
        "below": Station.objects.get_children(station),
        "week": hours.lines(station.weekly_hours),
        "events": chronicle.of(station),
        "former": chronicle.former_names(station),
        "may_change": may_change(request.seat) and manages,
        "may_plan_visits": manages and request.seat.role in (Role.STATION, Role.COMMITTEE),
    }
    return render(request, "stations/detail.html", context)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def open_below(request, code):
    """设立下级站点 under the station `code`."""
    parent = _managed(request, code)
    form = forms.NewStationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        station = actions.open_station(parent=parent, by=request.seat, **form.cleaned_data)
        return redirect(station)
    return _form_page(request, form, parent, heading="设立下级站点")


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def edit(request, code):
    """修改站点资料."""
    station = _managed(request, code)
    # The form writes its answers into the station it is given: the action compares with another.
    form = forms.StationForm(posted(request), instance=_managed(request, code))
    if request.method == "POST" and form.is_valid():
        actions.update_station(station, by=request.seat, **form.cleaned_data)
        return redirect(station)
    return _form_page(request, form, station, heading="修改站点资料")


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def move(request, code):
    """调整上级站点."""
    station = _managed(request, code)
    form = forms.MoveForm(posted(request), station=station, seat=request.seat)
    if request.method == "POST" and form.is_valid():
        actions.move_station(station, by=request.seat, **form.cleaned_data)
        return redirect(station)
    below = lives.standing_below(station).count()
    note = [f"现在的上级是“{Station.objects.get_parent(station) or '最高一级'}”，调整会记入沿革。"]
    if below:
        note.append(f"其下未撤销的 {below} 个站点一同调整。")
    return _form_page(request, form, station, heading="调整上级站点", note=note)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def close(request, code):
    """撤销站点."""
    station = _managed(request, code)
    form = forms.CloseForm(posted(request), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.close_station(station, on=form.cleaned_data["on"], by=request.seat)
        return redirect(station)
    note = ["撤销后居民页面关闭，不能再收诉求；原有记录仍可查看。若由其他站点承接，请改用“合并”。"]
    if first := lives.standing_below(station).first():
        note.append(f"其下还有未撤销的站点“{first.name}”，须先处理。")
    return _form_page(request, form, station, heading="撤销站点", note=note)


def posted(request):
    """What was filled in; None on a page that is only looked at (an empty POST is an answer too)."""
    return request.POST if request.method == "POST" else None


def may_change(seat) -> bool:
    """Whether the seat's holder shapes the tree: the committees' offices do."""
    return seat.role in open_below.seat_roles


def nested(stations) -> list:
    """`stations` (in path order) as roots, each node with `branches` and `total` below it."""
    roots, by_path = [], {}
    for station in stations:
        station.branches, station.total = [], 0
        by_path[station.path] = station
        holder = by_path.get(station.path[: -Station.steplen])
        (holder.branches if holder else roots).append(station)
        while holder:
            holder.total += 1
            holder = by_path.get(holder.path[: -Station.steplen])
    return roots


def _visible(request, code):
    return get_object_or_404(Station.objects.visible_to(request.seat), code=code)


def _managed(request, code):
    return get_object_or_404(Station.objects.managed_by(request.seat), code=code)


def _manages(seat, station) -> bool:
    return Station.objects.managed_by(seat).filter(pk=station.pk).exists()


def _form_page(request, form, station, *, heading, note=()):
    context = {"form": form, "station": station, "page_heading": heading, "note": note}
    status = 422 if form.is_bound else 200
    return render(request, "stations/form.html", context, status=status)
