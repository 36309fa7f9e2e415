"""Terms of congresses: the list, one term with its deputies, a by-election."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from deputies import sheet
from deputies.actions.by_elections import by_elect
from deputies.actions.mandates import Notice
from deputies.documents import register
from deputies.documents import terms as documents
from deputies.forms import terms as forms
from deputies.models import Congress, CongressTerm
from deputies.views import imports
from deputies.views.desk import EXCEL, OFFICE
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.ui.paging import pages
from stations.views.desk import posted


@seat_required(*OFFICE)
@require_safe
def index(request):
    """届次: every congress of the seat's area with its terms, and how many deputies hold office."""
    today = clock.today()
    running = Q(mandates__from_on__lte=today) & (
        Q(mandates__to_on=None) | Q(mandates__to_on__gte=today)
    )
    terms = CongressTerm.objects.visible_to(request.seat).annotate(
        everybody=Count("mandates"), in_office=Count("mandates", filter=running)
    )
    context = {
        "page": pages(terms.for_list(), request, size=50),
        "may_change": request.seat.role == Role.COMMITTEE,
        "today": today,
    }
    return render(request, "deputies/terms/list.html", context)


@seat_required(*OFFICE)
@require_safe
def detail(request, pk):
    """一届代表: by delegation, group and status; sessions of the term."""
    term = _visible(request, pk)
    today = clock.today()
    asked = forms.TermFilter(request.GET, term=term)
    mandates = asked.narrow(term.mandates.all(), today)
    context = {
        "term": term,
        "filter": asked,
        "page": pages(_listed(mandates), request),
        "sessions": term.sessions.order_by("from_on", "pk"),
        "may_change": _keeps(request, term),
        "today": today,
        "query": request.GET.urlencode(),
    }
    return render(request, "deputies/terms/detail.html", context)


@seat_required(*OFFICE)
@require_safe
def export(request, pk):
    """一届代表名册 as a spreadsheet, as filtered on the page."""
    term = _visible(request, pk)
    asked = forms.TermFilter(request.GET, term=term)
    mandates = _listed(asked.narrow(term.mandates.all(), clock.today()))
    chain.record("export", by=request.seat, about=term, facts={"what": f"{term}代表名册"})
    answer = HttpResponse(documents.term_workbook(term, mandates), content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, f"{term}代表名册.xlsx")
    return answer


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def elect(request, pk):
    """登记补选: one deputy more, recognised as a roster's row is."""
    term = _visible(request, pk)
    if not _keeps(request, term):
        raise PermissionDenied
    form = forms.ByElectionForm(posted(request), seat=request.seat, term=term)
    context = {"form": form, "term": term, "doubts": [], "faults": []}
    if request.method == "POST" and form.is_valid():
        answers = imports.answers_in(request.POST)
        plan = register.plan(_row(term, form.cleaned_data), answers, by=request.seat)
        if plan.is_sound:
            mandate = by_elect(term, plan=plan, notice=_notice(form), by=request.seat)
            messages.success(request, f"已登记补选：{mandate}。")
            return redirect(mandate)
        context["doubts"] = imports.questions(plan, answers)
        context["faults"] = plan.faults
    status = 422 if form.is_bound else 200
    return render(request, "deputies/terms/elect.html", context, status=status)


def _row(term, asked) -> list:
    """The form as a roster of one row."""
    values = asked | {
        "level": term.congress.get_level_display(),
        "term": term.number,
        "from_on": asked["effective_on"].isoformat(),
        "station_code": asked["station"].code if asked["station"] else "",
    }
    headings = [column.label for column in sheet.COLUMNS.values()]
    return [[1, headings], [2, [values.get(name, "") for name in sheet.COLUMNS]]]


def _notice(form):
    names = ("effective_on", "announced_by", "announced_on", "document_no")
    return Notice(**{name: form.cleaned_data[name] for name in names})


def _listed(mandates):
    return mandates.for_list().defer("deputy__phone", "deputy__address", "deputy__id_number")


def _visible(request, pk):
    found = CongressTerm.objects.visible_to(request.seat).select_related("congress")
    return get_object_or_404(found, pk=pk)


def _keeps(request, term) -> bool:
    return Congress.objects.managed_by(request.seat).filter(pk=term.congress_id).exists()
