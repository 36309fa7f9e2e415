"""表彰: honours with their evidence, confirmed by another than who recorded them (T20)."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from deputies.actions import honours as actions
from deputies.forms import honours as forms
from deputies.models import Deputy, Honour
from deputies.views import stepping
from deputies.views.desk import EXCEL, OFFICE
from deputies.workflow import HONOUR
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.attachments.models import Attachment
from liaison.audit import chain
from liaison.documents import excel
from liaison.ui.paging import pages
from stations.forms.activities import ReasonForm, YesForm
from stations.views.desk import posted

ACTS = {step.key: getattr(actions, step.key) for step in HONOUR.steps}
TELLS = {
    "confirm": "核实后计入该代表的履职档案，并按积分规则计分。",
    "reject": "不通过的登记不计入档案和积分。",
    "revoke": "撤销后不再计入档案和积分，登记和原因保留。",
}
COLUMNS = [("代表", 12), ("类别", 12), ("表彰名称", 36), ("授予单位", 30)]
COLUMNS += [("授予日期", 12), ("状态", 10)]


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def index(request):
    """表彰: those of the deputies the seat sees; a deputy sees the own."""
    asked = forms.HonourFilter(request.GET)
    found = asked.narrow(Honour.objects.visible_to(request.seat))
    context = {
        "filter": asked,
        "page": pages(found.for_list(), request),
        "is_office": request.seat.role in OFFICE,
    }
    return render(request, "deputies/honours/index.html", context)


@seat_required(*OFFICE)
@require_safe
def export(request):
    """表彰 as a spreadsheet: what the list shows, all pages of it."""
    found = forms.HonourFilter(request.GET).narrow(Honour.objects.visible_to(request.seat))
    rows = list(found.for_list())
    chain.record("export", by=request.seat, facts={"list": "表彰", "rows": len(rows)})
    lines = (
        [one.deputy.name, one.get_kind_display(), one.title, one.granted_by, one.granted_on,
         one.get_stage_display()]
        for one in rows
    )  # fmt: skip
    answer = HttpResponse(excel.workbook("表彰", COLUMNS, lines), content_type=EXCEL)
    name = f"代表表彰-{clock.today()}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@seat_required(Role.STATION, Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def new(request, pk):
    """登记表彰 of one deputy."""
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat).public(), pk=pk)
    files = None
    if request.method == "POST":
        files = {"evidence": request.FILES.getlist("evidence")}
    form = forms.HonourForm(posted(request), files)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = actions.record(deputy, by=request.seat, **form.cleaned_data)
        messages.success(request, "已登记，待其他同志核实。")
        return redirect(made)
    status = 422 if form.is_bound else 200
    context = {"form": form, "deputy": deputy}
    return render(request, "deputies/honours/new.html", context, status=status)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def detail(request, pk):
    """One honour, its evidence, and what the seat may do with it."""
    rows = Honour.objects.visible_to(request.seat)
    honour = get_object_or_404(
        rows.select_related("deputy", "recorded_by__user", "decided_by__user"), pk=pk
    )
    context = {
        "honour": honour,
        "files": list(Attachment.objects.of(honour)),
        "steps": honour.steps_for(request.seat),
        "is_own_entry": honour.recorded_by.user_id == request.seat.user_id,
    }
    return render(request, "deputies/honours/detail.html", context)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def step(request, pk, key):
    """核实、不通过、撤销."""
    honour = get_object_or_404(Honour.objects.visible_to(request.seat), pk=pk)
    form = (YesForm if key == "confirm" else ReasonForm)(posted(request))
    return stepping.take(request, honour, key, acts=ACTS, form=form, tells=TELLS.get(key, ""))
