"""Cadres of streets and towns: registered, invited to meetings and inspections, recorded (F5)."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from deputies.models import Cadre, CadreInvitation
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import Activity, Station, ids_below
from stations.workflow import ActivityStage

OFFICE = (Role.STATION, Role.COMMITTEE)


@transaction.atomic
def register(*, station: Station, name: str, unit: str, post: str, by: Seat) -> Cadre:
    """登记干部 at a station of the seat. Raises Refused when known already."""
    _check(station.pk, by)
    return _keep(Cadre(station=station, name=name, unit=unit, post=post), "register_cadre", by)


@transaction.atomic
def change(cadre: Cadre, *, name: str, unit: str, post: str, is_active: bool, by: Seat) -> Cadre:
    """修改干部; whoever is no longer active is invited no more, the record stays."""
    cadre = Cadre.objects.select_for_update(of=("self",)).get(pk=cadre.pk)
    _check(cadre.station_id, by)
    cadre.name, cadre.unit, cadre.post, cadre.is_active = name, unit, post, is_active
    return _keep(cadre, "change_cadre", by)


@transaction.atomic
def invite(activity: Activity, *, cadres: Iterable[Cadre], how: str, by: Seat) -> int:
    """邀请干部 to an activity not cancelled, each once; how many are new."""
    activity = _locked(activity, by)
    now = clock.now()
    rows = [
        CadreInvitation(activity=activity, cadre=cadre, how=how, asked_at=now, recorded_by=by)
        for cadre in cadres
        if cadre.station_id in ids_below(by)
    ]
    before = activity.cadre_invitations.count()
    CadreInvitation.objects.bulk_create(rows, ignore_conflicts=True)
    new = activity.cadre_invitations.count() - before
    if new:
        chain.record("invite_cadres", by=by, about=activity, facts={"new": new})
    return new


@transaction.atomic
def record_present(activity: Activity, *, present: set[int], by: Seat) -> int:
    """干部到场: exactly the invitations `present` (keys) came; how many changed. From its day on."""
    activity = _locked(activity, by)
    if clock.today() < activity.held_on:
        raise Refused("活动还没有开始，不能登记到场。")
    rows = activity.cadre_invitations
    changed = rows.filter(pk__in=present, is_present=False).update(is_present=True, recorded_by=by)
    changed += (
        rows.exclude(pk__in=present)
        .filter(is_present=True)
        .update(is_present=False, recorded_by=by)
    )
    if changed:
        chain.record("record_cadres", by=by, about=activity, facts={"rows": changed})
    return changed


def _keep(cadre: Cadre, verb: str, by: Seat) -> Cadre:
    try:
        cadre.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    cadre.save()
    chain.record(verb, by=by, about=cadre, facts={"name": cadre.name, "unit": cadre.unit})
    return cadre


def _check(station: int, by: Seat) -> None:
    if by.role not in OFFICE or station not in ids_below(by):
        raise PermissionDenied("该站点不在您的管理范围内。")


def _locked(activity: Activity, by: Seat) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",), no_key=True)
    activity = rows.get(pk=activity.pk)
    _check(activity.station_id, by)
    if activity.stage == ActivityStage.CANCELLED:
        raise Refused("活动已取消。")
    return activity
