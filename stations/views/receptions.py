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
from stations.actions import activities, reception_changes, receptions
from stations.forms.receptions import ReceptionRuleForm
from stations.models import ReceptionRule
from stations.receptions import is_wanted, next_occurrences
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
        rule.coming = [one for one in found if is_wanted(rule, one)][:3]
    return render(request, "stations/receptions.html", {"page": page})


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
    rules = ReceptionRule.objects.visible_to(request.seat).select_related("station")
    rule = get_object_or_404(rules, pk=pk)
    # The form writes its answers into the rule it is given; the action compares with what stands.
    mine = get_object_or_404(rules, pk=pk)
    form = ReceptionRuleForm(posted(request), instance=mine, seat=request.seat)
    return _answer(request, form, heading="修改固定接待日", rule=rule)


def _answer(request, form, *, heading, rule=None):
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        station = rule.station if rule else details.pop("station")
        if rule and (page := _warned(request, form, rule, details)):
            return page
        receptions.set_rule(
            station=station,
            rule=rule,
            by=request.seat,
            agreed=request.POST.get("agreed"),
            **details,
        )
        messages.success(request, "已保存；系统每天按规则自动安排并发布接待日。")
        return redirect("stations:receptions")
    context = {"form": form, "page_heading": heading, "back": reverse("stations:receptions")}
    status = 422 if form.is_bound else 200
    return render(request, "stations/activity_form.html", context, status=status)


def _warned(request, form, rule, details):
    """What would happen to receptions already made, to be agreed to first; None when nothing would."""
    outcomes = receptions.foretell(rule, details)
    token = reception_changes.token(outcomes)
    if not outcomes or request.POST.get("agreed") == token:
        return None
    context = {
        "form": form,
        "rule": rule,
        "outcomes": outcomes,
        "token": token,
        "is_changed": "agreed" in request.POST,
    }
    return render(request, "stations/reception_change.html", context)
