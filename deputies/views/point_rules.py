"""The rules of points: versions with their documents; a draft edited, tried out, adopted (积分规则)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from deputies import trial
from deputies.actions import point_rules as actions
from deputies.actions import standings
from deputies.forms import point_rules as forms
from deputies.forms.points import YesForm, asked_year
from deputies.models import PointRule, RuleSet, deputy_of
from deputies.performance.rules import Group, read_weights
from deputies.views.step_page import accepted, ask
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.errors import Refused
from liaison.ui.paging import pages
from stations.views.desk import posted

READERS = (Role.STATION, Role.COMMITTEE, Role.LEADER, Role.DEPUTY)
either = require_http_methods(["GET", "POST"])


@seat_required(*READERS)
@require_safe
def index(request):
    """积分规则: the version in force in full, and every other one by name."""
    rows = RuleSet.objects.for_list()
    if not standings.is_main(request.seat):
        rows = rows.adopted()
    context = {
        "versions": list(rows),
        "current": RuleSet.objects.on(clock.today()).select_related("document").first(),
        "is_main": standings.is_main(request.seat),
        "today": clock.today(),
        "is_deputy": deputy_of(request.seat) is not None,
    }
    if context["current"]:
        context |= _shown(context["current"])
    return render(request, "deputies/points/rules.html", context)


@seat_required(*READERS)
@require_safe
def detail(request, pk):
    """One version, or a draft with what can be changed in it."""
    rule_set = _seen(request, pk)
    is_draft = rule_set.from_on is None
    context = {"rule_set": rule_set, "is_draft": is_draft, **_shown(rule_set)}
    if is_draft:
        context["new_rule"] = forms.NewRuleForm(rule_set=rule_set)
    return render(request, "deputies/points/rule_set.html", context)


@seat_required(Role.COMMITTEE)
@either
def new(request):
    """起草新规则."""
    standings.check_main(request.seat)
    form = forms.DraftForm(posted(request))
    if accepted(request, form):
        made = actions.draft_rules(by=request.seat, **form.cleaned_data)
        messages.success(request, "已起草，内容与现行规则相同，请逐项修改。")
        return redirect(made)
    warn = ["草稿从现行规则复制，定稿前不影响任何人的积分。"]
    back = reverse("deputies:points_rules_index")
    return ask(request, "起草新规则", form, back=back, warn=warn, button="起草")


@seat_required(Role.COMMITTEE)
@either
def rule(request, pk, kind):
    """设定计分项: what one kind of thing gives in the draft."""
    draft = _draft(request, pk)
    labels = actions.scorable()
    if kind not in labels:
        raise Http404
    standing = draft.rules.filter(kind=kind).first()
    form = forms.RuleForm(posted(request), kind=kind, initial=_initial(standing, labels[kind]))
    if accepted(request, form):
        try:
            actions.set_rule(draft, by=request.seat, **form.rule())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已保存。")
            return redirect(draft)
    said = f"事项：{labels[kind]}"
    return ask(request, "设定计分项", form, back=draft.get_absolute_url(), said=said, button="保存")


@seat_required(Role.COMMITTEE)
@require_safe
def pick(request, pk):
    """新增计分项: to the form of the kind picked."""
    draft = _draft(request, pk)
    form = forms.NewRuleForm(request.GET, rule_set=draft)
    if not form.is_valid():
        return redirect(draft)
    return redirect("deputies:points_rule", pk=draft.pk, kind=form.cleaned_data["kind"])


@seat_required(Role.COMMITTEE)
@either
def drop_rule(request, pk):
    """删除计分项."""
    standings.check_main(request.seat)
    found = get_object_or_404(PointRule.objects.select_related("rule_set"), pk=pk)
    form = YesForm(posted(request))
    if accepted(request, form):
        actions.drop_rule(found, by=request.seat)
        messages.success(request, "已删除。")
        return redirect(found.rule_set)
    warn = [f"新规则起用后，“{found.label}”不再计分；已计的分不变。"]
    back = found.rule_set.get_absolute_url()
    return ask(request, "删除计分项", form, back=back, said=found.label, warn=warn)


@seat_required(Role.COMMITTEE)
@either
def scale(request, pk):
    """设定权重和等次."""
    draft = _draft(request, pk)
    form = forms.ScaleForm(posted(request), rule_set=draft)
    if accepted(request, form):
        try:
            actions.set_scale(draft, weights=form.weights(), scale=form.scale(), by=request.seat)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已保存。")
            return redirect(draft)
    warn = ["得分先按单项上限、再按分组上限计算，最后乘以分组权重。"]
    back = draft.get_absolute_url()
    return ask(request, "设定权重和等次", form, back=back, warn=warn, button="保存")


@seat_required(Role.COMMITTEE)
@require_safe
def try_out(request, pk):
    """试算: what this year would look like had the version been in force all year; nothing is changed."""
    standings.check_main(request.seat)
    rule_set = _seen(request, pk)
    year = asked_year(request)
    found = trial.of(rule_set, year)
    context = {
        "rule_set": rule_set,
        "found": found,
        "year": year,
        "page": pages(found.rows, request, size=50),
    }
    return render(request, "deputies/points/try_out.html", context)


@seat_required(Role.COMMITTEE)
@either
def adopt(request, pk):
    """定稿: in force from a day on."""
    draft = _draft(request, pk)
    form = forms.AdoptForm(posted(request))
    if accepted(request, form):
        try:
            actions.adopt_rules(draft, by=request.seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已定稿，自起用之日起执行。")
            return redirect(draft)
    warn = [
        "定稿后不能再修改；要改须起草下一个版本。",
        "起用日之前发生的事项仍按原规则计分，已结账的数据不变。",
        f"依据：{draft.document}",
    ]
    back = draft.get_absolute_url()
    return ask(request, "定稿", form, back=back, said=draft.name, warn=warn)


@seat_required(Role.COMMITTEE)
@either
def drop(request, pk):
    """删除草稿."""
    draft = _draft(request, pk)
    form = YesForm(posted(request))
    if accepted(request, form):
        actions.drop_draft(draft, by=request.seat)
        messages.success(request, "草稿已删除。")
        return redirect("deputies:points_rules_index")
    warn = ["草稿中的全部修改一并删除，不能恢复。现行规则不受影响。"]
    back = draft.get_absolute_url()
    return ask(request, "删除草稿", form, back=back, said=draft.name, warn=warn)


def _seen(request, pk):
    rows = RuleSet.objects.select_related("document")
    rows = rows if standings.is_main(request.seat) else rows.adopted()
    return get_object_or_404(rows, pk=pk)


def _draft(request, pk):
    """The draft, for who keeps the rules; an adopted version is refused."""
    if not standings.is_main(request.seat):
        raise PermissionDenied
    rule_set = _seen(request, pk)
    if rule_set.from_on is not None:
        raise Refused("该版本已定稿，不能修改；请起草新的版本。")
    return rule_set


def _shown(rule_set) -> dict:
    """Its rules by group, with the groups' weights."""
    rows = list(rule_set.rules.order_by("pk"))
    weights = read_weights(rule_set.weights)
    blocks = [
        (group, weights.get(group.value), [row for row in rows if row.group == group])
        for group in Group
    ]
    return {"blocks": [block for block in blocks if block[2]], "count": len(rows)}


def _initial(standing, label) -> dict:
    if standing is None:
        return {"label": label, "per_hour": 0}
    fields = ("label", "group", "each", "per_hour", "cap")
    grades = {f"grade_{key}": value for key, value in standing.grades.items()}
    return {field: getattr(standing, field) for field in fields} | grades
