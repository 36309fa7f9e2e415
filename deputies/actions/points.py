"""What is added to points by hand, and what deputies object to: proposed by one, decided by another."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from deputies import points
from deputies.actions import standings
from deputies.models import Deputy, PointAppeal, PointItem, deputy_of
from deputies.performance.rules import CORRECTION, MANUAL, MOST_POINTS
from deputies.performance.workflow import ItemStage
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.attachments.actions import attach_all
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from liaison.workdays.calendar import Calendar
from liaison.workdays.models import current_calendar
from liaison.workdays.terms import WorkingDays, due

#: An appeal is answered within so many working days (a local rule; facts name none).
APPEAL_TERM = WorkingDays(15)
_LONGEST_TITLE = 80
#: What recorded verbs of items and of appeals begin with.
_ITEM, _APPEAL = "point_item.", "point_appeal."


# -- manual items -------------------------------------------------------------------------------
@transaction.atomic
def propose_item(
    deputy: Deputy,
    *,
    kind: str,
    on: date,
    title: str,
    evidence: str,
    uploads: Iterable[Any] = (),
    by: Seat,
) -> PointItem:
    """提出手工项目 (J13): `deputy` did a thing of `kind` on `on` that no activity shows.

    `evidence` says where it is proved, `uploads` are the papers. Nothing counts before another
    person of the committee approves it. Raises PermissionDenied for a deputy not the seat's,
    Refused for a kind or day that cannot be.
    """
    _check_office(deputy, by)
    _check_item(kind, on)
    _check_in_office(deputy, on)
    item = PointItem.objects.create(
        deputy=deputy,
        kind=kind,
        done_on=on,
        title=title[:_LONGEST_TITLE],
        evidence=evidence,
        proposed_at=clock.now(),
        proposed_by=by,
    )
    attach_all(item, uploads=uploads, by=by)
    chain.record("point_item.propose", by=by, about=item, facts=_facts(item))
    return item


@transaction.atomic
def approve_item(item: PointItem, *, by: Seat) -> PointItem:
    """通过手工项目: from now on it is in the deputy's record; the proposer cannot (four eyes).

    In a frozen quarter of an open year it counts in the next open one (补记). Raises Refused when
    its whole year is frozen.
    """
    lock_points(shared=True)
    item = _locked_item(item, "approve", by)
    if points.frozen_until(item.done_on.year) == 4:
        raise Refused(
            f"{item.done_on.year}年已全部结账，须先按程序重新打开第四季度，或改为本年的更正。"
        )
    return _decided(item, ItemStage.APPROVED, by)


@transaction.atomic
def reject_item(item: PointItem, *, reason: str, by: Seat) -> PointItem:
    """不通过手工项目, for a reason."""
    item = _locked_item(item, "reject", by)
    item.reason = reason
    return _decided(item, ItemStage.REJECTED, by)


@transaction.atomic
def withdraw_item(item: PointItem, *, by: Seat) -> PointItem:
    """撤回手工项目 by who proposed it, while nobody has decided."""
    item = _locked_item(item, "withdraw", by)
    return _decided(item, ItemStage.WITHDRAWN, by)


def _locked_item(item: PointItem, key: str, by: Seat) -> PointItem:
    item = PointItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.check_step(key, by=by)
    _check_office(item.deputy, by)
    return item


def _decided(item: PointItem, stage: str, by: Seat) -> PointItem:
    item.stage, item.decided_at, item.decided_by = stage, clock.now(), by
    item.save(update_fields=["stage", "decided_at", "decided_by", "reason"])
    chain.record(_ITEM + stage, by=by, about=item, facts=_facts(item))
    if stage == ItemStage.APPROVED:
        standings.recount(item.done_on.year, deputy_ids=[item.deputy_id])
    return item


def _facts(item: PointItem) -> dict:
    return {"deputy": item.deputy.name, "kind": item.get_kind_display(), "on": item.done_on}


# -- appeals ------------------------------------------------------------------------------------
@transaction.atomic
def appeal(
    *, about: str, group: str, text: str, year: int, by: Seat, about_key: str = ""
) -> PointAppeal:
    """积分申诉 (J13): the deputy of the seat says a line is wrong, or that something is missing.

    It is to be answered within fifteen working days. Raises PermissionDenied for anybody else,
    Refused while the same line is appealed already.
    """
    deputy = deputy_of(by)
    if deputy is None:
        raise PermissionDenied("只有代表本人可以提出申诉。")
    waiting = PointAppeal.objects.waiting().filter(deputy=deputy)  # type: ignore[attr-defined]
    if about_key and waiting.filter(about_key=about_key).exists():
        raise Refused("这一项您已提出申诉，正在处理。")
    promise = due(clock.today(), APPEAL_TERM, current_calendar())
    made = PointAppeal.objects.create(
        deputy=deputy,
        year=year,
        about_key=about_key,
        about=about,
        group=group,
        text=text,
        filed_at=clock.now(),
        filed_by=by,
        due_on=promise.day,
        due_reason=promise.as_json(),
    )
    chain.record("point_appeal.file", by=by, about=made, facts={"deputy": deputy.name})
    return made


@transaction.atomic
def uphold_appeal(appeal: PointAppeal, *, points: Decimal, reason: str, by: Seat) -> PointAppeal:
    """予以更正: `points` more (or fewer) are entered today, with `reason`; no frozen figure changes.

    Raises Refused for nothing or too much to correct.
    """
    if not points or abs(points) > MOST_POINTS:
        raise Refused(f"更正分值不能为 0，也不能超过 {MOST_POINTS} 分。")
    lock_points(shared=True)
    appeal = _locked_appeal(appeal, "uphold", by)
    now = clock.now()
    appeal.correction = PointItem.objects.create(
        deputy=appeal.deputy,
        kind=CORRECTION,
        group=appeal.group,
        points=points,
        done_on=clock.today(),
        title=f"申诉更正：{appeal.about}"[:_LONGEST_TITLE],
        evidence=reason,
        stage=ItemStage.APPROVED,
        proposed_at=appeal.filed_at,
        proposed_by=appeal.filed_by,
        decided_at=now,
        decided_by=by,
    )
    return _answered(appeal, "uphold", reason, by)


@transaction.atomic
def dismiss_appeal(appeal: PointAppeal, *, reason: str, by: Seat) -> PointAppeal:
    """维持原计分, with a reason the deputy reads."""
    appeal = _locked_appeal(appeal, "dismiss", by)
    return _answered(appeal, "dismiss", reason, by)


@transaction.atomic
def withdraw_appeal(appeal: PointAppeal, *, by: Seat) -> PointAppeal:
    """撤回申诉 by the deputy."""
    appeal = _locked_appeal(appeal, "withdraw", by)
    return _answered(appeal, "withdraw", "", by)


def _locked_appeal(appeal: PointAppeal, key: str, by: Seat) -> PointAppeal:
    appeal = PointAppeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    appeal.check_step(key, by=by)
    if not PointAppeal.objects.visible_to(by).filter(pk=appeal.pk).exists():  # type: ignore[attr-defined]
        raise PermissionDenied("该申诉不在您的管理范围内。")
    return appeal


def _answered(appeal: PointAppeal, key: str, reason: str, by: Seat) -> PointAppeal:
    step = appeal.check_step(key, by=by)
    appeal.stage, appeal.reason = step.target, reason
    appeal.decided_at, appeal.decided_by = clock.now(), by
    appeal.save(update_fields=["stage", "reason", "decided_at", "decided_by", "correction"])
    facts = {"deputy": appeal.deputy.name, "reason": reason}
    chain.record(_APPEAL + key, by=by, about=appeal, facts=facts)
    if appeal.correction:
        standings.recount(appeal.correction.done_on.year, deputy_ids=[appeal.deputy_id])
    if key != "withdraw":
        outbox.post(
            to=appeal.filed_by.user,
            template="point_appeal_answered",
            about=appeal,
            once=f"point-appeal:{appeal.pk}",
            url=appeal.get_absolute_url(),
            context={"appeal": appeal},
        )
    return appeal


@transaction.atomic
def recompute(calendar: Calendar) -> int:
    """期限重算: appeals still waiting are promised anew after a change of the calendar; how many moved."""
    rows = PointAppeal.objects.waiting().select_for_update(of=("self",))  # type: ignore[attr-defined]
    return sum(_promised_anew(appeal, calendar) for appeal in rows.order_by("pk"))


def _promised_anew(appeal: PointAppeal, calendar: Calendar) -> bool:
    promise = due(date.fromisoformat(appeal.due_reason["start"]), APPEAL_TERM, calendar)
    before = appeal.due_on
    appeal.due_on, appeal.due_reason = promise.day, promise.as_json()
    appeal.save(update_fields=["due_on", "due_reason"])
    return promise.day != before


# -- what may be --------------------------------------------------------------------------------
def _check_office(deputy: Deputy, by: Seat) -> None:
    is_office = by.role in (Role.STATION, Role.COMMITTEE)
    if not is_office or not Deputy.objects.visible_to(by).filter(pk=deputy.pk).exists():
        raise PermissionDenied("该代表不在您的管理范围内。")


def _check_item(kind: str, on: date) -> None:
    if kind not in MANUAL:
        raise Refused("没有这样的手工项目。")
    if on > clock.today():
        raise Refused("日期不能在今天之后。")


def _check_in_office(deputy: Deputy, on: date) -> None:
    if not Deputy.objects.in_office(on).filter(pk=deputy.pk).exists():
        raise Refused(f"{deputy.name}在{on}不是在任代表。")


def lock_points(*, shared: bool) -> None:
    """Hold off a freeze (`shared`), or every decision about points, until the transaction is over."""
    name = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}(%s)", [standings.POINTS_LOCK])
