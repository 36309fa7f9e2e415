"""Who answers for which grid: assigned, released, imported all or nothing."""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from deputies.models import Deputy, GridDuty
from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import Grid, ImportDraft, Station

#: The key of the advisory lock that lets one table of grids at a time be imported ("grid" in ASCII).
GRID_LOCK = 0x67726964


@transaction.atomic
def assign_grid(grid: Grid, *, deputy: Deputy, on: date, by: Seat | None) -> GridDuty:
    """下沉网格: from `on` (a local date) the deputy answers for `grid` (J7).

    Raises Refused when he does already, holds no mandate on that day, or the grid is not the seat's.
    """
    grid = Grid.objects.select_for_update(of=("self",)).select_related("station").get(pk=grid.pk)
    _check_answers_for(grid, by)
    if not Deputy.objects.in_office(on).filter(pk=deputy.pk).exists():
        raise Refused(f"{deputy.name}当日不在任。")
    if GridDuty.objects.filter(grid=grid, deputy=deputy, to_on=None).exists():
        raise Refused(f"{deputy.name}已联系“{grid.name}”。")
    duty = GridDuty.objects.create(grid=grid, deputy=deputy, from_on=on)
    facts = {"name": grid.name, "code": grid.code, "on": on}
    chain.record("assign_grid", by=by, about=deputy, facts=facts)
    return duty


@transaction.atomic
def end_grid_duty(duty: GridDuty, *, on: date, by: Seat | None) -> GridDuty:
    """解除联系: `on` (a local date) is the first day the deputy no longer answers for the grid.

    Raises Refused when it ended already or the grid is not the seat's.
    """
    duty = GridDuty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    _check_answers_for(duty.grid, by)
    if duty.to_on is not None:
        raise Refused("该代表已不再联系此网格。")
    duty.to_on = on - timedelta(days=1)
    duty.save(update_fields=["to_on"])
    facts = {"name": duty.grid.name, "code": duty.grid.code, "on": on}
    chain.record("end_grid_duty", by=by, about=duty.deputy, facts=facts)
    return duty


def apply_import(
    plan: Any, *, by: Seat | None, file_name: str = "", draft: ImportDraft | None = None
):
    """导入网格: do all that `plan` (deputies.documents.grids.Plan) says, or nothing.

    Raises Refused when a row is bad, a station is not the seat's, or somebody changed the grids
    since the plan was made. `draft`, done with, goes.
    """
    if plan.faults:
        raise Refused(f"有 {len(plan.faults)} 处错误，未导入任何内容。")
    try:
        with transaction.atomic():
            _write(plan, by=by, file_name=file_name, draft=draft)
    except IntegrityError as clash:
        raise Refused("网格刚刚被改动，未导入任何内容，请重新预览。") from clash
    return plan


def _write(plan, *, by, file_name, draft) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GRID_LOCK])
    _check_stations(plan, by)
    facts = {"file": file_name, "new": len(plan.new), "changed": len(plan.changed)}
    for row in plan.new:
        line = row.line
        row.grid = Grid(
            code=line["code"], name=line["name"], area=line["area"], station_id=row.station
        )
        row.grid.save()
    for row in plan.rows:
        if row.changes:
            Grid.objects.filter(pk=row.grid.pk).update(**row.changes)
    today = clock.today()
    ended = [pk for row in plan.rows for pk in row.leaves]
    GridDuty.objects.filter(pk__in=ended, to_on=None).update(to_on=today - timedelta(days=1))
    GridDuty.objects.bulk_create(
        GridDuty(grid=row.grid, deputy_id=deputy, from_on=today)
        for row in plan.rows
        for deputy in row.joins
    )
    chain.record("import_grids", by=by, facts=facts)
    if draft is not None:
        draft.delete()


def _check_stations(plan, by: Seat | None) -> None:
    """Both the station a grid joins and the one it leaves must be the seat's."""
    if by is None:
        return
    touched = {row.station for row in plan.rows}
    touched |= {row.grid.station_id for row in plan.rows if row.grid is not None}
    mine = set(Station.objects.managed_by(by).values_list("pk", flat=True))
    if strange := Station.objects.filter(pk__in=touched - mine).first():
        raise Refused(f"“{strange.name}”不在您的管理范围内。")


def _check_answers_for(grid: Grid, by: Seat | None) -> None:
    if by is not None and not Station.objects.managed_by(by).filter(pk=grid.station_id).exists():
        raise Refused(f"“{grid.name}”不在您的管理范围内。")
