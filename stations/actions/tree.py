"""How the tree of stations is changed at all: one writer at a time, kinds in their places, names kept."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import connection

from liaison import clock
from liaison.accounts.models import Seat
from liaison.errors import Refused
from stations import sheet
from stations.hierarchy import Kind, network_of, why_not
from stations.models import Station, StationMove, StationName

#: The key of the advisory lock that lets one writer at a time shape the tree ("tree" in ASCII).
TREE_LOCK = 0x74726565


def lock() -> None:
    """Be the only one who shapes the tree, until commit."""
    # Two inserts under one parent would compute the same path.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def fresh(station: Station) -> Station:
    """The station as it is now that the tree is ours."""
    return Station.objects.get(pk=station.pk)


def insert(parent: Station | None, *, kind: str, is_planned: bool = False, **values) -> Station:
    """`is_planned`: the whole file was checked before; the database alone checks the row again."""
    if reason := why_not(kind, parent.kind if parent else None):
        raise Refused(reason)
    if parent is not None and parent.closed_on is not None:
        raise Refused(f"上级站点“{parent.name}”已撤销。")
    if not sheet.is_code(values["code"]):
        raise Refused("编码只能由字母、数字、连字符和下划线组成。")
    own = network_of(values["code"], values.get("division_code", ""))
    station = Station(kind=Kind(kind), network=parent.network if parent else own, **values)
    if not is_planned:
        check(station, exclude={"path", "depth", "numchild"})
    if parent is None:
        return Station.objects.add_root(instance=station)
    return Station.objects.add_child(parent, instance=station)


def put_under(station: Station, parent: Station | None, *, on: date | None = None) -> None:
    """`station` and all below it now stand under `parent`, and belong to its network.

    `on` (a local date, today when None) is written to the history. Raises Refused as `why_not`.
    """
    if reason := why_not(station.kind, parent.kind if parent else None):
        raise Refused(reason)
    if parent is not None and parent.path.startswith(station.path):
        raise Refused("不能移到自己或自己的下级站点之下。")
    left = Station.objects.get_parent(station)
    if left == parent:
        return
    network = parent.network if parent else network_of(station.code, station.division_code)
    if parent is None:
        Station.objects.move(station, Station.objects.get_last_root_node(), "last-sibling")
    else:
        Station.objects.move(station, parent, "last-child")
    Station.objects.under(fresh(station)).exclude(network=network).update(network=network)
    StationMove.objects.create(
        station=station, left=left, joined=parent, moved_on=on or clock.today()
    )


def keep_name(station: Station, name: str, *, on: date) -> None:
    """`station` bore `name` until the day before `on` (a local date); a name of no day is not kept."""
    last = StationName.objects.filter(station=station).order_by("-to_on", "-pk").first()
    from_on = last.to_on + timedelta(days=1) if last else station.opened_on
    if from_on is None or from_on < on:
        StationName.objects.create(
            station=station, name=name, from_on=from_on, to_on=on - timedelta(days=1)
        )


def change(station: Station, values: Mapping) -> set[str]:
    """Set `values` on `station`; which of them differ. A former name is kept from today."""
    changed = {name for name, value in values.items() if getattr(station, name) != value}
    former = station.name
    for name in changed:
        setattr(station, name, values[name])
    if "division_code" in changed and station.depth == 1:
        _renetwork(station)
    if "name" in changed:
        keep_name(station, former, on=clock.today())
    return changed


def _renetwork(root: Station) -> None:
    """A top whose division changes takes its whole tree into that city's network."""
    network = network_of(root.code, root.division_code)
    if network == root.network:
        return
    root.network = network
    check(root)
    Station.objects.under(root).update(network=network)


def save(station: Station, fields: set[str]) -> None:
    """Write `fields` after checking the whole."""
    check(station)
    station.save(update_fields=sorted(fields))


def check(station: Station, exclude: set[str] | None = None) -> None:
    """Raises Refused with whatever is wrong with `station`."""
    try:
        station.full_clean(exclude=exclude)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error


def check_answers_for(station: Station | None, by: Seat | None) -> None:
    """The system may do all; a seat only what it answers for, and the top belongs to no seat."""
    if by is None:
        return
    if station is None:
        if not Station.objects.exists():
            return
        raise Refused("最高一级站点由系统建立，不能在页面上增设。")
    if not Station.objects.managed_by(by).filter(pk=station.pk).exists():
        raise Refused(f"“{station.name}”不在您的管理范围内。")
