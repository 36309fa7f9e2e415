"""Everything that can happen to an honour: recorded with evidence, confirmed by another, revoked (T20)."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from deputies.models import Deputy, Honour
from liaison import clock
from liaison.accounts.models import Seat
from liaison.attachments.actions import attach_all
from liaison.audit import chain
from liaison.errors import Refused

#: What the audit calls each decision.
RECORDED = {
    "confirm": "honour.confirm",
    "reject": "honour.reject",
    "revoke": "honour.revoke",
}


@transaction.atomic
def record(deputy: Deputy, *, evidence: Sequence, by: Seat, **details) -> Honour:
    """登记表彰 of `deputy` with its evidence (uploaded files).

    Raises Refused without evidence, for a day to come, and for the same honour twice;
    sniff.Unacceptable for a file that is not taken.
    """
    if not evidence:
        raise Refused("登记表彰须附证书、文件等佐证材料。")
    honour = Honour(deputy=deputy, recorded_by=by, recorded_at=clock.now(), **details)
    if honour.granted_on > clock.today():
        raise Refused("授予日期不能晚于今天。")
    _keep(honour)
    attach_all(honour, uploads=evidence, by=by)
    facts = {"deputy": deputy.name, "name": honour.title}
    chain.record("honour.record", by=by, about=honour, facts=facts)
    return honour


@transaction.atomic
def confirm(honour: Honour, *, by: Seat) -> Honour:
    """核实: from now on it stands in the record and counts. Raises Refused for one's own entry."""
    return _decide(honour, "confirm", by)


@transaction.atomic
def reject(honour: Honour, *, reason: str, by: Seat) -> Honour:
    """不通过, with the reason."""
    return _decide(honour, "reject", by, reason)


@transaction.atomic
def revoke(honour: Honour, *, reason: str, by: Seat) -> Honour:
    """撤销: what was confirmed counts no more, with the reason."""
    return _decide(honour, "revoke", by, reason)


def _decide(honour: Honour, key: str, by: Seat, reason: str = "") -> Honour:
    rows = Honour.objects.select_for_update(of=("self",))
    honour = rows.select_related("deputy", "recorded_by").get(pk=honour.pk)
    honour.stage = honour.check_step(key, by=by).target
    if honour.recorded_by.user_id == by.user_id:
        raise Refused("登记和核实须由两个人分别办理，请由其他同志核实。")
    honour.decided_by, honour.decided_at, honour.reason = by, clock.now(), reason.strip()
    _keep(honour)
    facts = {"deputy": honour.deputy.name, "name": honour.title, "reason": honour.reason}
    chain.record(RECORDED[key], by=by, about=honour, facts=facts)
    return honour


def _keep(honour: Honour) -> None:
    try:
        honour.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    honour.save()
