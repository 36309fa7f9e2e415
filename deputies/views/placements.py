"""就地就近编组 at the desk: proposals made, looked at, accepted in bulk, changed, rejected, undone."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies import indicators
from deputies.actions import placements as actions
from deputies.documents.placements import placements_workbook
from deputies.forms import placements as forms
from deputies.models import Deputy, Membership, Placement, PlacementBatch
from deputies.views.desk import EXCEL
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.ui.paging import pages
from stations.models import Station, station_of
from stations.views.desk import posted

SIZE = 50
#: Stations named on the page before a bulk acceptance.
NAMED = 60


@seat_required(Role.COMMITTEE)
@require_safe
def index(request):
    """编组建议: what waits, with its reasons; coverage beside it."""
    today = clock.today()
    mine = Placement.objects.visible_to(request.seat)
    asked = forms.PlacementFilter(request.GET, seat=request.seat)
    shown = asked.narrow(mine)
    waiting = mine.waiting().order_by().values("certainty").annotate(n=Count("pk"))
    station = station_of(request.seat)
    context = {
        "filter": asked,
        "page": pages(shown.for_list(), request, size=SIZE),
        "counts": _counts(dict(waiting.values_list("certainty", "n"))),
        "coverage": indicators.coverage(Deputy.objects.visible_to(request.seat), today),
        "is_top": station is not None and station.depth == 1,
        "is_waiting": not request.GET.get("state"),
        "query": request.GET.urlencode(),
        "undoable": PlacementBatch.objects.visible_to(request.seat).for_list()[:5],
    }
    return render(request, "deputies/placements/list.html", context)


@seat_required(Role.COMMITTEE)
@require_safe
def export(request):
    """The proposals on screen as a spreadsheet."""
    asked = forms.PlacementFilter(request.GET, seat=request.seat)
    rows = asked.narrow(Placement.objects.visible_to(request.seat)).for_list()
    facts = {"what": "编组建议", "filters": sorted(request.GET)}
    chain.record("export", by=request.seat, facts=facts)
    answer = HttpResponse(placements_workbook(rows), content_type=EXCEL)
    name = f"编组建议-{clock.today().isoformat()}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@seat_required(Role.COMMITTEE)
@require_POST
def propose(request):
    """生成建议 for everybody unassigned."""
    number = actions.propose(by=request.seat)
    said = f"已为 {number} 位未编组代表生成建议。" if number else "没有需要生成建议的代表。"
    messages.success(request, said)
    return redirect("deputies:placements")


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def accept(request):
    """接受: what would happen, station by station; then the button."""
    chosen = _chosen(request)
    form = forms.AcceptForm(posted(request), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        asked = len(chosen)
        batch = actions.accept(chosen, on=form.cleaned_data["on"], by=request.seat)
        left = f"，另有 {asked - batch.number} 条未能编入" if asked > batch.number else ""
        messages.success(request, f"已编入 {batch.number} 位代表{left}。")
        return redirect(batch)
    if not form.is_bound and not chosen:
        raise Refused("没有待接受的建议：请先在列表里勾选，或者所选建议已由他人处理。")
    context = {"form": form, "number": len(chosen), "stations": _foretold(chosen)}
    context |= {"keys": [each.pk for each in chosen] if _which(request) != "sure" else []}
    context |= {"which": _which(request)}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/placements/accept.html", context, status=status)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def change(request, pk):
    """改站 by hand."""
    placement = _seen(request, pk)
    form = forms.ChangeForm(posted(request), seat=request.seat)
    if request.method == "POST" and form.is_valid():
        actions.change(placement, by=request.seat, **form.cleaned_data)
        messages.success(request, "已改站，接受后生效。")
        return redirect("deputies:placements")
    return _ask(request, placement, form, "改站", "保存")


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def reject(request, pk):
    """退回 with a reason."""
    placement = _seen(request, pk)
    form = forms.RejectForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.reject(placement, by=request.seat, **form.cleaned_data)
        messages.success(request, "已退回。")
        return redirect("deputies:placements")
    return _ask(request, placement, form, "退回建议", "退回")


@seat_required(Role.COMMITTEE)
@require_safe
def batch(request, pk):
    """One bulk acceptance: who went where, and whether it can still be undone."""
    found = get_object_or_404(PlacementBatch.objects.visible_to(request.seat).for_list(), pk=pk)
    rows = Placement.objects.visible_to(request.seat).filter(batch=found)
    context = {
        "batch": found,
        "page": pages(rows.for_list(), request, size=SIZE),
        "standing": actions.standing_on(found),
    }
    return render(request, "deputies/placements/batch.html", context)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def undo(request, pk):
    """撤销成批编组: what would happen, then the button."""
    found = get_object_or_404(PlacementBatch.objects.visible_to(request.seat).for_list(), pk=pk)
    if request.method == "POST":
        actions.undo(found, by=request.seat)
        messages.success(request, "已整批撤销，建议重新回到待处理。")
        return redirect("deputies:placements")
    context = {"batch": found, "standing": actions.standing_on(found)}
    return render(request, "deputies/placements/undo.html", context)


def _counts(by_certainty: dict) -> list[dict]:
    choices = Placement.Certainty.choices
    return [{"key": k, "label": label, "n": by_certainty.get(k, 0)} for k, label in choices]


def _which(request) -> str:
    asked = request.POST if request.method == "POST" else request.GET
    return "sure" if asked.get("which") == "sure" else "chosen"


def _chosen(request):
    """What was ticked, or all that are sure; still waiting, of the seat's own stations."""
    asked = request.POST if request.method == "POST" else request.GET
    waiting = Placement.objects.visible_to(request.seat).waiting()
    if _which(request) == "sure":
        return waiting.filter(certainty=Placement.Certainty.SURE)
    keys = {int(key) for key in asked.getlist("pk") if key.isascii() and key.isdigit()}
    return waiting.filter(pk__in={key for key in keys if key < 2**63})


def _foretold(chosen) -> list[dict]:
    """Each station with how many belong to it now and how many would."""
    coming = dict(
        chosen.order_by().values("station").annotate(n=Count("pk")).values_list("station", "n")
    )
    today = clock.today()
    now = Membership.objects.running(today).filter(station__in=coming).order_by().values("station")
    here = dict(now.annotate(n=Count("pk")).values_list("station", "n"))
    stations = Station.objects.filter(pk__in=coming).for_list()[:NAMED]
    return [
        {"station": s, "now": here.get(s.pk, 0), "new": coming[s.pk],
         "then": here.get(s.pk, 0) + coming[s.pk]}
        for s in stations
    ]  # fmt: skip


def _seen(request, pk):
    rows = Placement.objects.visible_to(request.seat)
    return get_object_or_404(rows.select_related("deputy", "station"), pk=pk)


def _ask(request, placement, form, title, button):
    placement_open = placement.state == Placement.State.OPEN
    if not placement_open:
        raise Refused(f"这条建议{placement.get_state_display()}，不用再办。")
    context = {"placement": placement, "form": form, "step_title": title, "button": button}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/placements/ask.html", context, status=status)
