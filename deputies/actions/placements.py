"""就地就近编组: stations proposed for all unassigned, accepted in bulk, changed, rejected, undone (T11)."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, QuerySet

from deputies.actions.whereabouts import people_of, places
from deputies.models import (
    Attendance,
    Deputy,
    Duty,
    GridDuty,
    Membership,
    Placement,
    PlacementBatch,
)
from deputies.nearness import placement as rules
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import Station, station_of

BATCH = 500


@transaction.atomic
def propose(*, by: Seat) -> int:
    """生成编组建议: one station for each unassigned deputy; how many were proposed.

    Proposals nobody has touched are made anew; those changed by hand stay. A station an office
    rejected for somebody is not proposed for him again. Raises PermissionDenied, Refused.
    """
    _check_office(by)
    top = station_of(by)
    if top is None or top.depth > 1:
        raise Refused("未编组的代表由最高一级站点的代表工作机构统一生成编组建议。")
    today = clock.today()
    waiting = Placement.objects.waiting()
    list(waiting.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    unassigned = Deputy.objects.visible_to(by).unassigned(today)
    waiting.exclude(deputy__in=unassigned.order_by().values("pk")).update(
        state=Placement.State.STALE, decided_at=clock.now(), decided_by=by
    )
    waiting.filter(change_reason="").delete()
    kept = set(waiting.values_list("deputy_id", flat=True))
    people = unassigned.exclude(pk__in=kept).public().for_list().with_posts(today)
    made = rules.propose(people_of(people), places(top, today))
    _write(made, by)
    chain.record("propose_placements", by=by, about=top, facts={"new": len(made)})
    return len(made)


@transaction.atomic
def accept(placements: QuerySet[Placement], *, on: date, by: Seat) -> PlacementBatch:
    """接受编组建议: from `on` (a local date) each deputy belongs to the station proposed for him.

    `placements` as far as they still wait when their turn comes: what another officer decided a
    moment ago is left alone, who was assigned meanwhile is marked 已失效. Raises PermissionDenied
    at stations `by` does not answer for; Refused when nothing is left to accept or a station is
    closed. A few statements whatever the number.
    """
    _check_office(by)
    if (office := station_of(by)) is None:
        raise PermissionDenied("您的岗位没有所在站点，不能办理编组。")
    mine = Placement.objects.visible_to(by).filter(pk__in=placements.order_by().values("pk"))
    locked = list(
        mine.waiting()
        .select_for_update(of=("self",))
        .select_related("station")
        .order_by("deputy_id", "pk")
    )
    keys = [each.deputy_id for each in locked]
    list(Deputy.objects.public().select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    free = set(
        Deputy.objects.in_office(on)
        .filter(pk__in=keys)
        .exclude(memberships__in=Membership.objects.not_over(clock.today()))
        .values_list("pk", flat=True)
    )
    accepted = [each for each in locked if each.deputy_id in free]
    if not accepted:
        raise Refused("所选建议都已处理，或者代表已经编组、已不在任。请刷新页面。")
    _check_open(accepted)
    batch = _accept_all(accepted, on, by, office)
    _mark_stale([each for each in locked if each.deputy_id not in free], by)
    facts = {"rows": len(accepted), "on": on}
    chain.record("accept_placements", by=by, about=batch, facts=facts)
    return batch


@transaction.atomic
def change(placement: Placement, *, station: Station, reason: str, by: Seat) -> Placement:
    """改站: `station` instead of the proposed one, with the `reason`. Raises Refused."""
    placement = _locked(placement, by)
    if not Station.objects.managed_by(by).filter(pk=station.pk, closed_on=None).exists():
        raise Refused(f"“{station.name}”已撤销，或不在您的管理范围内。")
    if station.pk == placement.station_id:
        raise Refused(f"建议的就是“{station.name}”，不用修改。")
    facts = {"was": placement.station.name, "now": station.name, "reason": reason}
    placement.station, placement.change_reason = station, reason.strip()
    placement.save(update_fields=["station", "change_reason"])
    chain.record("change_placement", by=by, about=placement.deputy, facts=facts)
    return placement


@transaction.atomic
def reject(placement: Placement, *, reason: str, by: Seat) -> Placement:
    """退回: the deputy stays unassigned, and this station is not proposed for him again."""
    placement = _locked(placement, by)
    placement.state, placement.reject_reason = Placement.State.REJECTED, reason.strip()
    placement.decided_at, placement.decided_by = clock.now(), by
    placement.save(update_fields=["state", "reject_reason", "decided_at", "decided_by"])
    facts = {"station": placement.station.code, "reason": reason}
    chain.record("reject_placement", by=by, about=placement.deputy, facts=facts)
    return placement


@transaction.atomic
def undo(batch: PlacementBatch, *, by: Seat) -> PlacementBatch:
    """撤销成批编组: the memberships vanish, the proposals wait again.

    Raises Refused when it was undone before, or something stands on one of them (`standing_on`).
    """
    _check_office(by)
    batch = PlacementBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.undone_at is not None:
        raise Refused("这一批已经撤销。")
    mine = Placement.objects.visible_to(by).filter(batch=batch)
    if mine.count() != batch.placements.count():
        raise PermissionDenied("这一批里有不在您管理范围内的站点，请由上级撤销。")
    if reasons := standing_on(batch):
        raise Refused(f"不能整批撤销：{reasons[0]}。请逐人调整。")
    batch.undone_at, batch.undone_by = clock.now(), by
    batch.save(update_fields=["undone_at", "undone_by"])
    members = list(mine.order_by("pk").values_list("membership", flat=True))
    mine.update(
        state=Placement.State.OPEN, decided_at=None, decided_by=None, batch=None, membership=None
    )
    Membership.objects.filter(pk__in=members).delete()
    facts = {"rows": len(members), "on": batch.from_on}
    chain.record("undo_placements", by=by, about=batch, facts=facts)
    return batch


def standing_on(batch: PlacementBatch) -> list[str]:
    """What was built on a batch since (Chinese lines): it can then no longer be undone as a whole."""
    members = Membership.objects.filter(placement__batch=batch)
    if batch.undone_at is not None:
        return []
    lost = batch.number - members.filter(to_on=None, is_primary=True).count()
    deputies = members.order_by().values("deputy")
    stations = members.order_by().values("station")
    here = {"deputy__in": deputies, "activity__station__in": stations}
    visits = Attendance.objects.filter(**here, recorded_at__gte=batch.accepted_at).count()
    asked = Duty.objects.filter(**here, asked_at__gte=batch.accepted_at).count()
    grids = GridDuty.objects.filter(
        deputy__in=deputies, grid__station__in=stations, from_on__gte=batch.from_on
    ).count()
    lines = (
        (lost, f"其中 {lost} 人后来又调整过编组"),
        (visits, f"已有 {visits} 次进站记录"),
        (asked, f"已发出 {asked} 份活动邀请"),
        (grids, f"已安排联系 {grids} 个网格"),
    )
    return [line for number, line in lines if number]


def _write(made: Iterable[rules.Proposal], by: Seat) -> None:
    now = clock.now()
    Placement.objects.bulk_create(
        (
            Placement(
                deputy_id=each.person,
                proposed_id=each.station,
                station_id=each.station,
                certainty=each.certainty.value,
                reasons=list(each.reasons),
                made_at=now,
                made_by=by,
            )
            for each in made
        ),
        batch_size=BATCH,
    )


def _accept_all(accepted: list[Placement], on: date, by: Seat, office: Station) -> PlacementBatch:
    now = clock.now()
    batch = PlacementBatch.objects.create(
        station=office, from_on=on, accepted_at=now, accepted_by=by, number=len(accepted)
    )
    Membership.objects.bulk_create(
        (Membership(deputy_id=e.deputy_id, station_id=e.station_id, from_on=on) for e in accepted),
        batch_size=BATCH,
    )
    joined = Membership.objects.filter(
        deputy=OuterRef("deputy"), station=OuterRef("station"), is_primary=True, to_on=None
    )
    Placement.objects.filter(pk__in=[each.pk for each in accepted]).update(
        state=Placement.State.ACCEPTED,
        batch=batch,
        membership=joined.order_by("pk").values("pk")[:1],
        decided_at=now,
        decided_by=by,
    )
    return batch


def _mark_stale(placements: list[Placement], by: Seat) -> None:
    Placement.objects.filter(pk__in=[each.pk for each in placements]).update(
        state=Placement.State.STALE, decided_at=clock.now(), decided_by=by
    )


def _check_open(placements: list[Placement]) -> None:
    for each in placements:
        if each.station.closed_on is not None:
            raise Refused(f"“{each.station.name}”已撤销，请先给相关代表改站。")


def _check_office(by: Seat) -> None:
    if by.role != Role.COMMITTEE:
        raise PermissionDenied("编组进站由代表工作机构办理。")


def _locked(placement: Placement, by: Seat) -> Placement:
    """The proposal, ours until commit. Raises PermissionDenied, or Refused when it is decided."""
    _check_office(by)
    rows = Placement.objects.visible_to(by).select_for_update(of=("self",))
    found = rows.select_related("station", "deputy").filter(pk=placement.pk).first()
    if found is None:
        raise PermissionDenied("这条建议不在您的管理范围内。")
    if found.state != Placement.State.OPEN:
        raise Refused(f"这条建议{found.get_state_display()}，不用再办。")
    return found
