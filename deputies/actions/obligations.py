"""How the “121” rule is changed, and how a month or a year is closed for good."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from deputies import compliance, obligations
from deputies.models import ClosedPeriod, Obligation
from deputies.obligations import DeputyYear, Span, StationMonth
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.workdays.calendar import Calendar
from liaison.workdays.terms import WorkingDays
from stations.models import Activity, RuleDocument, station_of

#: The key of the advisory lock between closing a period and changing what is dated in it ("clos").
CLOSING_LOCK = 0x636C6F73
_STATION_ROW = "pk", "code", "name", "kind", "county", "required", "held"
_DEPUTY_ROW = (
    "pk", "name", "levels", "station", "stations", "county", "owed", "done", "days", "gone",
)  # fmt: skip


# -- the rule -----------------------------------------------------------------------------------
@transaction.atomic
def change_parameter(
    key: str, *, value: str, from_on: date, document: RuleDocument, by: Seat
) -> Obligation:
    """调整参数 (T22): from `from_on` (the first of a month) parameter `key` has `value`.

    Ends the row in force the day before and adds one citing `document`. Raises Refused when the
    value makes no sense, the day lies in a closed period or not after the row in force.
    """
    _check_main(by)
    _lock_closing()
    try:
        obligations.read(key, value)
    except ValueError as error:
        raise Refused(str(error)) from error
    _check_start(from_on)
    rows = Obligation.objects.select_for_update(of=("self",)).filter(key=key, to_on=None)
    standing = rows.order_by("pk").first()
    before = standing.value if standing else ""
    if standing:
        if standing.from_on >= from_on:
            raise Refused(f"现行取值自{standing.from_on}起用，新的起用日期须在其后。")
        standing.to_on = from_on - timedelta(days=1)
        standing.save(update_fields=["to_on"])
    made = Obligation.objects.create(key=key, value=value, from_on=from_on, document=document)
    facts = {"key": key, "before": before, "after": value, "on": from_on, "document": str(document)}
    chain.record("change_obligation", by=by, about=made, facts=facts)
    return made


def _check_start(from_on: date) -> None:
    if from_on.day != 1:
        raise Refused("起用日期须为某月 1 日。")
    later = ClosedPeriod.objects.filter(begins_on__gte=from_on).order_by("begins_on", "pk").first()
    closed = compliance.is_closed(from_on) or later
    if closed:
        raise Refused(f"{closed}已结账，参数不能从已结账的时段起改变。")


# -- closing ------------------------------------------------------------------------------------
def close_period(kind: str, first: date, *, by: Seat | None) -> ClosedPeriod:
    """结账: the figures of the month or year `first` lies in stand from here on.

    `by` is the main station's committee seat, None for the system. Raises Refused when the period
    is not over or closed already.
    """
    if by is not None:
        _check_main(by)
    span = obligations.month(first) if kind == "month" else obligations.year(first.year)
    if not span.is_over(clock.today()):
        raise Refused("该时段尚未结束，不能结账。")
    with transaction.atomic():
        _lock_closing()
        if ClosedPeriod.objects.filter(kind=kind, begins_on=span.first).exists():
            raise Refused("该时段已结账。")
        closed = ClosedPeriod.objects.create(
            kind=kind,
            begins_on=span.first,
            figures={"rows": _rows(kind, span.first)},
            closed_at=clock.now(),
            seat=by,
        )
        chain.record("close_period", by=by, about=closed, facts={"period": str(closed)})
    return closed


def _rows(kind: str, first: date) -> list[list]:
    if kind == "month":
        return [frozen_station(row) for row in compliance.recompute_month(first).rows]
    return [frozen_deputy(row) for row in compliance.recompute_year(first.year).rows]


def frozen_station(row: StationMonth) -> list:
    """The row as it is kept."""
    return [getattr(row, name) for name in _STATION_ROW]


def frozen_deputy(row: DeputyYear) -> list:
    """The row as it is kept: lists for tuples, as JSON has no tuples."""
    values = (getattr(row, name) for name in _DEPUTY_ROW)
    return [list(value) if isinstance(value, tuple) else value for value in values]


def close_last_month(today: date, calendar: Calendar) -> ClosedPeriod | None:
    """自动结账: the month before `today`, once, on the working day its rule names or later."""
    span = obligations.month(today.replace(day=1) - timedelta(days=1))
    return _close_by_itself("month", span, today, calendar)


def close_last_year(today: date, calendar: Calendar) -> ClosedPeriod | None:
    """年度自动结账: the year before that of `today`, once, on the day its rule names or later."""
    return _close_by_itself("year", obligations.year(today.year - 1), today, calendar)


def _close_by_itself(kind: str, span: Span, today: date, calendar: Calendar) -> ClosedPeriod | None:
    """A period in which the network held nothing at all is left open: it was not kept here."""
    rule = compliance.rule_on(span.first)
    after = WorkingDays(rule.close_month if kind == "month" else rule.close_year)
    if today < after.end(span.last, calendar):
        return None
    known = ClosedPeriod.objects.filter(kind=kind, begins_on=span.first)
    held = Activity.objects.counting().between(span.first, span.last)  # type: ignore[attr-defined]
    if known.exists() or not held.exists():
        return None
    return close_period(kind, span.first, by=None)


def refuse_closed(activity: Activity) -> None:
    """Raise Refused when `activity` is dated in a closed period; asked before it, or who came, changes.

    Holds off a closing until the caller's transaction is over, so that no figure is missed.
    """
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [CLOSING_LOCK])
    closed = compliance.is_closed(activity.held_on)
    if closed:
        raise Refused(
            f"{closed}已结账，日期在其中的活动和签到不再变动。"
            "如须更正，请在本月另记一次活动，标题注明“更正”，内容写明原日期和更正事项。"
        )


def _lock_closing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLOSING_LOCK])


def _check_main(by: Seat) -> None:
    station = station_of(by)
    if by.role != Role.COMMITTEE or station is None or station.depth != 1:
        raise PermissionDenied("只有总站的人大机关岗位可以办理。")
