"""What is done about deputies ticked on the gap list: invited or reminded, and how it went for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from deputies import compliance, obligations
from deputies.actions import gaps, invitations
from deputies.models import Deputy
from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import Activity

#: So many are acted upon at once: what a page shows.
MOST = 200


@dataclass(frozen=True)
class Outcome:
    """What happened for one deputy, in Chinese; whether anything was new."""

    deputy: Deputy
    said: str
    is_new: bool = False


@transaction.atomic
def invite(activity: Activity, *, deputies: Sequence[Deputy], by: Seat) -> list[Outcome]:
    """邀请勾选的代表 to a coming activity, each once; refused as `invitations.invite`."""
    _check_number(deputies)
    keys = [deputy.pk for deputy in deputies]
    before = set(activity.duties.filter(deputy__in=keys).values_list("deputy_id", flat=True))
    invitations.invite(activity, deputies=deputies, by=by)
    after = set(activity.duties.filter(deputy__in=keys).values_list("deputy_id", flat=True))
    return [_invited(deputy, before, after) for deputy in deputies]


def _invited(deputy: Deputy, before: set[int], after: set[int]) -> Outcome:
    if deputy.pk in before:
        return Outcome(deputy, "此前已邀请，不重复通知")
    if deputy.pk in after:
        return Outcome(deputy, "已邀请", is_new=True)
    return Outcome(deputy, "活动当天不在任，没有邀请")


@transaction.atomic
def remind(deputies: Sequence[Deputy], *, year: int, by: Seat) -> list[Outcome]:
    """提醒勾选的代表 short in `year`, each once a year. Raises Refused when the year is over."""
    _check_number(deputies)
    span = obligations.year(year)
    if span.is_over(clock.today()):
        raise Refused("该年度已结束，不再提醒。")
    rows = {row.pk: row for row in compliance.year(year).rows}
    short = [row for deputy in deputies if (row := rows.get(deputy.pk)) and row.is_short]
    told = gaps.tell_each(short, year)
    found = [_reminded(deputy, rows.get(deputy.pk), told) for deputy in deputies]
    number = sum(one.is_new for one in found)
    chain.record("remind_121", by=by, facts={"period": str(year), "rows": number})
    return found


def _reminded(deputy, row, told: dict[int, int | None]) -> Outcome:
    if row is None or not row.is_short:
        return Outcome(deputy, "已达标或不考核，不用提醒")
    if told[deputy.pk] is None:
        return Outcome(deputy, "没有账号，请电话联系")
    if told[deputy.pk]:
        return Outcome(deputy, f"已提醒，还差 {row.missing} 次", is_new=True)
    return Outcome(deputy, "今年已提醒过，不重复提醒")


def _check_number(deputies: Sequence[Deputy]) -> None:
    if not deputies:
        raise Refused("请先勾选代表。")
    if len(deputies) > MOST:
        raise Refused(f"一次最多办理 {MOST} 位代表。")
