"""党员代表: party organisations and their stations, each station's group and who is on duty (T12)."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from deputies.actions import party as actions
from deputies.models import PARTY_READERS, Deputy, Duty, Membership
from deputies.views.asking import ask
from deputies.views.desk import EXCEL
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.documents import excel
from liaison.ui.paging import pages
from stations.models import Station
from stations.views.desk import posted

#: So many coming duties are shown.
COMING = 50


@seat_required(*PARTY_READERS)
@require_safe
def index(request):
    """党组织与站点联合名单: who leads each station, how many party members serve there."""
    rows = _listed(request)
    bare = request.GET.get("bare") == "on"
    if bare:
        rows = rows.filter(members=0)
    context = {"page": pages(rows, request, size=50), "bare": bare}
    context["query"] = request.GET.urlencode()
    return render(request, "deputies/party/list.html", context)


@seat_required(*PARTY_READERS)
@require_safe
def export(request):
    """The joint list as a spreadsheet: numbers, no names."""
    chain.record("export", by=request.seat, facts={"what": "党组织与站点联合名单"})
    columns = [("站点", 30), ("牵头党组织", 40), ("在任代表", 10), ("党员代表", 10)]
    rows = ((s.name, s.leading_party, s.everybody, s.members) for s in _listed(request))
    answer = HttpResponse(excel.workbook("党组织与站点", columns, rows), content_type=EXCEL)
    name = f"党组织与站点-{clock.today()}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@seat_required(*PARTY_READERS)
@require_safe
def of_station(request, code):
    """党员代表小组 of a station: its members, and the coming duties they are on."""
    station = get_object_or_404(Station.objects.managed_by(request.seat), code=code)
    today = clock.today()
    group = Deputy.objects.member_of(station, today).in_office(today).party_members()
    duties = Duty.objects.standing(clock.now()).filter(
        deputy__in=group.order_by().values("pk"), activity__station__path__startswith=station.path
    )
    hidden = ("deputy__phone", "deputy__address", "deputy__id_number")
    context = {
        "station": station,
        "members": group.public().for_list().with_posts(today),
        "duties": duties.select_related("activity__station", "deputy")
        .defer(*hidden)
        .order_by("activity__starts_at", "pk")[:COMING],
    }
    return render(request, "deputies/party/station.html", context)


class DiscloseForm(forms.Form):
    """Whether the deputy agreed."""

    is_public = forms.BooleanField(label="本人同意公开政治面貌", required=False)


@seat_required(*PARTY_READERS, Role.DEPUTY)
@require_http_methods(["GET", "POST"])
def disclose(request, pk):
    """是否公开政治面貌."""
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat).public(), pk=pk)
    form = DiscloseForm(posted(request), initial={"is_public": deputy.party_is_public})
    if request.method == "POST" and form.is_valid():
        actions.disclose(deputy, by=request.seat, **form.cleaned_data)
        messages.success(request, "已保存。")
        return redirect(deputy)
    back = (deputy.get_absolute_url(), deputy.name)
    notes = ["不公开时，只有本人和代表工作机构能看到；公开后站点网页也显示。"]
    return ask(
        request, heading="是否公开政治面貌", form=form, button="保存", back=back, notes=notes
    )


def _listed(request):
    today = clock.today()
    mine = Station.objects.managed_by(request.seat).open_on(today)
    serving = Deputy.objects.in_office(today).order_by()
    here = Q(memberships__in=Membership.objects.running(today).order_by().values("pk"))
    here &= Q(memberships__deputy__in=serving.values("pk"))
    party = here & Q(memberships__deputy__in=serving.party_members().values("pk"))
    return (
        mine.exclude(kind__in=("point", "mobile"))
        .annotate(everybody=Count("memberships", filter=here))
        .annotate(members=Count("memberships", filter=party))
        .order_by("path")
    )
