"""The use index: ranking of a kind of station, one station's own figures, the workbook."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from stations.hierarchy import Kind
from stations.models import Station, ids_below, station_of
from supervision import documents, periods, use_index

READERS = (Role.STATION, Role.COMMITTEE, Role.LEADER)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@seat_required(*READERS)
def index(request):
    """阵地指数: stations of one kind at or below one's own, ranked within the whole network."""
    year, kind = _asked(request)
    context = {
        "lines": _visible_lines(request.seat, year, kind),
        "year": year,
        "years": range(clock.today().year, clock.today().year - 4, -1),
        "kind": kind,
        "kinds": Kind.choices,
        "definition": use_index.DEFINITION,
        "functions": list(use_index.FOUR),
    }
    return render(request, "supervision/use_index.html", context)


@require_safe
@seat_required(*READERS)
def export(request):
    """The same ranking as a workbook, raw counts included."""
    year, kind = _asked(request)
    content = documents.use_index_workbook(_visible_lines(request.seat, year, kind), year)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{year}年阵地指数.xlsx")
    return response


@require_safe
@seat_required(*READERS)
def station(request, code):
    """One station: raw counts, sums, scores and index, each with its definition."""
    found = get_object_or_404(Station.objects.managed_by(request.seat), code=code)
    year, _ = _asked(request)
    lines = use_index.ranking(_root(found), found.kind, periods.year(year))
    line = next((one for one in lines if one.station.pk == found.pk), None)
    if line is None:
        raise Http404("该站点当年不在网络中。")
    counts = [(one, line.counts[key]) for key, one in use_index.COUNTS.items()]
    parts = [(name, line.sums[name], line.scores[name]) for name in use_index.FOUR]
    context = {
        "line": line,
        "of": len(lines),
        "year": year,
        "counts": counts,
        "parts": parts,
        "definition": use_index.DEFINITION,
    }
    return render(request, "supervision/use_index_station.html", context)


def _visible_lines(seat, year, kind):
    own = station_of(seat)
    if own is None:
        return []
    below = set(ids_below(seat))
    lines = use_index.ranking(_root(own), kind, periods.year(year))
    return [line for line in lines if line.station.pk in below]


def _root(station):
    return Station.objects.get(path=station.path[: Station.steplen])


def _asked(request):
    """(year, kind) of the address; 404 for what is neither."""
    year = request.GET.get("year") or str(clock.today().year)
    kind = request.GET.get("kind") or Kind.STATION
    if not (year.isdecimal() and 2000 <= int(year) <= 2100) or kind not in Kind.values:
        raise Http404("没有这样的年度或站点类型。")
    return int(year), kind
