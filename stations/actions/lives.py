"""What becomes of a standing station: renamed, moved, closed, opened again, merged into another."""

from datetime import date

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations.actions import merging, tree
from stations.hierarchy import why_not
from stations.models import (
    Activity,
    Grid,
    MobileVisit,
    Station,
    StationClosure,
    StationName,
    StationSeat,
)
from stations.workflow import ActivityStage

#: Activities which are still to come, and so come to the station that lives on.
TO_COME = (ActivityStage.PLANNED, ActivityStage.PUBLISHED)


@transaction.atomic
def rename(station: Station, *, name: str, on: date, by: Seat | None) -> Station:
    """更名: from `on` (a local date, today or before) it is called `name`; the old name is kept.

    Raises Refused when the name is the old one, too long, or `on` lies ahead or before the last change.
    """
    tree.lock()
    station = tree.fresh(station)
    tree.check_answers_for(station, by)
    former, name = station.name, name.strip()
    if name == former:
        raise Refused("新名称与现名称相同。")
    _check_day(station, on)
    last = StationName.objects.filter(station=station).order_by("-to_on", "-pk").first()
    if last is not None and on <= last.to_on:
        raise Refused(f"更名日期须晚于上一次更名（{last.to_on:%Y年%-m月%-d日}）。")
    tree.keep_name(station, former, on=on)
    station.name = name
    tree.save(station, {"name"})
    chain.record("rename_station", by=by, about=station, facts={"was": former, "on": on})
    return station


@transaction.atomic
def move_station(
    station: Station, *, to: Station | None, by: Seat | None, on: date | None = None
) -> Station:
    """调整上级: `station` and all below it now stand under `to` (None: at the top).

    `on` (a local date, today when None, never ahead) goes into the history. Raises Refused when
    `by` does not answer for both, when `station` is closed, its kind may not stand there, when `to` is closed, is where
    it stands already, or lies below `station` itself.
    """
    tree.lock()
    station, to = tree.fresh(station), tree.fresh(to) if to else None
    tree.check_answers_for(station, by)
    tree.check_answers_for(to, by)
    if to is not None and to.closed_on is not None:
        raise Refused(f"上级站点“{to.name}”已撤销。")
    _check_standing(station)
    left = Station.objects.get_parent(station)
    if left == to:
        raise Refused("该站点已经在这个上级之下。")
    _check_day(station, on)
    tree.put_under(station, to, on=on)
    facts = {"was": left.code if left else "", "to": to.code if to else ""}
    chain.record("move_station", by=by, about=station, facts=facts)
    return tree.fresh(station)


@transaction.atomic
def close_station(station: Station, *, on: date, by: Seat | None) -> Station:
    """撤销站点: from `on` (a local date) it no longer stands; its history stays.

    Raises Refused while stations below it still stand, or when `on` lies before its opening.
    """
    tree.lock()
    station = tree.fresh(station)
    tree.check_answers_for(station, by)
    _check_standing(station)
    if first := standing_below(station).first():
        raise Refused(f"其下还有未撤销的站点“{first.name}”，请先处理。")
    _close(station, on=on, into=None)
    chain.record("close_station", by=by, about=station, facts={"on": on})
    return station


@transaction.atomic
def reopen_station(station: Station, *, on: date, by: Seat | None) -> Station:
    """恢复站点: from `on` (a local date) it stands again, under the station it stood under.

    Raises Refused when it stands, was merged into another, its parent is closed, another main
    station took its place, or `on` lies ahead or before its closing.
    """
    tree.lock()
    station = tree.fresh(station)
    tree.check_answers_for(station, by)
    if station.closed_on is None:
        raise Refused("该站点没有撤销。")
    if station.merged_into_id is not None:
        raise Refused(f"该站点已并入“{station.merged_into}”，不能恢复；需要时请另设站点。")
    parent = Station.objects.get_parent(station)
    if parent is not None and parent.closed_on is not None:
        raise Refused(f"上级站点“{parent.name}”已撤销，请先恢复上级。")
    if on < station.closed_on or on > clock.today():
        raise Refused("恢复日期不能早于撤销日期，也不能晚于今天。")
    closed_on, station.closed_on = station.closed_on, None
    tree.save(station, {"closed_on"})
    StationClosure.objects.update_or_create(
        station=station,
        reopened_on=None,
        defaults={"reopened_on": on},
        create_defaults={"closed_on": closed_on, "reopened_on": on},
    )
    chain.record("reopen_station", by=by, about=station, facts={"on": on})
    return station


@transaction.atomic
def merge_station(station: Station, *, into: Station, on: date, by: Seat | None) -> Station:
    """合并站点: from `on` (a local date, today or before) `station` is part of `into`.

    It closes and its page leads to `into`. Stations below it, seats, grids, visits and activities
    to come go along; what higher apps registered (stations.actions.merging) moves its own rows.
    What was done there stays under its name. Raises Refused as `why_not_merge` says.
    """
    tree.lock()
    station, into = tree.fresh(station), tree.fresh(into)
    tree.check_answers_for(station, by)
    tree.check_answers_for(into, by)
    if reason := why_not_merge(station, into):
        raise Refused(reason)
    if on > clock.today():
        raise Refused(
            f"合并不能预先登记：请在{on:%Y年%-m月%-d日}当天或之后办理，合并日期照填这一天。"
        )
    _check_day(station, on)
    for child in standing_children(station):
        tree.put_under(tree.fresh(child), tree.fresh(into), on=on)
    station, into = tree.fresh(station), tree.fresh(into)
    _take_along(station, into, on)
    merging.follow_all(station, into, on, by)
    _close(station, on=on, into=into)
    Station.objects.filter(merged_into=station).update(merged_into=into)
    chain.record("merge_station", by=by, about=station, facts={"to": into.code, "on": on})
    return station


def why_not_merge(station: Station, into: Station) -> str:
    """Why `station` cannot be merged into `into`; empty when it can."""
    if station.pk == into.pk:
        return "不能并入自己。"
    for each in (station, into):
        if each.closed_on is not None:
            return f"“{each.name}”已撤销。"
    if station.network != into.network:
        return "两个站点不在同一个网络。"
    if into.path.startswith(station.path):
        return "不能并入自己的下级站点。"
    for child in standing_children(station):
        if reason := why_not(child.kind, into.kind):
            return f"其下的“{child.name}”不能随同并入：{reason}"
    return ""


def foretold(station: Station, into: Station, on: date) -> list[str]:
    """What merging on `on` would do, for the person who must confirm it (Chinese lines)."""
    counted = [
        ("下级站点 {} 个改设在“{}”之下", len(standing_children(station))),
        ("岗位 {} 个改在“{}”，原站点的记录仍可查看", _seats(station).count()),
        ("网格 {} 个划归“{}”", Grid.objects.filter(station=station).count()),
        ("流动联络日程 {} 条转到“{}”", MobileVisit.objects.filter(station=station).count()),
        ("尚未举行的活动 {} 场转到“{}”", _to_come(station, on).count()),
    ]
    lines = [text.format(number, into.name) for text, number in counted if number]
    return [*lines, *merging.foretold(station, into, on)]


def standing_below(station: Station):
    """The stations below `station` that still stand, at any depth."""
    return Station.objects.under(station).exclude(pk=station.pk).filter(closed_on=None)


def standing_children(station: Station) -> list[Station]:
    """Those right below it."""
    return list(Station.objects.get_children(station).filter(closed_on=None))


def _take_along(station: Station, into: Station, on: date) -> None:
    _seats(station).update(station=into)
    Grid.objects.filter(station=station).update(station=into)
    MobileVisit.objects.filter(station=station).update(station=into)
    _to_come(station, on).update(station=into)


def _seats(station: Station):
    return StationSeat.objects.filter(station=station)


def _to_come(station: Station, on: date):
    return Activity.objects.filter(station=station, held_on__gte=on, stage__in=TO_COME)


def _close(station: Station, *, on: date, into: Station | None) -> None:
    station.closed_on, station.merged_into = on, into
    tree.save(station, {"closed_on", "merged_into"})
    StationClosure.objects.create(station=station, closed_on=on, merged_into=into)


def _check_standing(station: Station) -> None:
    if station.closed_on is not None:
        raise Refused("该站点已经撤销，不能再办理；需要时请先恢复。")


def _check_day(station: Station, on: date | None) -> None:
    if on is not None and on > clock.today():
        raise Refused("日期不能晚于今天。")
    if on is not None and station.opened_on is not None and on < station.opened_on:
        raise Refused("日期不能早于设立日期。")
