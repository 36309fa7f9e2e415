"""121 at the desk: a month of stations, a year of deputies, the rows behind each number."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from deputies import compliance, obligations
from deputies.actions import gaps
from deputies.actions import obligations as actions
from deputies.documents import compliance as documents
from deputies.forms import compliance as forms
from deputies.models import Attendance, Deputy, deputy_of
from deputies.views import gap_acts
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.ui.paging import pages
from stations.models import Activity, Station, station_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICE = (Role.STATION, Role.COMMITTEE, Role.LEADER)
PAGE_SIZE = 50
SHOWN = {
    "short": lambda row: row.is_short,
    "will_miss": lambda row: row.will_miss,
    "met": lambda row: not row.is_short and bool(getattr(row, "required", 0) or getattr(row, "owed", 0)),
    "all": lambda row: True,
}  # fmt: skip


@seat_required(*OFFICE)
@require_safe
def month(request):
    """121 某月: stations met and short, by name, and what mends it."""
    found, asked = _month(request)
    show = asked.asked("show", "short")
    rows = [row for row in found.rows if SHOWN[show](row)]
    context = {
        "found": found,
        "filter": asked,
        "show": show,
        "page": pages(rows, request, size=PAGE_SIZE),
        "is_over": found.span.is_over(clock.today()),
        "may_close": _may_close(request.seat, found),
        "may_ask": request.seat.role in ask.seat_roles,
        "query": request.GET.urlencode(),
    }
    return render(request, "deputies/compliance_month.html", context)


@seat_required(*OFFICE)
@require_safe
def year(request):
    """121 某年: deputies by level, those short by name, where the pace leads."""
    found, asked = _year(request)
    show = asked.asked("show", "short")
    rows = [row for row in found.rows if SHOWN[show](row)]
    context = {
        "found": found,
        "levels": found.by_level(),
        "filter": asked,
        "show": show,
        "page": pages(rows, request, size=PAGE_SIZE),
        "names": compliance.LEVELS,
        "is_over": found.span.is_over(clock.today()),
        "coming": gap_acts.coming(request.seat)[: gap_acts.OFFERED],
        "may_close": _may_close(request.seat, found),
        "may_ask": request.seat.role in ask.seat_roles,
        "query": request.GET.urlencode(),
    }
    return render(request, "deputies/compliance_year.html", context)


@seat_required(*OFFICE)
@require_safe
def month_export(request):
    """The month as a spreadsheet, as far as it is on screen."""
    found, asked = _month(request)
    rows = [row for row in found.rows if SHOWN[asked.asked("show", "short")](row)]
    name = f"121站点达标-{found.span.first:%Y-%m}"
    return _workbook(request, documents.stations_workbook(name, rows), name)


@seat_required(*OFFICE)
@require_safe
def year_export(request):
    """The year as a spreadsheet, as far as it is on screen."""
    found, asked = _year(request)
    rows = [row for row in found.rows if SHOWN[asked.asked("show", "short")](row)]
    name = f"121代表进站-{found.span.first.year}"
    return _workbook(request, documents.deputies_workbook(name, rows, compliance.LEVELS), name)


@seat_required(*OFFICE)
@require_safe
def of_station(request, code):
    """The activities that count for a station and a month: the rows behind its number."""
    station = get_object_or_404(Station.objects.managed_by(request.seat), code=code)
    span = obligations.month(_asked_month(request))
    held = Activity.objects.counting().filter(station=station).between(span.first, span.last)
    if not compliance.rule_on(span.first).online:
        held = held.filter(is_online=False)
    context = {"station": station, "span": span, "activities": held.for_list()}
    return render(request, "deputies/compliance_station.html", context)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def of_deputy(request, pk, year):
    """The visits that count for a deputy and a year: the rows behind his number."""
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat), pk=pk)
    return render(request, "deputies/compliance_deputy.html", _visits(deputy, _span(year)))


@seat_required(Role.DEPUTY)
@require_safe
def my_year(request):
    """我的 121: what the deputy owes this year and has done; his own pages embed it."""
    deputy = deputy_of(request.seat)
    if deputy is None:
        raise Http404
    return render(
        request, "deputies/my_year.html", _visits(deputy, obligations.year(clock.today().year))
    )


@seat_required(Role.STATION, Role.COMMITTEE)
@require_POST
def ask(request, kind):
    """提醒: all those short on the list as filtered, once a period and person."""
    if kind == "month":
        found, _ = _month(request)
        sent = gaps.ask_stations(found.rows, found.span, by=request.seat)
    else:
        found, _ = _year(request)
        sent = gaps.ask_deputies(found.rows, found.span, by=request.seat)
    messages.success(request, f"已提醒 {sent} 人；同一时段已提醒过的不重复提醒。")
    target = "deputies:compliance" if kind == "month" else "deputies:compliance_year"
    return redirect(f"{reverse(target)}?{request.GET.urlencode()}")


@seat_required(Role.COMMITTEE)
@require_POST
def close(request):
    """结账: the figures of a month or a year stand from here on."""
    form = forms.CloseForm(request.POST)
    if not form.is_valid():
        return HttpResponse("时段不正确。", status=422)
    closed = actions.close_period(
        form.cleaned_data["kind"], form.cleaned_data["first"], by=request.seat
    )
    messages.success(request, f"{closed}已结账，数据不再变动。")
    target = "deputies:compliance" if closed.kind == "month" else "deputies:compliance_year"
    asked = (
        f"month={closed.begins_on:%Y-%m}"
        if closed.kind == "month"
        else f"year={closed.begins_on.year}"
    )
    return redirect(f"{reverse(target)}?{asked}")


# -- what was asked for ---------------------------------------------------------------------------
def _node(request):
    station = station_of(request.seat)
    if station is None:
        raise Http404
    return station


def _month(request):
    """The month asked for, as far as the seat and the filters reach."""
    whole = compliance.month(_asked_month(request), below=_node(request))
    asked = forms.MonthFilter(
        _with(request, "month", f"{whole.span.first:%Y-%m}"), counties=_counties(whole)
    )
    return compliance.Month(whole.span, asked.narrow(whole.rows), whole.is_closed), asked


def _year(request):
    """The year asked for, as far as the seat and the filters reach."""
    text = request.GET.get("year", "")
    number = int(text) if text.isascii() and text.isdigit() else clock.today().year
    whole = compliance.year(_span(number).first.year, below=_node(request))
    asked = forms.YearFilter(_with(request, "year", str(number)), counties=_counties(whole))
    return compliance.Year(whole.span, asked.narrow(whole.rows), whole.is_closed), asked


def _with(request, name, value):
    """The query, with `name` filled in, so that the filter shows what the page shows."""
    query = request.GET.copy()
    query[name] = value
    return query


def _asked_month(request):
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return clock.today().replace(day=1)


def _span(number):
    if not 2000 <= number <= 2100:
        raise Http404
    return obligations.year(number)


def _counties(found):
    return sorted({row.county for row in found.rows if row.county})


def _visits(deputy, span):
    """What one deputy's page shows: the figures, each visit, and why one does not count."""
    made = Attendance.objects.counting().filter(
        deputy=deputy, activity__held_on__gte=span.first, activity__held_on__lte=span.last
    )
    rows = made.with_own().select_related("activity__station")
    rule = compliance.rule_on(span.first)
    return {
        "deputy": deputy,
        "span": span,
        "row": compliance.year_of(deputy, span.first.year),
        "visits": [
            (row, rule.why_not(is_online=row.activity.is_online, is_own=row.is_own))
            for row in rows.order_by("activity__held_on", "pk")
        ],
    }


def _may_close(seat, found):
    is_main = seat.role == Role.COMMITTEE and _is_top(seat)
    return is_main and not found.is_closed and found.span.is_over(clock.today())


def _is_top(seat):
    station = station_of(seat)
    return station is not None and station.depth == 1


def _workbook(request, content, name):
    chain.record("export", by=request.seat, facts={"what": name})
    answer = HttpResponse(content, content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return answer
