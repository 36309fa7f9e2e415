"""Quarters and years of points frozen, checked against the events, opened again by decision (积分结账)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from deputies import points
from deputies.actions import standings as actions
from deputies.forms import points as forms
from deputies.models import Deputy, PointAppeal, PointItem, PointPeriod
from deputies.models.ledger import NUMERALS
from deputies.views.step_page import accepted, ask
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.errors import Refused
from stations.views.desk import posted

#: So many differences are shown; more than that is a matter of reopening, not of reading.
SHOWN = 200
either = require_http_methods(["GET", "POST"])


@seat_required(Role.STATION, Role.COMMITTEE, Role.LEADER)
@require_safe
def index(request):
    """积分结账: what is frozen, what may be frozen next."""
    today = clock.today()
    rows = list(PointPeriod.objects.for_list()[:40])
    context = {
        "periods": rows,
        "next": _next(rows, today) if actions.is_main(request.seat) else [],
        "is_main": actions.is_main(request.seat),
        "last": {_key(row) for row in _last_standing(rows)},
    }
    return render(request, "deputies/points/periods.html", context)


@seat_required(Role.COMMITTEE)
@either
def freeze(request, year, quarter):
    """结账: a page that says what will happen, then the button."""
    actions.check_main(request.seat)
    if quarter not in actions.QUARTERS or not forms.FIRST_YEAR <= year <= 2100:
        raise Http404
    until = points.frozen_until(year)
    if quarter <= until or clock.today() <= actions.last_day(year, quarter):
        raise Refused("该季度已结账，或尚未结束。")
    form = forms.YesForm(posted(request))
    if accepted(request, form):
        made = actions.freeze(year, quarter=quarter, by=request.seat)
        messages.success(request, f"{'、'.join(str(one) for one in made)}已结账。")
        return redirect("deputies:points_periods")
    title = f"{year}年第{NUMERALS[quarter - 1]}季度积分结账"
    back = reverse("deputies:points_periods")
    return ask(request, title, form, back=back, warn=_foretold(year, until, quarter), button="结账")


def _foretold(year, until, quarter) -> list[str]:
    """What will happen, and what is better done before."""
    names = "、".join(f"第{NUMERALS[each - 1]}" for each in range(until + 1, quarter + 1))
    last = actions.last_day(year, quarter)
    items = PointItem.objects.waiting().filter(done_on__year=year, done_on__lte=last).count()
    appeals = PointAppeal.objects.waiting().filter(year=year).count()
    warn = [
        f"将冻结{year}年{names}季度全部代表的积分明细和合计，此后修改规则、补登活动都不改变它们。",
    ]
    if quarter == 4:
        warn.append("全年结账后，本年的遗漏须先按程序重新打开，或在新一年作更正。")
    else:
        warn.append("此后才知道的本年事项，作为补记计入下一个未结账的季度。")
    if items:
        warn.append(f"还有 {items} 件手工项目待审批，结账后再通过的将作补记，建议先审批。")
    if appeals:
        warn.append(f"还有 {appeals} 件积分申诉待答复。")
    return warn


@seat_required(Role.COMMITTEE)
@either
def reopen(request, pk):
    """重新打开, by a recorded decision."""
    actions.check_main(request.seat)
    period = get_object_or_404(PointPeriod.objects.all(), pk=pk)
    form = forms.ReasonForm(posted(request), label="依据的决定")
    if accepted(request, form):
        try:
            actions.reopen(period, by=request.seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{period}已重新打开，请处理后再次结账。")
            return redirect("deputies:points_periods")
    warn = [
        "重新打开后，该季度按现有事项重新计算，直到再次结账；原结账数据保留备查。",
        "该时段已公示的积分将不再显示，直到再次结账。",
    ]
    back = reverse("deputies:points_periods")
    return ask(request, "重新打开", form, back=back, said=str(period), warn=warn)


@seat_required(Role.COMMITTEE, Role.LEADER)
@require_safe
def check(request, pk):
    """核对: the frozen lines against the events as they are today."""
    period = get_object_or_404(PointPeriod.objects.standing(), pk=pk)
    found = points.differences(period)
    names = Deputy.objects.filter(pk__in={one.deputy_id for one in found[:SHOWN]})
    context = {
        "period": period,
        "found": found[:SHOWN],
        "count": len(found),
        "names": dict(names.order_by().values_list("pk", "name")),
        "is_last": period.quarter == points.frozen_until(period.year),
        "is_main": actions.is_main(request.seat),
    }
    return render(request, "deputies/points/check.html", context)


def _key(row):
    return row.pk


def _last_standing(rows):
    """Of each year the last frozen quarter: the one that may be opened again."""
    standing = [row for row in rows if row.reopened_at is None]
    return {row.year: row for row in sorted(standing, key=lambda row: row.quarter)}.values()


def _next(rows, today) -> list[tuple[int, int, str]]:
    """(year, quarter, its name) of those that are over and not frozen: last year's and this one's."""
    standing = {(row.year, row.quarter) for row in rows if row.reopened_at is None}
    return [
        (year, quarter, f"{year}年第{NUMERALS[quarter - 1]}季度")
        for year in (today.year - 1, today.year)
        for quarter in actions.QUARTERS
        if (year, quarter) not in standing and actions.last_day(year, quarter) < today
    ]
