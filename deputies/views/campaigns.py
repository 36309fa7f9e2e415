"""服务进万家 at the desk: events under the six campaigns, and the year's report (T18)."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from deputies import indicators
from deputies.actions import campaigns as actions
from deputies.documents import campaigns as documents
from deputies.forms import services as forms
from deputies.models import CampaignEvent, Deputy
from deputies.views.asking import ask
from deputies.views.desk import EXCEL
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.ui.paging import pages
from stations.models import Station, ids_below, station_of
from stations.views.desk import posted

KEEPERS = (Role.STATION, Role.COMMITTEE)
OFFICE = (*KEEPERS, Role.LEADER)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@seat_required(*OFFICE)
@require_safe
def index(request):
    """进万家活动: what was done, the latest first."""
    asked = forms.CampaignFilter(request.GET, seat=request.seat)
    events = asked.narrow(CampaignEvent.objects.visible_to(request.seat))
    context = {
        "filter": asked,
        "page": pages(_with_deputies(events), request),
        "may_record": request.seat.role in KEEPERS,
        "query": request.GET.urlencode(),
    }
    return render(request, "deputies/services/campaigns.html", context)


@seat_required(*OFFICE)
@require_safe
def export(request):
    """The events on screen as a spreadsheet."""
    asked = forms.CampaignFilter(request.GET, seat=request.seat)
    events = asked.narrow(CampaignEvent.objects.visible_to(request.seat))
    chain.record("export", by=request.seat, facts={"what": "进万家活动"})
    content = documents.events_workbook(_with_deputies(events))
    return _file(content, EXCEL, f"进万家活动-{clock.today()}.xlsx")


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new(request):
    """登记进万家活动 at the station named in the address, or the seat's own."""
    station = _station(request)
    today = clock.today()
    form = forms.CampaignForm(posted(request), station=station, today=today)
    form.fields["once"] = forms.OnceForm().fields["once"]
    if request.method == "POST" and form.is_valid():
        event = actions.record_event(station=station, by=request.seat, **form.cleaned_data)
        messages.success(request, "已登记。")
        return redirect(event)
    return _ask(request, form, f"登记进万家活动：{station.name}", reverse("deputies:campaigns"))


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def detail(request, pk):
    """One event."""
    event = _seen(request, pk)
    may_change = request.seat.role in KEEPERS and event.station_id in ids_below(request.seat)
    context = {"event": event, "may_change": may_change}
    context["is_office"] = request.seat.role in OFFICE
    return render(request, "deputies/services/campaign.html", context)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """修改进万家活动."""
    event = _seen(request, pk)
    form = forms.CampaignForm(
        posted(request),
        station=event.station,
        today=clock.today(),
        also=event.deputies.all(),
        initial=forms.as_initial(event),
    )
    if request.method == "POST" and form.is_valid():
        actions.change_event(event, by=request.seat, **form.cleaned_data)
        messages.success(request, "已保存。")
        return redirect(event)
    return _ask(request, form, f"修改：{event.title}", event.get_absolute_url())


@seat_required(*OFFICE)
@require_safe
def report(request):
    """年度报告: exactly the six, and their sum."""
    year = _year(request)
    context = {"year": year, "lines": _lines(request, year), "this_year": clock.today().year}
    return render(request, "deputies/services/campaign_report.html", context)


@seat_required(*OFFICE)
@require_safe
def report_export(request, form):
    """The year's report as a spreadsheet or as Word."""
    year = _year(request)
    title = f"{year}年服务进万家情况"
    lines = _lines(request, year)
    chain.record("export", by=request.seat, facts={"what": title})
    if form == "xlsx":
        return _file(documents.report_workbook(title, lines), EXCEL, f"{title}.xlsx")
    events = CampaignEvent.objects.visible_to(request.seat).in_year(year)
    station, today, whole = station_of(request.seat), clock.today(), lines[-1]
    unit = station.name if station else ""
    lead = (
        f"{year}年，{unit}按照消防安全、铜心解纷、关爱维权、健康服务、文明乡风、困难帮扶六个主题"
        f"开展服务进万家活动{whole.events}场次，代表参加{whole.attendances}人次，"
        f"受益{whole.beneficiaries}人次。"
    )
    listed = list(events.select_related("station").order_by("held_on", "pk"))
    day = f"{today:%Y年%-m月%-d日}"
    content = documents.report_word(title, lead, lines, listed, unit, day)
    return _file(content, WORD, f"{title}.docx")


def _lines(request, year):
    return indicators.campaigns_of_year(CampaignEvent.objects.visible_to(request.seat), year)


def _year(request) -> int:
    asked = request.GET.get("year", "")
    is_year = asked.isascii() and asked.isdigit() and 2000 <= int(asked[:4]) <= 2100
    return int(asked[:4]) if is_year else clock.today().year


def _station(request) -> Station:
    code = request.GET.get("station", "")
    mine = Station.objects.managed_by(request.seat).filter(closed_on=None)
    if code:
        return get_object_or_404(mine, code=code)
    station = station_of(request.seat)
    if station is None:
        raise Refused("您的岗位没有所在站点，不能登记活动。")
    return station


def _with_deputies(events):
    people = Deputy.objects.public().order_by("name_key", "pk")
    return events.for_list().prefetch_related(Prefetch("deputies", people))


def _seen(request, pk):
    return get_object_or_404(_with_deputies(CampaignEvent.objects.visible_to(request.seat)), pk=pk)


def _ask(request, form, heading, back):
    return ask(request, heading=heading, form=form, button="保存", back=(back, "返回"))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
