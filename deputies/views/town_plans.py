"""年度监督计划 at the desk: what a town supervises this year, plan beside what was done (J6)."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from deputies.actions import town_plans as actions
from deputies.forms import town_plans as forms
from deputies.models import Deputy, TownPlan, TownPlanItem
from deputies.views.asking import ask
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.ui.paging import pages
from stations.models import Activity, station_of
from stations.views.desk import posted

KEEPERS = (Role.STATION, Role.COMMITTEE)
OFFICE = (*KEEPERS, Role.LEADER)


@seat_required(*OFFICE)
@require_safe
def index(request):
    """年度监督计划, the latest year first."""
    rows = TownPlan.objects.visible_to(request.seat).for_list()
    context = {"page": pages(rows, request), "may_change": request.seat.role in KEEPERS}
    return render(request, "deputies/contacts/town_plans.html", context)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new(request):
    """制定计划."""
    own = station_of(request.seat)
    start = {"station": own.code if own else None, "year": clock.today().year}
    form = forms.PlanForm(posted(request), seat=request.seat, initial=start)
    if request.method == "POST" and form.is_valid():
        plan = actions.make_plan(by=request.seat, **form.cleaned_data)
        messages.success(request, "已建立，请逐条写入监督事项。")
        return redirect(plan)
    back = (reverse("deputies:town_plans"), "年度监督计划")
    return ask(request, heading="制定年度监督计划", form=form, button="建立", back=back)


@seat_required(*OFFICE)
@require_safe
def detail(request, pk):
    """Plan and what was done, side by side; what is behind is marked."""
    plan = _seen(request, pk)
    today = clock.today()
    shown = Activity.objects.order_by("held_on", "pk")
    people = Deputy.objects.public().order_by("name_key", "pk")
    items = actions.with_progress(plan.items).prefetch_related(
        Prefetch("activities", shown), Prefetch("deputies", people)
    )
    rows = [
        {
            "item": each,
            "is_done": each.done >= each.times,
            "is_behind": each.done < each.times
            and (each.month.year, each.month.month) < (today.year, today.month),
        }
        for each in items
    ]
    context = {
        "plan": plan,
        "rows": rows,
        "done": sum(row["is_done"] for row in rows),
        "behind": sum(row["is_behind"] for row in rows),
        "may_change": request.seat.role in KEEPERS,
    }
    return render(request, "deputies/contacts/town_plan.html", context)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def item_new(request, pk):
    """增加监督事项."""
    return _item(request, _seen(request, pk), None)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def item_edit(request, pk):
    """修改监督事项, link activities."""
    item = _seen_item(request, pk)
    return _item(request, item.plan, item)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def item_remove(request, pk):
    """删除监督事项."""
    item = _seen_item(request, pk)
    if request.method == "POST":
        actions.remove_item(item, by=request.seat)
        messages.success(request, "已删除。")
        return redirect(item.plan)
    return ask(
        request,
        heading=f"删除监督事项：{item.title}",
        form=None,
        button="删除",
        back=(item.plan.get_absolute_url(), str(item.plan)),
        notes=["删除后不再列入计划；已有对应活动的事项不能删除。"],
        danger=True,
    )


def _item(request, plan, item):
    start = forms.as_initial(item) if item else {}
    form = forms.ItemForm(posted(request), plan=plan, today=clock.today(), initial=start)
    if request.method == "POST" and form.is_valid():
        actions.save_item(plan, item, by=request.seat, **form.cleaned_data)
        messages.success(request, "已保存。")
        return redirect(plan)
    heading = f"修改：{item.title}" if item else "增加监督事项"
    back = (plan.get_absolute_url(), str(plan))
    return ask(request, heading=heading, form=form, button="保存", back=back)


def _seen(request, pk):
    rows = TownPlan.objects.visible_to(request.seat).select_related("station")
    return get_object_or_404(rows, pk=pk)


def _seen_item(request, pk):
    mine = TownPlan.objects.visible_to(request.seat).order_by().values("pk")
    rows = TownPlanItem.objects.filter(plan__in=mine).select_related("plan__station")
    return get_object_or_404(rows, pk=pk)
