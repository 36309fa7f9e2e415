"""换届 as pages: set up, load the roster, rehearse as often as wanted, confirm once, undo."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies import sheet
from deputies.actions import succession as actions
from deputies.actions.departures import names_of
from deputies.actions.handover import UNDO_DAYS
from deputies.documents import register
from deputies.documents import succession as documents
from deputies.forms.terms import SwitchForm
from deputies.models import CongressTerm, Deputy, Switch
from deputies.succession import numbers
from deputies.views import imports
from deputies.views.desk import EXCEL
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.documents.errors import Unreadable
from liaison.ui.paging import pages
from stations.documents import header_of, rows_of
from stations.forms import UploadForm
from stations.views.desk import posted

#: So many rows of each kind stand on the preview; all of them in the spreadsheet.
SHOWN = 30


@seat_required(Role.COMMITTEE)
@require_safe
def index(request):
    """换届: every switch of the congresses the seat keeps, the latest day first."""
    page = pages(Switch.objects.visible_to(request.seat).for_list(), request)
    return render(request, "deputies/switches/list.html", {"page": page})


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def new(request):
    """建立换届."""
    form = SwitchForm(posted(request), seat=request.seat, initial=_suggested(request))
    if request.method == "POST" and form.is_valid():
        return redirect(actions.prepare(by=request.seat, **form.cleaned_data))
    status = 422 if form.is_bound else 200
    return render(request, "deputies/switches/new.html", {"form": form}, status=status)


def _suggested(request) -> dict:
    """Asked from a term's page: its congress and the number after its own."""
    asked = request.GET.get("term", "")
    mine = CongressTerm.objects.managed_by(request.seat)
    term = mine.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else None
    return {"congress": term.congress_id, "number": numbers.after(term.number)} if term else {}


@seat_required(Role.COMMITTEE)
@require_safe
def detail(request, pk):
    """One switch: while it is rehearsed what it would do, afterwards what it did."""
    return _page(request, _mine(request, pk))


@seat_required(Role.COMMITTEE)
@require_POST
def load(request, pk):
    """载入新一届名册: read and kept, nothing is changed by it."""
    switch = _mine(request, pk)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = rows_of(file)
            header_of(rows, sheet.SUBJECT, register.WANTED)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            actions.load(switch, rows=rows, file_name=file.name, by=request.seat)
            return redirect(switch)
    return _page(request, switch, form, status=422)


@seat_required(Role.COMMITTEE)
@require_POST
def answer(request, pk):
    """确认是谁: who the rows in doubt speak of."""
    switch = _mine(request, pk)
    actions.answer(switch, answers=imports.answers_in(request.POST), by=request.seat)
    return redirect(switch)


@seat_required(Role.COMMITTEE)
@require_POST
def confirm(request, pk):
    """确认换届, exactly as the page showed it."""
    switch = _mine(request, pk)
    actions.confirm(
        switch,
        rehearse=documents.rehearse,
        seen=request.POST.get("seen", "-"),
        by=request.seat,
    )
    messages.success(request, f"{switch}已确认。")
    return redirect(switch)


@seat_required(Role.COMMITTEE)
@require_POST
def discard(request, pk):
    """作废一次预演."""
    actions.discard(_mine(request, pk), by=request.seat)
    messages.success(request, "已作废，名册和资格都没有变动。")
    return redirect("deputies:switches")


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def undo(request, pk):
    """撤销换届: the page says what comes back; POST does it."""
    switch = _mine(request, pk)
    if request.method == "POST":
        actions.undo(switch, by=request.seat)
        messages.success(request, f"{switch}已撤销，恢复到换届之前。")
        return redirect(switch)
    context = {"switch": switch, "days": UNDO_DAYS}
    return render(request, "deputies/switches/undo.html", context)


@seat_required(Role.COMMITTEE)
@require_safe
def export(request, pk):
    """换届名单对照 as a spreadsheet, while it is rehearsed."""
    switch = _mine(request, pk)
    if switch.stage != Switch.Stage.PREPARED or not switch.roster:
        raise PermissionDenied("换届确认之后请从“届次”导出名册。")
    made = documents.rehearse(switch, by=request.seat)
    chain.record("export", by=request.seat, about=switch, facts={"what": "换届名单对照"})
    answer = HttpResponse(documents.workbook(made), content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, f"{switch}.xlsx")
    return answer


def _mine(request, pk):
    found = Switch.objects.visible_to(request.seat).select_related("congress", "new_term")
    return get_object_or_404(found, pk=pk)


def _page(request, switch, form=None, status=200):
    context = {"switch": switch, "form": form or UploadForm(), "made": None, "shown": SHOWN}
    context |= {"unreadable": "", "doubts": [], "today": clock.today()}
    if switch.stage == Switch.Stage.PREPARED and switch.roster:
        try:
            made = documents.rehearse(switch, by=request.seat)
        except Unreadable as error:
            context["unreadable"] = str(error)
        else:
            context |= {"made": made, "figures": made.figures, **_named(made)}
            context["doubts"] = imports.questions(made.plan, {})
    else:
        context["figures"] = switch.figures
    return render(request, "deputies/switches/detail.html", context, status=status)


def _named(made) -> dict:
    """Names for the preview: who leaves, who of them for good."""
    leaving = Deputy.objects.filter(pk__in=made.leaving).order_by("name_key", "pk")
    return {
        "leaving": list(leaving.only("name", "post")[:SHOWN]),
        "out_names": names_of(made.out) if made.out else "",
    }
