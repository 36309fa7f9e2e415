"""What came of a station, put on its pages and taken down again (J2)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import Outcome, Station, ids_below

KEEPERS = (Role.STATION, Role.COMMITTEE)


@transaction.atomic
def add_outcome(station: Station, *, by: Seat, **said) -> Outcome:
    """登记成果: title, level, day reached, evidence. Raises PermissionDenied, Refused."""
    _check_answers_for(station, by)
    now = clock.now()
    row = Outcome(station=station, added_at=now, added_by=by, **said)
    if row.reached_on > clock.local_date(now):
        raise Refused("取得日期还没有到。")
    try:
        row.full_clean(exclude=["added_by"])
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    row.save(force_insert=True)
    facts = {"name": row.title, "station": station.code}
    chain.record("add_outcome", by=by, about=station, facts=facts)
    return row


@transaction.atomic
def withdraw_outcome(row: Outcome, *, reason: str, by: Seat) -> Outcome:
    """撤下成果: off both pages, with the reason; it stays on record. Raises Refused."""
    row = Outcome.objects.select_for_update(of=("self",)).get(pk=row.pk)
    _check_answers_for(row.station, by)
    if row.withdrawn_at is not None:
        raise Refused("这项成果已经撤下。")
    row.withdrawn_at, row.withdrawn_by, row.withdraw_reason = clock.now(), by, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
    facts = {"name": row.title, "reason": reason}
    chain.record("withdraw_outcome", by=by, about=row.station, facts=facts)
    return row


def _check_answers_for(station: Station, by: Seat) -> None:
    if by.role not in KEEPERS or station.pk not in ids_below(by):
        raise PermissionDenied("该站点不在您的管理范围内。")
