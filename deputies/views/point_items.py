"""The desk of manual items: proposed with evidence by one person, approved by another (手工项目)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from deputies import points
from deputies.actions import points as actions
from deputies.forms import points as forms
from deputies.models import Deputy, PointItem
from deputies.performance.scoring import quarter_of
from deputies.performance.workflow import ItemStage
from deputies.views.step_page import accepted, ask
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.attachments.models import Attachment
from liaison.attachments.sniff import Unacceptable
from liaison.errors import Refused
from liaison.ui.paging import pages
from stations.views.desk import posted

OFFICE = (Role.STATION, Role.COMMITTEE)
either = require_http_methods(["GET", "POST"])


@seat_required(*OFFICE, Role.LEADER)
@require_safe
def index(request):
    """手工项目: those waiting first, or all."""
    rows = PointItem.objects.visible_to(request.seat)
    stage = request.GET.get("stage", ItemStage.PROPOSED)
    if stage in ItemStage.values:
        rows = rows.filter(stage=stage)
    context = {
        "page": pages(rows.for_list(), request),
        "stages": [*ItemStage.choices, ("all", "全部")],
        "stage": stage,
        "may_propose": request.seat.role in OFFICE,
    }
    return render(request, "deputies/points/items.html", context)


@seat_required(*OFFICE)
@either
def new(request):
    """提出手工项目 for a deputy found by name."""
    form = forms.ItemForm(posted(request), request.FILES or None, seat=request.seat)
    return _proposed(request, form, None)


@seat_required(*OFFICE)
@either
def new_for(request, pk):
    """提出手工项目 from one deputy's page."""
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat), pk=pk)
    form = forms.ItemOfForm(posted(request), request.FILES or None, seat=request.seat)
    return _proposed(request, form, deputy)


def _proposed(request, form, deputy):
    if accepted(request, form):
        said = form.cleaned_data
        paper = said.pop("paper", None)
        said.setdefault("deputy", deputy)
        try:
            item = actions.propose_item(
                said.pop("deputy"), uploads=[paper] if paper else [], by=request.seat, **said
            )
        except (Refused, Unacceptable) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已提出，由另一位工作人员审批后计分。")
            return redirect(item)
    back = reverse("deputies:points_items")
    said = f"代表：{deputy.name}" if deputy else ""
    warn = ["提出后须由人大机关的另一位工作人员审批，通过后才计分。"]
    return ask(request, "提出手工项目", form, back=back, said=said, warn=warn, button="提出")


@seat_required(*OFFICE, Role.LEADER, Role.DEPUTY)
@require_safe
def detail(request, pk):
    """One manual item: its evidence, who proposed it, who decided."""
    item = _seen(request, pk)
    context = {
        "item": item,
        "steps": item.steps_for(request.seat),
        "files": Attachment.objects.of(item),
        "late": _is_late(item),
    }
    return render(request, "deputies/points/item.html", context)


@seat_required(*OFFICE)
@either
def approve(request, pk):
    """通过."""
    item = _checked(request, pk, "approve")
    form = forms.YesForm(posted(request))
    if accepted(request, form):
        actions.approve_item(item, by=request.seat)
        return _done(request, item, "已通过，计入该代表积分。")
    warn = [f"通过后按“{item.get_kind_display()}”的现行规则计入{item.deputy.name}的积分。"]
    if _is_late(item):
        warn.append("该事项所在季度已结账，将作为补记计入下一个未结账的季度，已结账的数据不变。")
    return ask(request, "通过", form, back=item.get_absolute_url(), said=item.title, warn=warn)


@seat_required(*OFFICE)
@either
def reject(request, pk):
    """不通过."""
    item = _checked(request, pk, "reject")
    form = forms.ReasonForm(posted(request))
    if accepted(request, form):
        actions.reject_item(item, by=request.seat, **form.cleaned_data)
        return _done(request, item, "已退回，不计分。")
    return ask(request, "不通过", form, back=item.get_absolute_url(), said=item.title)


@seat_required(*OFFICE)
@either
def withdraw(request, pk):
    """撤回."""
    item = _checked(request, pk, "withdraw")
    form = forms.YesForm(posted(request))
    if accepted(request, form):
        actions.withdraw_item(item, by=request.seat)
        return _done(request, item, "已撤回。")
    warn = ["撤回后该项目不再审批；需要时可重新提出。"]
    return ask(request, "撤回", form, back=item.get_absolute_url(), said=item.title, warn=warn)


def _seen(request, pk):
    rows = PointItem.objects.visible_to(request.seat)
    people = rows.select_related("deputy", "proposed_by__user", "decided_by__user")
    return get_object_or_404(people, pk=pk)


def _checked(request, pk, key):
    item = _seen(request, pk)
    item.check_step(key, by=request.seat)
    return item


def _done(request, item, said):
    messages.success(request, said)
    return redirect(item)


def _is_late(item) -> bool:
    """Whether its quarter is frozen already."""
    waiting = item.stage == ItemStage.PROPOSED
    return waiting and quarter_of(item.done_on) <= points.frozen_until(item.done_on.year)
