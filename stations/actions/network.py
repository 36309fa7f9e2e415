"""How stations come to be and what is said of them: opened, described, sat at, imported."""

import json
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations import sheet
from stations.actions import tree
from stations.actions.lives import (
    close_station,
    merge_station,
    move_station,
    rename,
    reopen_station,
)
from stations.actions.merging import on_merge
from stations.hierarchy import Kind
from stations.models import ImportDraft, Station, StationSeat

__all__ = [
    "apply_import",
    "close_station",
    "keep_draft",
    "merge_station",
    "move_station",
    "on_merge",
    "open_station",
    "rename",
    "reopen_station",
    "seat_at",
    "update_station",
]

#: What may be said of a station beside its place in the tree.
DETAILS = frozenset(
    {
        "name",
        "division_code",
        "venue",
        "host_venue",
        "leading_party",
        "address",
        "phone",
        "opening_hours",
        "weekly_hours",
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
    tree.lock()
    parent = tree.fresh(parent) if parent else None
    tree.check_answers_for(parent, by)
    station = tree.insert(parent, code=code, name=name, kind=kind, **_known_details(details))
    chain.record("open_station", by=by, about=station, facts={"code": code, "kind": str(kind)})
    return station


@transaction.atomic
def update_station(station: Station, *, by: Seat | None, **details) -> Station:
    """修改站点: new `details` (those of DETAILS); what does not change is not written.

    Raises Refused as `open_station`.
    """
    tree.lock()
    station = tree.fresh(station)
    tree.check_answers_for(station, by)
    changed = tree.change(station, _known_details(details))
    if changed:
        tree.save(station, changed)
        chain.record("update_station", by=by, about=station, facts={"changed": sorted(changed)})
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
    tree.lock()
    if draft is not None and not ImportDraft.objects.filter(pk=draft.pk).exists():
        raise Refused("这份表格已经导入，或已被新上传的表格取代。")
    _describe(plan.changed, by)
    stations = {station.code: station for station in Station.objects.all()}
    for line in sheet.parents_first(plan.new):
        parent = stations.get(line["parent_code"])
        tree.check_answers_for(parent, by)
        values = sheet.texts(line)
        kind = sheet.kind_of(line["kind"]) or line["kind"]
        stations[line["code"]] = tree.insert(parent, kind=kind, is_planned=True, **values)
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
        tree.check_answers_for(station, by)
        values = {name: value for name, value in changes.items() if name != "parent_code"}
        if values:
            tree.change(station, values)
            tree.save(station, set(values))


def _move_all(changed: list[tuple[sheet.Line, dict]], by: Seat | None) -> None:
    """Parents before children, so that two stations may change places."""
    targets = {line["code"]: c["parent_code"] for line, c in changed if "parent_code" in c}
    for line in sheet.parents_first([line for line, _ in changed if line["code"] in targets]):
        parent = Station.objects.filter(code=targets[line["code"]]).first()
        tree.check_answers_for(parent, by)
        tree.put_under(Station.objects.get(code=line["code"]), parent)


def _known_details(details: Mapping) -> Mapping:
    if strange := set(details) - DETAILS:
        raise TypeError(f"Not a detail of a station: {sorted(strange)}")
    return details
