"""A town's yearly plan of supervision: made, its items kept, what was done linked to them (J6)."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from deputies.models import Deputy, TownPlan, TownPlanItem
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import Activity, Station, ids_below
from stations.workflow import ActivityStage

KEEPERS = (Role.STATION, Role.COMMITTEE)
HELD = (ActivityStage.HELD, ActivityStage.LOGGED)


def make_plan(*, station: Station, year: int, aim: str = "", by: Seat) -> TownPlan:
    """制定年度监督计划. Raises PermissionDenied, Refused when the station has one for that year."""
    _check_answers_for(station, by)
    try:
        with transaction.atomic():
            plan = TownPlan.objects.create(
                station=station, year=year, aim=aim, made_at=clock.now(), made_by=by
            )
            chain.record("make_town_plan", by=by, about=plan, facts={"station": station.code})
    except IntegrityError as clash:
        raise Refused(f"{station.name}{year}年已有监督计划，请在原计划里修改。") from clash
    return plan


@transaction.atomic
def save_item(
    plan: TownPlan,
    item: TownPlanItem | None,
    *,
    deputies: Sequence[Deputy],
    activities: Sequence[Activity],
    by: Seat,
    **said,
) -> TownPlanItem:
    """增加或修改监督事项, with its deputies and the activities that carry it out. Raises Refused."""
    _check_answers_for(plan.station, by)
    row = TownPlanItem(plan=plan) if item is None else TownPlanItem.objects.get(pk=item.pk)
    for name, value in said.items():
        setattr(row, name, value)
    if row.month.year != plan.year:
        raise Refused(f"月份须在{plan.year}年内。")
    if any(each.held_on.year != plan.year for each in activities):
        raise Refused(f"对应活动须是{plan.year}年的。")
    row.save()
    row.deputies.set(deputies)
    row.activities.set(activities)
    chain.record("save_town_plan_item", by=by, about=plan, facts={"name": row.title})
    return row


@transaction.atomic
def remove_item(item: TownPlanItem, *, by: Seat) -> None:
    """删除监督事项. Raises Refused when activities carry it out already."""
    _check_answers_for(item.plan.station, by)
    if item.activities.exists():
        raise Refused("这一事项已有对应活动，不能删除；请先取消关联。")
    chain.record("remove_town_plan_item", by=by, about=item.plan, facts={"name": item.title})
    item.delete()


def with_progress(items):
    """`items` (a QuerySet), each with `done`: how many of its activities were held."""
    held = Count("activities", filter=Q(activities__stage__in=HELD), distinct=True)
    return items.annotate(done=held).order_by("month", "pk")


def _check_answers_for(station: Station, by: Seat) -> None:
    if by.role not in KEEPERS or station.pk not in ids_below(by):
        raise PermissionDenied("该站点不在您的管理范围内。")
