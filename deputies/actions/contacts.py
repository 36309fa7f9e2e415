"""“三联系一监督”: enterprises kept, members assigned to enterprises, stations, deputies, contacts logged (J5)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from deputies import unified_code
from deputies.models import (
    ContactDuty,
    ContactLog,
    Deputy,
    Enterprise,
    Mandate,
    MandateOffice,
    Membership,
    deputy_of,
)
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import Station, ids_below

KEEPERS = (Role.STATION, Role.COMMITTEE)
#: Who keeps contact: members of a presidium or of a standing committee.
MEMBERS = (MandateOffice.Kind.PRESIDIUM, MandateOffice.Kind.STANDING)


def members(today: date) -> QuerySet[Deputy]:
    """Deputies who on `today` are members of a presidium or of a standing committee."""
    offices = MandateOffice.objects.running(today).filter(kind__in=MEMBERS)
    held = Mandate.objects.running(today).filter(
        deputy=OuterRef("pk"), offices__in=offices.order_by().values("pk")
    )
    return Deputy.objects.filter(Exists(held))


def save_enterprise(enterprise: Enterprise | None, *, by: Seat, **said) -> Enterprise:
    """登记或修改企业. Raises PermissionDenied, Refused for a wrong code or a name or code taken."""
    row = Enterprise() if enterprise is None else Enterprise.objects.get(pk=enterprise.pk)
    for name, value in said.items():
        setattr(row, name, value)
    _check_answers_for(row.station, by)
    row.unified_code = row.unified_code.strip().upper()
    if row.unified_code and not unified_code.is_right(row.unified_code):
        raise Refused(f"统一社会信用代码“{row.unified_code}”不正确，请核对 18 位代码。")
    try:
        with transaction.atomic():
            row.save()
            chain.record("save_enterprise", by=by, about=row, facts={"name": row.name})
    except IntegrityError as clash:
        raise Refused("已有同名企业，或统一社会信用代码已被使用。") from clash
    return row


@transaction.atomic
def import_enterprises(plan: Any, *, by: Seat, file_name: str = "", draft=None) -> None:
    """导入企业: all that `plan` says, or nothing. Raises Refused."""
    if plan.faults:
        raise Refused(f"有 {len(plan.faults)} 处错误，未导入任何内容。")
    for row in plan.rows:
        if row.is_new or row.changes:
            save_enterprise(row.enterprise, by=by, **row.said)
    facts = {"file": file_name, "new": len(plan.new), "changed": len(plan.changed)}
    chain.record("import_enterprises", by=by, facts=facts)
    if draft is not None:
        draft.delete()


@transaction.atomic
def assign(
    member: Deputy, *, target: Enterprise | Station | Deputy, on: date, by: Seat
) -> ContactDuty:
    """安排联系: from `on` (a local date) `member` keeps contact with `target`.

    Raises Refused when he is no member of a presidium or standing committee on that day, keeps that
    contact already, or the target is closed or out of office.
    """
    list(Deputy.objects.public().select_for_update(of=("self",)).filter(pk=member.pk))
    if not members(on).filter(pk=member.pk).exists():
        raise Refused(f"{member.name}当日不是主席团成员或常委会组成人员，不能安排联系。")
    kind, area = _kind_and_area(target, on)
    _check_answers_for(area, by)
    if kind == "deputy" and target.pk == member.pk:
        raise Refused("联系人不能联系自己。")
    if ContactDuty.objects.not_over(on).filter(member=member, **{kind: target}).exists():
        raise Refused(f"{member.name}已联系“{target}”。")
    duty = ContactDuty.objects.create(member=member, area=area, from_on=on, **{kind: target})
    facts = {"name": str(target), "on": on}
    chain.record("assign_contact", by=by, about=member, facts=facts)
    return duty


@transaction.atomic
def end(duty: ContactDuty, *, on: date, by: Seat) -> ContactDuty:
    """终止联系: `on` (a local date) is the first day without; the log stays. Raises Refused."""
    duty = ContactDuty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    _check_answers_for(duty.area, by)
    if duty.to_on is not None:
        raise Refused("这项联系已经终止。")
    if on <= duty.from_on:
        raise Refused("终止日期须在起始日期之后。")
    duty.to_on = on - timedelta(days=1)
    duty.save(update_fields=["to_on"])
    facts = {"name": str(duty.target), "on": on}
    chain.record("end_contact", by=by, about=duty.member, facts=facts)
    return duty


@transaction.atomic
def log(
    duty: ContactDuty, *, on: date, how: str, said: str, raised: str = "", once: UUID, by: Seat
) -> ContactLog:
    """记联系: by the member himself or an officer; the same form twice is one entry. Raises Refused."""
    if by.role == Role.DEPUTY:
        own = deputy_of(by)
        if own is None or own.pk != duty.member_id:
            raise PermissionDenied("只有联系人本人可以记录。")
    else:
        _check_answers_for(duty.area, by)
    if on > clock.today():
        raise Refused("联系日期还没有到。")
    if on < duty.from_on or (duty.to_on is not None and on > duty.to_on):
        raise Refused("联系日期不在这项安排的起止日期内。")
    entry, is_new = ContactLog.objects.get_or_create(
        once=once,
        defaults={
            "duty": duty,
            "held_on": on,
            "how": how,
            "said": said,
            "raised": raised,
            "recorded_at": clock.now(),
            "recorded_by": by,
        },
    )
    if is_new:
        chain.record("log_contact", by=by, about=duty.member, facts={"on": on})
    return entry


def _kind_and_area(target: Enterprise | Station | Deputy, on: date) -> tuple[str, Station]:
    """Which column it stands in, and the station it belongs to."""
    if isinstance(target, Enterprise):
        if target.closed_on is not None:
            raise Refused(f"“{target}”已停止联系。")
        return "enterprise", target.station
    if isinstance(target, Station):
        if target.closed_on is not None:
            raise Refused(f"“{target}”已撤销。")
        return "station", target
    place = Membership.objects.running(on).filter(deputy=target).select_related("station")
    first = place.order_by("-is_primary", "pk").first()
    if first is None or not Deputy.objects.in_office(on).filter(pk=target.pk).exists():
        raise Refused(f"{target.name}当日不在任，或还没有编入站点。")
    return "deputy", first.station


def _check_answers_for(station: Station, by: Seat) -> None:
    if by.role not in KEEPERS or station.pk not in ids_below(by):
        raise PermissionDenied("不在您的管理范围内。")
