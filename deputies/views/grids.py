"""网格 at the desk: which deputy answers for which, and which nobody answers for (J7)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.actions import grids as actions
from deputies.documents.grids import grids_workbook
from deputies.forms.grids import GridDutyForm, GridFilter
from deputies.models import GridDuty, uncovered
from deputies.views.desk import EXCEL
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.ui.paging import pages
from stations.models import Grid, Station, station_of
from stations.views.desk import posted

OFFICE = (Role.STATION, Role.COMMITTEE, Role.LEADER)
KEEPERS = (Role.STATION, Role.COMMITTEE)
#: Uncovered grids named at the head of the page; the filter lists all of them.
NAMED = 20


@seat_required(*OFFICE)
@require_safe
def index(request):
    """网格: how many a deputy answers for, the names of the others, the list with its filters."""
    today = clock.today()
    mine = Grid.objects.below(station_of(request.seat))
    missing = uncovered(mine, today)
    total, bare = mine.count(), missing.count()
    asked = GridFilter(request.GET, seat=request.seat)
    context = {
        "filter": asked,
        "page": pages(_with_deputies(asked.narrow(mine, today), today), request, size=50),
        "total": total,
        "covered": total - bare,
        "missing": missing.for_list()[:NAMED] if bare else [],
        "bare": bare,
        "more": max(bare - NAMED, 0),
        "people": _people(mine, today),
        "may_change": request.seat.role == Role.COMMITTEE,
        "query": request.GET.urlencode(),
    }
    return render(request, "deputies/grids.html", context)


@seat_required(*OFFICE)
@require_safe
def export(request):
    """The grids on screen as a spreadsheet."""
    today = clock.today()
    mine = Grid.objects.below(station_of(request.seat))
    rows = _with_deputies(GridFilter(request.GET, seat=request.seat).narrow(mine, today), today)
    chain.record("export", by=request.seat, facts={"what": "网格", "filters": sorted(request.GET)})
    answer = HttpResponse(grids_workbook(rows), content_type=EXCEL)
    name = f"网格-{today.isoformat()}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@seat_required(*OFFICE)
@require_http_methods(["GET", "POST"])
def detail(request, pk):
    """One grid: who answers for it now and did before; POST assigns one more deputy."""
    today = clock.today()
    grid = get_object_or_404(Grid.objects.visible_to(request.seat).select_related("station"), pk=pk)
    may_change = request.seat.role in KEEPERS and _manages(request.seat, grid)
    if request.method == "POST" and not may_change:
        raise PermissionDenied("您的岗位不能安排这个网格的联系代表。")
    form = GridDutyForm(posted(request), grid=grid, today=today, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        actions.assign_grid(grid, by=request.seat, **form.cleaned_data)
        return redirect("deputies:grid", pk=grid.pk)
    context = {
        "grid": grid,
        "form": form if may_change else None,
        "duties": grid.duties.select_related("deputy").order_by("to_on", "from_on", "pk"),
        "may_change": may_change,
    }
    status = 422 if form.is_bound else 200
    return render(request, "deputies/grid.html", context, status=status)


@seat_required(*KEEPERS)
@require_POST
def release(request, pk):
    """解除联系, from today."""
    mine = Grid.objects.below(station_of(request.seat))
    duty = get_object_or_404(GridDuty.objects.filter(grid__in=mine), pk=pk)
    actions.end_grid_duty(duty, on=clock.today(), by=request.seat)
    return redirect("deputies:grid", pk=duty.grid_id)


def _with_deputies(grids, today):
    running = GridDuty.objects.running(today).in_office(today)
    named = (
        running.select_related("deputy").defer("deputy__phone").order_by("deputy__name_key", "pk")
    )
    return grids.for_list().prefetch_related(Prefetch("duties", named, to_attr="duties_now"))


def _people(grids, today) -> int:
    duties = GridDuty.objects.filter(grid__in=grids).running(today).in_office(today)
    return duties.order_by().values("deputy").distinct().count()


def _manages(seat, grid) -> bool:
    return Station.objects.managed_by(seat).filter(pk=grid.station_id).exists()
