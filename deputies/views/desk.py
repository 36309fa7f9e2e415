"""The register of deputies at the desk: list, one deputy, who belongs where, who nowhere."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies import indicators
from deputies.actions import register as actions
from deputies.documents import register as documents
from deputies.forms import register as forms
from deputies.models import Deputy, Membership
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.privacy import masking
from liaison.ui.paging import pages
from stations.models import Station
from stations.views.desk import posted

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICE = (Role.STATION, Role.COMMITTEE, Role.LEADER)


@seat_required(*OFFICE)
@require_safe
def index(request):
    """代表: everybody the seat may see, with the filters it thinks in."""
    today = clock.today()
    asked = forms.DeputyFilter(request.GET, seat=request.seat)
    deputies = asked.narrow(Deputy.objects.visible_to(request.seat), today)
    page = pages(deputies.public().for_list().with_posts(today), request)
    context = {"filter": asked, "page": page, "may_import": may_change(request.seat)}
    return render(request, "deputies/list.html", context)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def detail(request, pk):
    """One deputy: person, mandates, stations; the telephone number masked."""
    return _page(request, _visible(request, pk))


@seat_required(Role.STATION, Role.COMMITTEE, Role.DEPUTY)
@require_POST
def reveal(request, pk):
    """显示号码: the full number once, and a line in the audit log."""
    deputy = _visible(request, pk)
    return _page(request, deputy, phone=actions.reveal_phone(deputy, by=request.seat))


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def assign(request, pk):
    """编组进站."""
    deputy = _visible(request, pk)
    form = forms.AssignForm(posted(request), seat=request.seat, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.assign(deputy, by=request.seat, **form.cleaned_data)
        return redirect(deputy)
    status = 422 if form.is_bound else 200
    context = {"form": form, "deputy": deputy}
    return render(request, "deputies/assign.html", context, status=status)


@seat_required(Role.COMMITTEE)
@require_POST
def release(request, pk):
    """调出站点, from today."""
    mine = Membership.objects.filter(station__in=Station.objects.managed_by(request.seat))
    membership = get_object_or_404(mine.select_related("deputy"), pk=pk)
    actions.release(membership, on=clock.today(), by=request.seat)
    return redirect(membership.deputy)


@seat_required(*OFFICE)
@require_safe
def coverage(request):
    """编组进站率, and the names of those who belong to no station."""
    today = clock.today()
    mine = Deputy.objects.visible_to(request.seat)
    unassigned = mine.unassigned(today).public().for_list().with_posts(today)
    context = {
        "total": indicators.coverage(mine, today),
        "levels": indicators.coverage_by_level(mine, today),
        "page": pages(unassigned, request, size=50),
        "today": today,
        "may_change": may_change(request.seat),
    }
    return render(request, "deputies/coverage.html", context)


@seat_required(*OFFICE)
@require_safe
def coverage_export(request):
    """未编组代表名单 as a spreadsheet."""
    today = clock.today()
    unassigned = Deputy.objects.visible_to(request.seat).unassigned(today)
    rows = unassigned.public().for_list().with_posts(today)
    chain.record("export", by=request.seat, facts={"what": "未编组代表名单", "on": today})
    answer = HttpResponse(documents.unassigned_workbook(rows), content_type=EXCEL)
    name = f"未编组代表-{today.isoformat()}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@seat_required()
@require_safe
def at_station(request, code):
    """编入本站的代表; the station's page embeds the list."""
    today = clock.today()
    station = get_object_or_404(Station.objects.visible_to(request.seat), code=code)
    here = Deputy.objects.member_of(station, today).public()
    visible = Deputy.objects.visible_to(request.seat).member_of(station, today)
    context = {
        "station": station,
        "page": pages(here.for_list().with_posts(today), request, size=50),
        "visible": set(visible.values_list("pk", flat=True)),
    }
    return render(request, "deputies/at_station.html", context)


def may_change(seat) -> bool:
    """Whether the seat's holder keeps the register: the committees' offices do."""
    return seat.role in assign.seat_roles


def sees_party(seat) -> bool:
    """Whether the seat reads a named person's party (T12): the office, and a deputy his own."""
    return seat.role in (Role.COMMITTEE, Role.DEPUTY)


def _visible(request, pk):
    return get_object_or_404(Deputy.objects.visible_to(request.seat), pk=pk)


def _page(request, deputy, phone=""):
    context = {
        "deputy": deputy,
        "party": deputy.party_for(request.seat),
        "may_read_party": sees_party(request.seat) or deputy.party_is_public,
        "may_tell": request.seat.role in (Role.STATION, Role.COMMITTEE, Role.DEPUTY),
        "may_disclose": sees_party(request.seat),
        "grids": deputy.grid_duties.select_related("grid__station").order_by(
            "to_on", "-from_on", "pk"
        ),
        "phone": phone,
        "masked": masking.phone(deputy.phone),
        "mandates": deputy.mandates.order_by("-from_on", "pk"),
        "memberships": deputy.memberships.select_related("station").order_by(
            "-is_primary", "-from_on", "pk"
        ),
        "may_reveal": request.seat.role in reveal.seat_roles,
        "may_change": may_change(request.seat),
        "may_honour": request.seat.role in (Role.STATION, Role.COMMITTEE),
        "is_own": request.seat.role == Role.DEPUTY,
        "sees_party": sees_party(request.seat),
    }
    return render(request, "deputies/detail.html", context)
