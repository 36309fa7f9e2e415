"""述职评议: who has reported to the voters and who has not, one report and its steps, the public page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from deputies.actions import reporting as actions
from deputies.compliance import rule_on
from deputies.documents import reporting as documents
from deputies.forms import reporting as forms
from deputies.models import Deputy, Level, Mandate, Reporting, without_report
from deputies.views import stepping
from deputies.views.desk import EXCEL, OFFICE
from deputies.workflow import REPORTING
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.ui.paging import pages
from stations.forms.activities import ReasonForm, YesForm
from stations.models import Station
from stations.views.desk import posted

KEEPERS = (Role.STATION, Role.COMMITTEE)
FORMS = {
    "vote": forms.VoteForm,
    "feed_back": forms.FeedBackForm,
    "put_on_file": forms.FileForm,
    "cancel": ReasonForm,
}
ACTS = {step.key: getattr(actions, step.key) for step in REPORTING.steps}
TELLS = {
    "report": "报告写五个部分，述职会前可以反复修改；记录评议结果后不能再改。",
    "feed_back": "反馈内容会通知代表本人，提交后不能修改。",
    "put_on_file": "存档后，代表工作机构可以向社会公布。",
    "publish": "公布后，述职报告、到会人数和评议票数在站点网页上人人可见。",
    "cancel": "取消后本次述职作废，代表会收到通知；需要时另行安排。",
}


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def index(request):
    """述职评议: what is planned and what was held, the latest first; a deputy sees the own."""
    asked = forms.ReportingFilter(request.GET)
    found = asked.narrow(Reporting.objects.visible_to(request.seat))
    context = {
        "filter": asked,
        "page": pages(found.for_list(), request),
        "is_office": request.seat.role in OFFICE,
    }
    return render(request, "deputies/reporting/index.html", context)


@seat_required(*OFFICE)
@require_safe
def export(request):
    """述职评议 as a spreadsheet: what the list shows, all pages of it."""
    found = forms.ReportingFilter(request.GET).narrow(Reporting.objects.visible_to(request.seat))
    rows = list(found.for_list())
    chain.record("export", by=request.seat, facts={"list": "述职评议", "rows": len(rows)})
    return _excel(documents.reportings_workbook(rows), f"述职评议-{clock.today()}.xlsx")


@seat_required(*OFFICE)
@require_safe
def missing(request):
    """本届未述职代表, by name, with the day where one is planned (facts §6.5: at least once a term)."""
    asked = forms.MissingFilter(request.GET, seat=request.seat)
    owing = _owing(request.seat)
    context = {
        "filter": asked,
        "levels": _by_level(owing),
        "page": pages(asked.narrow(_missing(owing)), request, size=50),
        "may_plan": request.seat.role in KEEPERS,
    }
    return render(request, "deputies/reporting/missing.html", context)


@seat_required(*OFFICE)
@require_safe
def missing_export(request):
    """本届未述职代表 as a spreadsheet."""
    asked = forms.MissingFilter(request.GET, seat=request.seat)
    rows = list(asked.narrow(_missing(_owing(request.seat))))
    chain.record("export", by=request.seat, facts={"list": "本届未述职代表", "rows": len(rows)})
    return _excel(documents.missing_workbook(rows), f"本届未述职代表-{clock.today()}.xlsx")


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new(request, mandate):
    """安排述职 for the holder of a mandate."""
    held = get_object_or_404(_owing(request.seat).select_related("deputy"), pk=mandate)
    form = forms.PlanForm(posted(request), seat=request.seat, mandate=held)
    if request.method == "POST" and form.is_valid():
        made = actions.plan(held, by=request.seat, **form.cleaned_data)
        messages.success(request, "已安排，代表会收到通知。")
        return redirect(made)
    context = {"form": form, "mandate": held, "needed": rule_on(clock.today()).reporting_voters}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/reporting/new.html", context, status=status)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def detail(request, pk):
    """One report to the voters: its report, its vote, and what the seat may do next."""
    reporting = _seen(request, pk)
    context = {
        "reporting": reporting,
        "steps": reporting.steps_for(request.seat),
        "needed": reporting.minimum or rule_on(reporting.held_on).reporting_voters,
    }
    return render(request, "deputies/reporting/detail.html", context)


@seat_required(*KEEPERS, Role.DEPUTY)
@require_http_methods(["GET", "POST"])
def step(request, pk, key):
    """One step of a report to the voters, with a page that says what it does."""
    reporting = _seen(request, pk)
    sent = posted(request)
    if key == "report":
        form = forms.ReportForm(sent, instance=reporting)
    elif key == "feed_back":
        form = forms.FeedBackForm(sent, initial={"on": clock.today()})
    else:
        form = FORMS.get(key, YesForm)(sent)
    return stepping.take(
        request, reporting, key, acts=ACTS, form=form, tells=_tells(reporting, key)
    )


@login_not_required
@require_safe
def public_list(request, code):
    """本站代表述职: those published, the latest first."""
    station = get_object_or_404(Station, code=code)
    found = Reporting.objects.published().filter(station=station)
    context = {"station": station, "page": pages(found.for_list(), request)}
    return render(request, "deputies/reporting/public_list.html", context)


@login_not_required
@require_safe
def public(request, code, pk):
    """One published report and its vote, for everybody."""
    found = Reporting.objects.published().filter(station__code=code)
    shown = get_object_or_404(found.select_related("mandate__deputy", "station"), pk=pk)
    return render(request, "deputies/reporting/public.html", {"reporting": shown})


def _tells(reporting, key) -> str:
    if key != "vote":
        return TELLS.get(key, "")
    needed = rule_on(reporting.held_on).reporting_voters
    return f"按规定到会选民代表不少于 {needed} 人。评议结果应在会上当场宣布，记录后不能修改，代表会收到通知。"


def _owing(seat):
    """The mandates in force whose holders the seat sees."""
    seen = Deputy.objects.visible_to(seat).order_by().values("pk")
    return Mandate.objects.running(clock.today()).filter(deputy__in=seen)


def _missing(mandates):
    rows = without_report(mandates).select_related("deputy")
    return rows.order_by("deputy__name_key", "pk")


def _by_level(mandates) -> list[dict]:
    """Each level: how many owe a report this term, how many have given it."""
    done = Count("pk", filter=Q(pk__in=Reporting.objects.held().values("mandate")))
    counted = mandates.order_by().values_list("level").annotate(owing=Count("pk"), done=done)
    found = {level: (owing, given) for level, owing, given in counted}
    return [
        {"label": level.label, "owing": found[level][0], "done": found[level][1]}
        for level in Level
        if level in found
    ]


def _seen(request, pk):
    rows = Reporting.objects.visible_to(request.seat)
    found = (
        rows.select_related("mandate__deputy", "station", "voted_by__user").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found


def _excel(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
