"""人代会出席: sessions of a term, who came, proposals to the 代表资格审查委员会 (C12)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.actions import sessions as actions
from deputies.actions.mandates import Notice
from deputies.documents import terms as documents
from deputies.forms.terms import DecisionForm, SessionForm
from deputies.models import Congress, CongressTerm, QualificationProposal, Session
from deputies.views.desk import EXCEL, OFFICE
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.documents.errors import Unreadable
from liaison.ui.paging import pages
from stations.documents import rows_of
from stations.forms import UploadForm
from stations.views.desk import posted

#: So many deputies stand on one page of the form; a whole congress is done by spreadsheet.
PAGE_SIZE = 100
SHOWN = 200


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def new(request, pk):
    """登记人代会会议 of a term."""
    term = get_object_or_404(CongressTerm.objects.managed_by(request.seat), pk=pk)
    form = SessionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = actions.open_session(term, by=request.seat, **form.cleaned_data)
        return redirect("deputies:session", pk=made.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "term": term}
    return render(request, "deputies/sessions/new.html", context, status=status)


@seat_required(*OFFICE)
@require_safe
def detail(request, pk):
    """出席情况 of a session; the office's is a form."""
    return _page(request, _visible(request, pk), UploadForm())


@seat_required(Role.COMMITTEE)
@require_POST
def record(request, pk):
    """登记出席: what stands on the page."""
    session = _kept(request, pk)
    listed = {str(pk) for pk in _serving(session).values_list("pk", flat=True)}
    states = {
        int(key): (request.POST[f"state-{key}"], request.POST.get(f"reason-{key}", "").strip())
        for key in listed
        if request.POST.get(f"state-{key}") in actions.State.values
    }
    _tell(request, actions.record(session, states=states, by=request.seat), len(states))
    return redirect("deputies:session", pk=pk)


@seat_required(Role.COMMITTEE)
@require_POST
def load(request, pk):
    """导入出席名册: all rows or none."""
    session = _kept(request, pk)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, session, form, status=422)
    by_number = {each.certificate_no: each for each in _serving(session)}
    try:
        states, faults = documents.states_of(rows_of(form.cleaned_data["file"]), by_number)
    except Unreadable as error:
        form.add_error("file", str(error))
        return _page(request, session, form, status=422)
    if faults:
        return _page(request, session, form, faults, status=422)
    _tell(request, actions.record(session, states=states, by=request.seat), len(states))
    return redirect("deputies:session", pk=pk)


@seat_required(*OFFICE)
@require_safe
def export(request, pk):
    """出席名册 as a spreadsheet, to fill in or to file."""
    session = _visible(request, pk)
    there = {row.mandate_id: row for row in session.attendances.order_by("pk")}
    lines = ((each, there.get(each.pk)) for each in _serving(session))
    answer = HttpResponse(documents.session_workbook(session, lines), content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, f"{session}出席名册.xlsx")
    return answer


@seat_required(Role.COMMITTEE)
@require_safe
def proposals(request):
    """代表资格审查建议: those waiting first."""
    found = QualificationProposal.objects.visible_to(request.seat).for_list()
    return render(request, "deputies/sessions/proposals.html", {"page": pages(found, request)})


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def decide(request, pk):
    """登记审查结果."""
    mine = QualificationProposal.objects.visible_to(request.seat).for_list()
    proposal = get_object_or_404(mine, pk=pk)
    form = DecisionForm(posted(request), mandate=proposal.mandate)
    if request.method == "POST" and form.is_valid():
        notice = Notice(**form.notice())
        actions.decide(proposal, ends=form.cleaned_data["ends"], notice=notice, by=request.seat)
        messages.success(request, "审查结果已登记。")
        return redirect(proposal.mandate)
    status = 422 if form.is_bound else 200
    context = {"form": form, "proposal": proposal}
    return render(request, "deputies/sessions/decide.html", context, status=status)


def _serving(session):
    """The term's deputies who were in office when the session began."""
    own = session.congress_term.mandates.running(session.from_on).for_list()
    return own.defer("deputy__phone", "deputy__address", "deputy__id_number")


def _visible(request, pk):
    found = Session.objects.visible_to(request.seat).select_related("congress_term__congress")
    return get_object_or_404(found, pk=pk)


def _kept(request, pk):
    session = _visible(request, pk)
    if not _keeps(request, session):
        raise PermissionDenied
    return session


def _keeps(request, session) -> bool:
    mine = Congress.objects.managed_by(request.seat)
    return mine.filter(pk=session.congress_term.congress_id).exists()


def _tell(request, proposed, number) -> None:
    messages.success(request, f"已登记 {number} 位代表的出席情况。")
    if proposed:
        names = "、".join(each.mandate.deputy.name for each in proposed)
        messages.warning(request, f"{names}已两次未经批准缺席，已生成资格审查建议；资格没有变动。")


def _page(request, session, form, faults=(), status=200):
    page = pages(_serving(session), request, size=PAGE_SIZE)
    keys = [each.pk for each in page]
    there = {row.mandate_id: row for row in session.attendances.filter(mandate__in=keys)}
    counted = session.attendances.order_by().values_list("state", flat=True)
    context = {
        "session": session,
        "page": page,
        "lines": [{"mandate": each, "there": there.get(each.pk)} for each in page],
        "states": actions.State.choices,
        "counts": [
            (label, sum(s == value for s in counted)) for value, label in actions.State.choices
        ],
        "may_change": _keeps(request, session),
        "form": form,
        "faults": faults,
        "shown": SHOWN,
    }
    return render(request, "deputies/sessions/detail.html", context, status=status)
