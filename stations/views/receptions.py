"""固定接待日 at the desk: the rules, and what days they make."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.ui.paging import pages
from liaison.workdays.models import current_calendar
from stations.actions import activities, receptions
from stations.forms.receptions import ReceptionRuleForm
from stations.models import ReceptionRule
from stations.receptions import next_occurrences
from stations.views.activities import posted


@seat_required(*activities.PLANNERS)
@require_safe
def rules(request):
    """The rules of the seat's stations, each with the days it makes until the year's end."""
    page = pages(ReceptionRule.objects.visible_to(request.seat).for_list(), request)
    today, calendar = clock.today(), current_calendar()
    for rule in page:
        found = next_occurrences(
            today,
            day_of_month=rule.day_of_month,
            rule=rule.holiday_rule,
            calendar=calendar,
            until=date(today.year + today.month // 10, 12, 31),
        )
        rule.coming = [one for one in found if _is_in_force(rule, one)][:3]
    return render(request, "stations/receptions.html", {"page": page})


def _is_in_force(rule, one) -> bool:
    return rule.from_on <= one.regular_on and (rule.to_on is None or one.regular_on <= rule.to_on)


@seat_required(*activities.PLANNERS)
@require_http_methods(["GET", "POST"])
def new(request):
    """设固定接待日."""
    form = ReceptionRuleForm(posted(request), seat=request.seat)
    return _answer(request, form, heading="设固定接待日")


@seat_required(*activities.PLANNERS)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """修改固定接待日."""
    rule = get_object_or_404(ReceptionRule.objects.visible_to(request.seat), pk=pk)
    form = ReceptionRuleForm(posted(request), instance=rule, seat=request.seat)
    return _answer(request, form, heading="修改固定接待日", rule=rule)


def _answer(request, form, *, heading, rule=None):
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        station = rule.station if rule else details.pop("station")
        receptions.set_rule(station=station, rule=rule, by=request.seat, **details)
        messages.success(request, "已保存；系统每天按规则自动安排并发布接待日。")
        return redirect("stations:receptions")
    context = {"form": form, "page_heading": heading, "back": reverse("stations:receptions")}
    status = 422 if form.is_bound else 200
    return render(request, "stations/activity_form.html", context, status=status)
