"""列席干部: the register, the count of a year, and who of them came to an activity (F5)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from deputies.actions import cadres as actions
from deputies.documents import compliance as documents
from deputies.forms import cadres as forms
from deputies.forms.training import YearForm
from deputies.models import Cadre
from deputies.views.desk import EXCEL, OFFICE
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.ui.paging import pages
from stations.models import Activity, ids_below
from stations.views.desk import posted

KEEPERS = (Role.STATION, Role.COMMITTEE)


@seat_required(*OFFICE)
@require_safe
def index(request):
    """列席干部 and how often each was asked and came in a year."""
    year = YearForm.asked(request)
    found = Cadre.objects.visible_to(request.seat).with_year(year).for_list()
    context = {"year": year, "page": pages(found, request, size=50)}
    context["may_change"] = request.seat.role in KEEPERS
    return render(request, "deputies/cadres/index.html", context)


@seat_required(*OFFICE)
@require_safe
def export(request):
    """列席干部年度统计 as a spreadsheet."""
    year = YearForm.asked(request)
    rows = list(Cadre.objects.visible_to(request.seat).with_year(year).for_list())
    chain.record("export", by=request.seat, facts={"list": "列席干部", "rows": len(rows)})
    answer = HttpResponse(documents.cadres_workbook(rows, year), content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, f"列席干部-{year}.xlsx")
    return answer


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new(request):
    """登记干部."""
    form = forms.CadreForm(posted(request), seat=request.seat)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register(by=request.seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记{made}。")
            return redirect("deputies:cadres")
    return _form_page(request, form, "登记干部")


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """修改干部, or mark as no longer in use."""
    cadre = get_object_or_404(Cadre.objects.visible_to(request.seat), pk=pk)
    form = forms.CadreChangeForm(posted(request), initial=forms.said_of(cadre))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(cadre, by=request.seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("deputies:cadres")
    return _form_page(request, form, "修改干部")


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def at_activity(request, pk):
    """邀请干部 to an activity, and who of them came."""
    mine = Activity.objects.filter(station__any_of=ids_below(request.seat))
    activity = get_object_or_404(mine.select_related("station"), pk=pk)
    known = activity.cadre_invitations.select_related("cadre").order_by("cadre__name", "pk")
    others = Cadre.objects.visible_to(request.seat).active().for_list()
    others = others.exclude(pk__in=known.order_by().values("cadre"))
    form = forms.InviteCadresForm(cadres=others)
    if request.method == "POST":
        if request.POST.get("what") == "present":
            number = actions.record_present(activity, present=_keys(request), by=request.seat)
            messages.success(request, f"已更新 {number} 位干部的到场情况。")
            return redirect("deputies:activity_cadres", activity.pk)
        form = forms.InviteCadresForm(request.POST, cadres=others)
        if form.is_valid():
            number = actions.invite(activity, by=request.seat, **form.cleaned_data)
            messages.success(request, f"已邀请 {number} 位干部。")
            return redirect("deputies:activity_cadres", activity.pk)
    context = {"activity": activity, "form": form, "known": known, "has_others": others.exists()}
    context["has_begun"] = clock.today() >= activity.held_on
    status = 422 if form.is_bound else 200
    return render(request, "deputies/cadres/activity.html", context, status=status)


def _form_page(request, form, heading):
    context = {"form": form, "page_heading": heading}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/cadres/form.html", context, status=status)


def _keys(request) -> set[int]:
    given = request.POST.getlist("came")
    return {int(key) for key in given if key.isascii() and key.isdigit() and len(key) < 10}
