"""Everything that can happen to a station: opened, described, moved, closed, sat at, imported."""

import json
from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations import sheet
from stations.hierarchy import Kind, why_not
from stations.models import ImportDraft, Station, StationSeat

#: The key of the advisory lock that lets one writer at a time shape the tree ("tree" in ASCII).
TREE_LOCK = 0x74726565
#: What may be said of a station beside its place in the tree.
DETAILS = frozenset(
    {
        "name",
        "division_code",
        "host_venue",
        "leading_party",
        "address",
        "phone",
        "opening_hours",
        "note",
        "opened_on",
    }
)
#: An uploaded table waits this long for its confirmation.
DRAFT_LIVES = timedelta(days=1)


@transaction.atomic
def open_station(
    *, code: str, name: str, kind: str, parent: Station | None = None, by: Seat | None, **details
) -> Station:
    """设立站点: a new station under `parent` (None: at the top of a network) (T10).

    `details` are those of DETAILS. Raises Refused when `by` does not answer for `parent`, the kind
    may not stand there, the code is taken, or a text is too long.
    """
    _lock_tree()
    parent = _fresh(parent) if parent else None
    _check_answers_for(parent, by)
    station = _insert(parent, code=code, name=name, kind=kind, **_known_details(details))
    chain.record("open_station", by=by, about=station, facts={"code": code, "kind": str(kind)})
    return station


@transaction.atomic
def update_station(station: Station, *, by: Seat | None, **details) -> Station:
    """修改站点: new `details` (those of DETAILS); what does not change is not written.

    Raises Refused as `open_station`.
    """
    _lock_tree()
    station = _fresh(station)
    _check_answers_for(station, by)
    changed = _change(station, _known_details(details))
    if changed:
        _save(station, changed)
        chain.record("update_station", by=by, about=station, facts={"changed": sorted(changed)})
    return station


@transaction.atomic
def move_station(station: Station, *, to: Station | None, by: Seat | None) -> Station:
    """调整上级: `station` and all below it now stand under `to` (None: at the top).

    Raises Refused when `by` does not answer for both, when the kind may not stand there, or when
    `to` lies below `station` itself.
    """
    _lock_tree()
    station, to = _fresh(station), _fresh(to) if to else None
    _check_answers_for(station, by)
    _check_answers_for(to, by)
    _put_under(station, to)
    facts = {"to": to.code if to else ""}
    chain.record("move_station", by=by, about=station, facts=facts)
    return _fresh(station)


@transaction.atomic
def close_station(station: Station, *, on: date, by: Seat | None) -> Station:
    """撤销站点: from `on` (a local date) it no longer stands; its history stays.

    Raises Refused while stations below it still stand, or when `on` lies before its opening.
    """
    _lock_tree()
    station = _fresh(station)
    _check_answers_for(station, by)
    if station.closed_on is not None:
        raise Refused("该站点已经撤销。")
    below = Station.objects.under(station).exclude(pk=station.pk).filter(closed_on=None)
    if first := below.first():
        raise Refused(f"其下还有未撤销的站点“{first.name}”，请先处理。")
    station.closed_on = on
    _save(station, {"closed_on"})
    chain.record("close_station", by=by, about=station, facts={"on": on})
    return station


@transaction.atomic
def seat_at(seat: Seat, station: Station) -> StationSeat:
    """岗位落站: `seat` acts at `station`. Raises Refused when it already sits at another."""
    placed, _ = StationSeat.objects.get_or_create(seat=seat, defaults={"station": station})
    if placed.station_id != station.pk:
        raise Refused("该岗位已在其他站点；调整站点请终止原岗位后另行授予。")
    return placed


# -- import -------------------------------------------------------------------------------------
@transaction.atomic
def keep_draft(*, subject: str, file_name: str, rows: list, by: Seat) -> ImportDraft:
    """Keep an uploaded table until its owner confirms it; earlier drafts of his are dropped."""
    ImportDraft.objects.filter(seat=by, subject=subject).delete()
    ImportDraft.objects.filter(at__lt=clock.now() - DRAFT_LIVES).delete()
    return ImportDraft.objects.create(
        subject=subject,
        seat=by,
        file_name=file_name[:200],
        rows=json.dumps(rows, ensure_ascii=False, default=str),
        at=clock.now(),
    )


@transaction.atomic
def apply_import(
    plan: sheet.Plan, *, by: Seat | None, file_name: str = "", draft: ImportDraft | None = None
) -> sheet.Plan:
    """导入站点: do all that `plan` says, or nothing. Raises Refused when a row of it is bad.

    Rows may stand in any order: parents are made before their children. `draft`, done with, goes.
    """
    if not plan.is_sound:
        raise Refused(f"有 {len(plan.faults)} 处错误，未导入任何内容。")
    _lock_tree()
    if draft is not None and not ImportDraft.objects.filter(pk=draft.pk).exists():
        raise Refused("这份表格已经导入，或已被新上传的表格取代。")
    _describe(plan.changed, by)
    stations = {station.code: station for station in Station.objects.all()}
    for line in sheet.parents_first(plan.new):
        parent = stations.get(line["parent_code"])
        _check_answers_for(parent, by)
        values = {name: line[name] for name in sheet.PLAIN if line[name]}
        kind = sheet.kind_of(line["kind"]) or line["kind"]
        stations[line["code"]] = _insert(parent, kind=kind, is_planned=True, **values)
    _move_all(plan.changed, by)
    facts = {"file": file_name, "new": len(plan.new), "changed": len(plan.changed)}
    chain.record("import_stations", by=by, facts=facts)
    if draft is not None:
        draft.delete()
    return plan


def _describe(changed: list[tuple[sheet.Line, dict]], by: Seat | None) -> None:
    """Texts and kinds first; a station that becomes the main one after the old one has ceased to be."""
    for line, changes in sorted(changed, key=lambda pair: pair[1].get("kind") == Kind.MAIN):
        station = Station.objects.get(code=line["code"])
        _check_answers_for(station, by)
        values = {name: value for name, value in changes.items() if name != "parent_code"}
        if values:
            _change(station, values)
            _save(station, set(values))


def _move_all(changed: list[tuple[sheet.Line, dict]], by: Seat | None) -> None:
    """Parents before children, so that two stations may change places."""
    targets = {line["code"]: c["parent_code"] for line, c in changed if "parent_code" in c}
    for line in sheet.parents_first([line for line, _ in changed if line["code"] in targets]):
        parent = Station.objects.filter(code=targets[line["code"]]).first()
        _check_answers_for(parent, by)
        _put_under(Station.objects.get(code=line["code"]), parent)


# -- the tree -----------------------------------------------------------------------------------
def _lock_tree() -> None:
    # Two inserts under one parent would compute the same path: one writer at a time, until commit.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def _fresh(station: Station) -> Station:
    return Station.objects.get(pk=station.pk)


def _insert(parent: Station | None, *, kind: str, is_planned: bool = False, **values) -> Station:
    """`is_planned`: the whole file was checked before; the database alone checks the row again."""
    if reason := why_not(kind, parent.kind if parent else None):
        raise Refused(reason)
    if parent is not None and parent.closed_on is not None:
        raise Refused(f"上级站点“{parent.name}”已撤销。")
    if not sheet.is_code(values["code"]):
        raise Refused("编码只能由字母、数字、连字符和下划线组成。")
    station = Station(kind=Kind(kind), **values)
    if not is_planned:
        _check(station, exclude={"path", "depth", "numchild"})
    if parent is None:
        return Station.objects.add_root(instance=station)
    return Station.objects.add_child(parent, instance=station)


def _put_under(station: Station, parent: Station | None) -> None:
    if reason := why_not(station.kind, parent.kind if parent else None):
        raise Refused(reason)
    if parent is not None and parent.path.startswith(station.path):
        raise Refused("不能移到自己或自己的下级站点之下。")
    if parent is None:
        Station.objects.move(station, Station.objects.get_last_root_node(), "last-sibling")
    else:
        Station.objects.move(station, parent, "last-child")


def _known_details(details: Mapping) -> Mapping:
    if strange := set(details) - DETAILS:
        raise TypeError(f"Not a detail of a station: {sorted(strange)}")
    return details


def _change(station: Station, values: Mapping) -> set[str]:
    changed = {name for name, value in values.items() if getattr(station, name) != value}
    for name in changed:
        setattr(station, name, values[name])
    return changed


def _save(station: Station, fields: set[str]) -> None:
    _check(station)
    station.save(update_fields=sorted(fields))


def _check(station: Station, exclude: set[str] | None = None) -> None:
    try:
        station.full_clean(exclude=exclude)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error


def _check_answers_for(station: Station | None, by: Seat | None) -> None:
    """The system may do all; a seat only what it answers for, and the top belongs to no seat."""
    if by is None:
        return
    if station is None:
        if not Station.objects.exists():
            return
        raise Refused("最高一级站点由系统建立，不能在页面上增设。")
    if not Station.objects.managed_by(by).filter(pk=station.pk).exists():
        raise Refused(f"“{station.name}”不在您的管理范围内。")
