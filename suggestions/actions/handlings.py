"""Everything a unit does with its part: sign for it, return it, answer."""

from datetime import date

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.errors import Refused
from liaison.workdays.models import current_calendar
from suggestions import deadlines
from suggestions.actions import suggestions
from suggestions.actions.step import lock, step
from suggestions.models import Handling, Reply
from suggestions.workflow import HandlingStage


def sign(handling: Handling, *, by: Seat) -> None:
    """签收: the unit has it; who signed stands in the record."""
    with step("sign", handling, by=by) as at:
        handling.signed_at, handling.signed_by = at, by


def last_day_to_send_back(handling: Handling) -> date:
    """The last day on which the unit may return it (facts §2.3: 7 working days)."""
    offered = clock.local_date(handling.offered_at)
    return deadlines.promise("send_back", offered, current_calendar()).day


@transaction.atomic
def send_back(handling: Handling, *, reason: str, by: Seat) -> None:
    """退办: not ours, with the reason, inside the window; too late means it stays (facts §2.3)."""
    lock(handling.suggestion)
    with step("send_back", handling, by=by, note=reason) as at:
        last = last_day_to_send_back(handling)
        if deadlines.is_overdue(last, clock.today()):
            raise Refused(f"退办期限已于{last:%Y年%m月%d日}届满，按规定不再调整，请办理。")
        handling.returned_at = at
    if handling.kind == Handling.Kind.LEAD:
        suggestions.take_back(
            handling.suggestion, reason=f"{handling.department.name}退办：{reason}"
        )


@transaction.atomic
def reply(
    handling: Handling,
    *,
    result_class: str,
    text: str,
    by: Seat,
    met_on: date | None = None,
    met_note: str = "",
    waiver: str = "",
) -> None:
    """答复: the written reply, with the talk held or waived by the deputy with a reason (J17)."""
    # The suggestion first, as everywhere: two units answering at once see each other's answer.
    lock(handling.suggestion)
    with step("reply", handling, by=by, note=f"办理结果 {result_class}") as at:
        if met_on is None and not waiver.strip():
            raise Refused("请先面复代表并填写日期，或写明代表同意免于面复的理由。")
        if met_on is not None and met_on > clock.local_date(at):
            raise Refused("面复日期不能晚于今天。")
        Reply.objects.create(
            handling=handling,
            result_class=result_class,
            text=text,
            met_on=met_on,
            met_note=met_note,
            waiver=waiver,
            replied_at=at,
            by=by,
        )
        handling.replied_at = at
    if _all_answered(handling):
        suggestions.complete(handling.suggestion)


def _all_answered(handling: Handling) -> bool:
    """Whether no answering unit of this round is still at it (会办 units do not hold it up)."""
    open_stages = [HandlingStage.OFFERED, HandlingStage.SIGNED]
    waiting = handling.suggestion.handlings.filter(
        round=handling.suggestion.rounds, stage__in=open_stages
    )
    return not waiting.exclude(kind=Handling.Kind.ASSIST).exists() and (
        handling.kind != Handling.Kind.ASSIST
    )
