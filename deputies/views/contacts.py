"""“三联系一监督” at the desk: who keeps contact with whom, whom nobody does, what was said (J5)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from deputies.actions import contacts as actions
from deputies.forms import contacts as forms
from deputies.models import ContactDuty, Deputy, Enterprise, deputy_of
from deputies.views.asking import ask
from deputies.views.desk import EXCEL
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.documents import excel
from liaison.ui.paging import pages
from stations.models import Station, station_of
from stations.views.desk import posted

KEEPERS = (Role.STATION, Role.COMMITTEE)
OFFICE = (*KEEPERS, Role.LEADER)
#: Uncovered ones named on the page; the spreadsheet holds all.
NAMED = 30
BACK = "三联系一监督"


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def index(request):
    """三联系一监督: contacts kept, and whom nobody keeps contact with."""
    today = clock.today()
    asked = forms.ContactFilter(request.GET)
    duties = asked.narrow(ContactDuty.objects.visible_to(request.seat), today)
    is_office = request.seat.role in OFFICE
    context = {
        "filter": asked,
        "page": pages(duties.for_list(), request),
        "coverage": _coverage(request.seat, today) if is_office else [],
        "may_change": request.seat.role in KEEPERS,
        "is_office": is_office,
    }
    return render(request, "deputies/contacts/list.html", context)


@seat_required(*OFFICE)
@require_safe
def uncovered_export(request):
    """未联系名单 as a spreadsheet."""
    today = clock.today()
    chain.record("export", by=request.seat, facts={"what": "未联系名单"})
    rows = (
        (label, str(each), str(getattr(each, "station", "")) if label == "企业" else "")
        for label, _, missing in _targets(request.seat, today)
        for each in missing
    )
    content = excel.workbook("未联系名单", [("类别", 10), ("名称", 40), ("所在站点", 30)], rows)
    answer = HttpResponse(content, content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, f"未联系名单-{today}.xlsx")
    return answer


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new(request):
    """安排联系."""
    today = clock.today()
    form = forms.AssignForm(posted(request), seat=request.seat, today=today, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        duty = actions.assign(said["member"], target=said["target"], on=said["on"], by=request.seat)
        messages.success(request, "已安排。")
        return redirect(duty)
    back = (reverse("deputies:contacts"), BACK)
    return ask(request, heading="安排联系", form=form, button="保存", back=back)


@seat_required(*OFFICE, Role.DEPUTY)
@require_http_methods(["GET", "POST"])
def detail(request, pk):
    """One contact: its log; POST adds an entry."""
    duty = _seen(request, pk)
    own = deputy_of(request.seat)
    may_log = request.seat.role in KEEPERS or (own is not None and own.pk == duty.member_id)
    form = forms.LogForm(posted(request), initial={"on": clock.today()}) if may_log else None
    if request.method == "POST" and form is None:
        raise PermissionDenied("只有联系人本人和联络员可以记录。")
    if form is not None and request.method == "POST" and form.is_valid():
        actions.log(duty, by=request.seat, **form.cleaned_data)
        messages.success(request, "已记录。")
        return redirect(duty)
    context = {
        "duty": duty,
        "form": form,
        "logs": duty.logs.order_by("-held_on", "-pk"),
        "may_change": request.seat.role in KEEPERS,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "deputies/contacts/detail.html", context, status=status)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def end(request, pk):
    """终止联系: what will be, then the button."""
    duty = _seen(request, pk)
    form = forms.EndForm(posted(request), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.end(duty, by=request.seat, **form.cleaned_data)
        messages.success(request, "已终止，记录保留。")
        return redirect("deputies:contacts")
    return ask(
        request,
        heading=f"终止联系：{duty}",
        form=form,
        button="终止",
        back=(duty.get_absolute_url(), str(duty)),
        notes=[
            "终止后该联系人不再联系这一对象；如没有其他联系人，将列入未联系名单。联系记录保留。"
        ],
        danger=True,
    )


@seat_required(*OFFICE)
@require_safe
def enterprises(request):
    """联系企业: the register."""
    today = clock.today()
    kept = ContactDuty.objects.running(today).filter(enterprise=OuterRef("pk"))
    rows = Enterprise.objects.visible_to(request.seat).annotate(is_kept=Exists(kept))
    words = request.GET.get("q", "").strip()[:60]
    if words:
        rows = rows.filter(name__icontains=words)
    context = {"page": pages(rows.for_list(), request), "words": words}
    context["may_change"] = request.seat.role in KEEPERS
    return render(request, "deputies/contacts/enterprises.html", context)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def enterprise_new(request):
    """登记企业."""
    own = station_of(request.seat)
    return _enterprise(request, None, {"station": own.code if own else None})


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def enterprise_edit(request, pk):
    """修改企业."""
    rows = Enterprise.objects.visible_to(request.seat).select_related("station")
    row = get_object_or_404(rows, pk=pk)
    names = ("name", "unified_code", "place", "sector", "closed_on")
    start = {name: getattr(row, name) for name in names} | {"station": row.station.code}
    return _enterprise(request, row, start)


def _enterprise(request, row, start):
    form = forms.EnterpriseForm(posted(request), seat=request.seat, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.save_enterprise(row, by=request.seat, **form.cleaned_data)
        messages.success(request, "已保存。")
        return redirect("deputies:enterprises")
    heading = f"修改：{row.name}" if row else "登记企业"
    back = (reverse("deputies:enterprises"), "联系企业")
    return ask(request, heading=heading, form=form, button="保存", back=back)


def _targets(seat, today):
    """Each kind: its label, all that should be kept contact with, those nobody does."""
    mine = Station.objects.managed_by(seat).open_on(today).exclude(kind__in=("point", "mobile"))
    everything = (
        ("企业", "enterprise", Enterprise.objects.visible_to(seat).standing().for_list()),
        ("家站", "station", mine.exclude(kind__in=("main", "centre")).for_list()),
        ("代表", "deputy", Deputy.objects.visible_to(seat).in_office(today).public().for_list()),
    )
    for label, kind, rows in everything:
        kept = ContactDuty.objects.running(today).filter(**{kind: OuterRef("pk")})
        yield label, rows, rows.exclude(Exists(kept))


def _coverage(seat, today) -> list[dict]:
    return [
        {
            "label": label,
            "total": (total := rows.order_by().count()),
            "missing": (bare := missing.order_by().count()),
            "kept": total - bare,
            "names": [str(each) for each in missing[:NAMED]] if total else [],
            "more": max(bare - NAMED, 0),
        }
        for label, rows, missing in _targets(seat, today)
    ]


def _seen(request, pk):
    return get_object_or_404(ContactDuty.objects.visible_to(request.seat).for_list(), pk=pk)
