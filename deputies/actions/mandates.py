"""The lawful changes of one mandate: suspended, resumed, ended; each leaves an event (facts §6.2)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from deputies.actions import departures
from deputies.models import Deputy, Mandate, MandateEvent, MandateOffice, Suspension
from deputies.succession.acts import ABSENCE, ACTS, Act
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Notice:
    """How a change was decided and announced (公告): the day it holds from, and the papers.

    effective_on: a local date, never in the future; the last day of a mandate that ends.
    """

    effective_on: date
    document_no: str
    announced_on: date | None = None
    announced_by: str = ""
    decided_by: str = ""
    note: str = ""


def may_change(mandate: Mandate, by: Seat) -> bool:
    """Whether `by` keeps the mandate: its congress's office, or where that is unknown its holder's."""
    if by.role != Role.COMMITTEE:
        return False
    if mandate.congress_term_id is None:
        return Deputy.objects.visible_to(by).filter(pk=mandate.deputy_id).exists()
    return Mandate.objects.managed_by(by).filter(pk=mandate.pk).exists()


def foretell(mandate: Mandate, act: Act, effective_on: date) -> list[str]:
    """What `act` would do on `effective_on` (Chinese lines), before it is done."""
    if act.key == "suspend":
        return ["履职历史保留；暂停期间不再受邀参加活动、不计进站次数，居民页面不再提供留言入口。"]
    if act.key == "resume":
        return ["自恢复之日起可以受邀参加活动，并按在任天数计进站次数。"]
    told = [f"{mandate}到 {effective_on:%Y-%m-%d} 为止，履职历史保留。"]
    first_out = effective_on + ONE_DAY
    people = departures.without_mandate([mandate.deputy_id], first_out, ending=[mandate.pk])
    if not people:
        return [*told, "还担任其他层级的代表，编组进站和岗位不变。"]
    return [
        *told,
        *(f"{line}。" for line in departures.outlook(people, first_out).lines()),
        "代表码改为显示“已卸任”，并指向所在联络站。",
    ]


@transaction.atomic
def suspend(mandate: Mandate, *, ground: str, notice: Notice, by: Seat | None) -> Suspension:
    """暂停执行代表职务 (代表法 art. 61). Raises Refused when it is over or suspended already."""
    mandate = _locked(mandate, by)
    _check_day(mandate, notice)
    if mandate.suspensions.filter(to_on=None).exists():
        raise Refused("该代表资格已在暂停期间，不必重复登记。")
    made = Suspension.objects.create(mandate=mandate, ground=ground, from_on=notice.effective_on)
    _record(mandate, ACTS["suspend"], ACTS["suspend"].text_of(ground), notice, by)
    return made


@transaction.atomic
def resume(mandate: Mandate, *, notice: Notice, by: Seat | None) -> Suspension:
    """恢复执行代表职务 from `notice.effective_on`. Raises Refused when it is not suspended."""
    mandate = _locked(mandate, by)
    _check_day(mandate, notice)
    standing = mandate.suspensions.filter(to_on=None).order_by("pk").first()
    if standing is None:
        raise Refused("该代表资格没有在暂停期间。")
    if notice.effective_on <= standing.from_on:
        raise Refused(f"恢复日期须在暂停日期 {standing.from_on} 之后。")
    standing.to_on = notice.effective_on - ONE_DAY
    standing.save(update_fields=["to_on"])
    _record(mandate, ACTS["resume"], ACTS["resume"].grounds[0][1], notice, by)
    return standing


@transaction.atomic
def end(mandate: Mandate, *, act: Act, ground: str, notice: Notice, by: Seat | None) -> Mandate:
    """终止代表资格 by resignation, recall, a ground of art. 62 or death; `notice.effective_on` is its last day.

    Whoever holds no other mandate leaves stations, grids, invitations and seats. Raises Refused
    when it has ended already.
    """
    mandate = _locked(mandate, by)
    _check_day(mandate, notice)
    text = ABSENCE[1] if ground == ABSENCE[0] else act.text_of(ground)
    mandate.to_on = notice.effective_on
    mandate.end_reason = act.reason_for(ground)
    mandate.save(update_fields=["to_on", "end_reason"])
    _end_parts(mandate, notice.effective_on)
    first_out = notice.effective_on + ONE_DAY
    people = departures.without_mandate([mandate.deputy_id], first_out)
    departures.end_places(people, first_out)
    seats = departures.end_seats(people, first_out)
    _record(mandate, act, text, notice, by, seats=sorted(seats))
    return mandate


@transaction.atomic
def take_office(
    mandate: Mandate, *, kind: str, title: str, from_on: date, by: Seat | None
) -> MandateOffice:
    """登记任职: the deputy becomes 常委会组成人员, 专委委员 or 主席团成员 on `from_on` (a local date)."""
    mandate = _locked(mandate, by)
    if mandate.offices.filter(kind=kind, to_on=None).exists():
        raise Refused("该代表已任此类职务，请先登记卸任。")
    made = MandateOffice.objects.create(mandate=mandate, kind=kind, title=title, from_on=from_on)
    facts = {"kind": kind, "title": title, "on": from_on}
    chain.record("take_mandate_office", by=by, about=mandate, facts=facts)
    return made


@transaction.atomic
def leave_office(office: MandateOffice, *, on: date, by: Seat) -> MandateOffice:
    """登记卸任: `on` (a local date) is the last day of the post."""
    mandate = _locked(office.mandate, by, may_be_over=True)
    office = MandateOffice.objects.select_for_update(of=("self",)).get(pk=office.pk)
    if office.to_on is not None:
        raise Refused("该职务已登记卸任。")
    office.to_on = max(on, office.from_on)
    office.save(update_fields=["to_on"])
    facts = {"kind": office.kind, "on": on}
    chain.record("leave_mandate_office", by=by, about=mandate, facts=facts)
    return office


def _end_parts(mandate: Mandate, last: date) -> None:
    """A suspension and posts end with the mandate."""
    mandate.suspensions.filter(to_on=None).update(to_on=last)
    mandate.offices.filter(to_on=None, from_on__lte=last).update(to_on=last)


def _locked(mandate: Mandate, by: Seat | None, *, may_be_over: bool = False) -> Mandate:
    found = Mandate.objects.select_for_update(of=("self",)).select_related("deputy")
    mandate = found.get(pk=mandate.pk)
    if by is not None and not may_change(mandate, by):
        raise PermissionDenied("只有本级人大的代表工作机构可以办理。")
    if not may_be_over and mandate.to_on is not None and mandate.to_on <= clock.today():
        reason = mandate.get_end_reason_display()
        raise Refused(f"该代表资格已于 {mandate.to_on} 终止（{reason}），不能再办理。")
    return mandate


def _check_day(mandate: Mandate, notice: Notice) -> None:
    if notice.effective_on > clock.today():
        raise Refused("生效日期还没有到，请在当天或之后登记。")
    if notice.effective_on < mandate.from_on:
        raise Refused(f"生效日期早于任职起 {mandate.from_on}，请核对。")


def _record(
    mandate: Mandate,
    act: Act,
    ground: str,
    notice: Notice,
    by: Seat | None,
    seats: list[int] | None = None,
) -> None:
    MandateEvent.objects.create(
        mandate=mandate,
        kind=act.kind,
        ground=ground,
        effective_on=notice.effective_on,
        decided_by=notice.decided_by,
        announced_by=notice.announced_by,
        announced_on=notice.announced_on,
        document_no=notice.document_no,
        note=notice.note,
        recorded_at=clock.now(),
        seat=by,
    )
    facts = {"act": act.label, "ground": ground, "on": notice.effective_on}
    facts |= {"document": notice.document_no, "seats": seats or []}
    chain.record("change_mandate", by=by, about=mandate, facts=facts)
