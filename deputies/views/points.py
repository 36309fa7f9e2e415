"""Points as they stand: the ranking, one deputy's account, my own (积分排名, 我的积分; J13)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from deputies import points, published
from deputies.actions import standings
from deputies.documents import points as documents
from deputies.forms import points as forms
from deputies.models import Audience, Deputy, PointAppeal, PointStanding, deputy_of
from deputies.performance.rules import Group, Indicator
from deputies.performance.scoring import by_indicator
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.ui.paging import pages

OFFICE = (Role.STATION, Role.COMMITTEE, Role.LEADER)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORT_CAP = 5_000
#: Kinds of which only the office has a page: the deputy reads the title without a link.
OFFICE_PAGES = frozenset({"grid", "training"})


@seat_required(*OFFICE)
@require_safe
def index(request):
    """积分排名: who has how many points, most first, with the filters an office thinks in."""
    asked, found = _asked(request)
    page = pages(found.for_list().with_posts(clock.today()), request, size=50)
    context = {
        "filter": asked,
        "page": page,
        "groups": Group,
        "counted_at": page.items[0].counted_at if page.items else None,
        "is_main": standings.is_main(request.seat),
        "query": request.GET.urlencode(),
        "year": forms.asked_year(request),
    }
    return render(request, "deputies/points/index.html", context)


@seat_required(*OFFICE)
@require_safe
def export(request):
    """积分排名 as a spreadsheet, as far as it is on screen."""
    _, found = _asked(request)
    rows = list(found.for_list().with_posts(clock.today())[:EXPORT_CAP])
    facts = {"list": "代表履职积分", "rows": len(rows), "filters": sorted(request.GET)}
    chain.record("export", by=request.seat, facts=facts)
    return workbook(documents.ranking(rows), "代表履职积分")


@seat_required(*OFFICE)
@require_safe
def of_deputy(request, pk):
    """One deputy's account of a year, every event explained, as the office sees it."""
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat), pk=pk)
    context = account_of(deputy, forms.asked_year(request))
    context["may_propose"] = request.seat.role in (Role.STATION, Role.COMMITTEE)
    return render(request, "deputies/points/deputy.html", context)


@seat_required(Role.DEPUTY)
@require_safe
def mine(request):
    """我的积分: what each thing gave and why, what to do when it is not right, who may see it."""
    deputy = own(request.seat)
    context = account_of(deputy, forms.asked_year(request))
    appeals = PointAppeal.objects.visible_to(request.seat).for_list()[:10]
    said = {one.audience: one for one in deputy.publishing_consents.order_by("pk")}
    asked = (Audience.ELECTORATE, Audience.UNITS)
    context |= {
        "unlinked": OFFICE_PAGES,
        "appeals": appeals,
        "consents": [(audience, said.get(audience)) for audience in asked],
        "told": [
            shown
            for publication in published.standing_for(deputy, Audience.SELF)
            for shown in [published.view(publication, only=deputy)]
            if shown.rows
        ],
    }
    return render(request, "deputies/points/mine.html", context)


@seat_required(Role.COMMITTEE)
@require_POST
def recount(request):
    """重新计算: the running sums of this year, from the events as they are now."""
    standings.check_main(request.seat)
    people = standings.recount(clock.today().year)
    chain.record("recount_points", by=request.seat, facts={"rows": people})
    messages.success(request, f"已重新计算 {people} 位代表的积分。")
    return redirect("deputies:points")


def account_of(deputy, year) -> dict:
    """What a page about one deputy's points of a year shows."""
    account = points.account(deputy, year)
    groups = account.groups
    return {
        "deputy": deputy,
        "unlinked": frozenset(),
        "year": year,
        "years": range(clock.today().year, clock.today().year - 3, -1),
        "account": account,
        "lines": account.lines[::-1],
        "groups": [(group.label, groups.get(group.value, 0)) for group in Group],
        "indicators": named(by_indicator(groups)),
        "rules": {one.pk: one.name for one in points.book().versions},
    }


def named(indicators) -> list[tuple[str, object]]:
    """The three indicators by their Chinese names."""
    return [(one.label, indicators[one.value]) for one in Indicator]


def own(seat) -> Deputy:
    """The deputy of the seat; 404 for a seat of none."""
    deputy = deputy_of(seat)
    if deputy is None:
        raise Http404
    return deputy


def workbook(content, name):
    """A spreadsheet to keep."""
    answer = HttpResponse(content, content_type=EXCEL)
    file = f"{name}{clock.today():%Y%m%d}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, file)
    return answer


def at(name, *args, **query):
    """An address with a query."""
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(name, args=args)}?{asked}" if asked else reverse(name, args=args)


def _asked(request):
    """The filter, and the standings it leaves of those the seat sees."""
    query = request.GET.copy()
    query["year"] = str(forms.asked_year(request))
    asked = forms.RankingFilter(query, seat=request.seat)
    return asked, asked.narrow(PointStanding.objects.visible_to(request.seat))
