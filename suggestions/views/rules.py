"""The rules of routing as staff write them: the list, one rule with its try-out, and how often it hits."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from suggestions import indicators
from suggestions.actions import judgement
from suggestions.actions import rules as actions
from suggestions.forms.desk import RuleForm
from suggestions.models import Classifier, RoutingRule
from suggestions.views.pages import accepted, given

READERS = (Role.STATION, Role.COMMITTEE, Role.LEADER)


@require_GET
@seat_required(*READERS)
def rules(request):
    """分派规则: the newest version of each, those in force first."""
    rows = RoutingRule.objects.latest().select_related("unit", "place", "written_by__user")
    context = {
        "rules": rows.order_by("ends_on", "name", "pk"),
        "today": clock.today(),
        "may_write": request.seat.role == Role.COMMITTEE,
        "model": Classifier.objects.filter(is_in_use=True).defer("content").first(),
    }
    return render(request, "suggestions/rules.html", context)


@require_http_methods(["GET", "POST"])
@seat_required(Role.COMMITTEE)
def rule_write(request, pk=None):
    """One rule: tried out on past decisions first, then saved as a new version."""
    rule = get_object_or_404(RoutingRule, pk=pk) if pk else None
    form = RuleForm(given(request), seat=request.seat, rule=rule)
    if not accepted(request, form):
        return _page(request, form, rule, status=422 if form.is_bound else 200)
    if "save" not in request.POST:
        return _page(request, form, rule, trial=_trial(request, form, rule))
    written = actions.write(by=request.seat, said=form.cleaned_data, replaces=rule)
    messages.success(request, f"已保存“{written}”，{written.active_from_on:%Y-%m-%d} 起启用。")
    return redirect("suggestions:rules")


def _trial(request, form, rule):
    draft = judgement.as_rule(RoutingRule(**form.cleaned_data))
    instead_of = f"rule:{rule.pk}" if rule else ""
    return actions.try_out(draft, seat=request.seat, instead_of=instead_of)


def _page(request, form, rule, *, status=200, trial=None):
    versions = RoutingRule.objects.filter(key=rule.key).order_by("-version", "-pk") if rule else []
    context = {"form": form, "rule": rule, "trial": trial, "versions": versions}
    return render(request, "suggestions/rule.html", context, status=status)


@require_http_methods(["GET", "POST"])
@seat_required(Role.COMMITTEE)
def rule_end(request, pk):
    """停用: from today on it speaks no more."""
    rule = get_object_or_404(RoutingRule.objects.select_related("unit"), pk=pk)
    if request.method != "POST":
        return render(request, "suggestions/rule_end.html", {"rule": rule})
    actions.end(rule, on=clock.today(), by=request.seat)
    messages.success(request, f"“{rule.name}”已停用。")
    return redirect("suggestions:rules")


@require_GET
@seat_required(*READERS)
def hit_rate(request):
    """建议命中率: how often a person decides what was proposed."""
    found = indicators.hit_rate(request.seat, clock.today())
    return render(request, "suggestions/hit_rate.html", {"found": found})
