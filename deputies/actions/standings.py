"""Points counted for all, frozen by the quarter, and opened again by a recorded decision (J13)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Model

from deputies import points
from deputies.models import FrozenLine, FrozenTotal, PointPeriod, PointStanding
from deputies.performance.scoring import Line
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import station_of

#: The key of the advisory lock between freezing points and deciding about them ("poin").
POINTS_LOCK = 0x706F696E
#: One count of standings at a time ("stan").
COUNT_LOCK = 0x7374616E
QUARTERS = (1, 2, 3, 4)
_BATCH = 500


# -- frozen quarters ----------------------------------------------------------------------------
@transaction.atomic
def freeze(year: int, *, quarter: int, by: Seat) -> list[PointPeriod]:
    """积分结账 (J13): the points of `year` up to and with `quarter` stand from here on.

    Quarters before it that are open yet are frozen with it, each its own; 4 freezes the year.
    Every line is kept word for word. Raises PermissionDenied for anybody but the main station's
    committee, Refused when the quarter is not over or frozen already.
    """
    check_main(by)
    _lock(POINTS_LOCK)
    until = points.frozen_until(year)
    if quarter not in QUARTERS or quarter <= until:
        raise Refused(f"{year}年第{quarter}季度已结账。")
    if clock.today() <= last_day(year, quarter):
        raise Refused("该季度尚未结束，不能结账。")
    now = clock.now()
    made = {
        each: PointPeriod.objects.create(year=year, quarter=each, frozen_at=now, frozen_by=by)
        for each in range(until + 1, quarter + 1)
    }
    _keep(made, points.accounts(None, year, until=until))
    for period in made.values():
        chain.record("freeze_points", by=by, about=period, facts={"period": str(period)})
    recount(year)
    return list(made.values())


def _keep(periods: dict[int, PointPeriod], accounts: Iterable[points.Account]) -> None:
    """Write down the lines and totals of `periods` (by quarter), some hundred deputies at a time."""
    lines: list[FrozenLine] = []
    totals: list[FrozenTotal] = []
    for account in accounts:
        for quarter, period in periods.items():
            part = account.of(quarter)
            lines += [_kept(line, period, account.deputy_id) for line in part.lines]
            groups = _texts(part.groups)
            totals.append(
                FrozenTotal(
                    period=period, deputy_id=account.deputy_id, points=part.total, groups=groups
                )
            )
        if len(totals) >= _BATCH:
            _write(lines, totals)
    _write(lines, totals)


def _write(lines: list[FrozenLine], totals: list[FrozenTotal]) -> None:
    copy(lines)
    FrozenTotal.objects.bulk_create(totals)
    lines.clear()
    totals.clear()


def _kept(line: Line, period: PointPeriod, deputy: int) -> FrozenLine:
    return FrozenLine(
        period=period,
        deputy_id=deputy,
        key=line.key,
        kind=line.kind,
        label=line.label,
        done_on=line.on,
        title=line.title[:200],
        url=line.url,
        group=line.group,
        rule_set_id=line.version,
        full=line.full,
        counted=line.counted,
        points=line.points,
        why=line.why,
    )


def copy(rows: Sequence[Model]) -> None:
    """Write new `rows` of one table by COPY: ten times as fast as INSERT for a hundred thousand."""
    if not rows:
        return
    meta = type(rows[0])._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{meta.db_table}" ({columns}) FROM STDIN') as stream,  # type: ignore[attr-defined]
    ):
        for row in rows:
            stream.write_row([getattr(row, field.attname) for field in fields])


@transaction.atomic
def reopen(period: PointPeriod, *, reason: str, by: Seat) -> PointPeriod:
    """重新打开: by the decision named in `reason` the quarter is counted anew until frozen again.

    What was frozen is kept beside it. The last frozen quarter of a year first. Raises Refused.
    """
    check_main(by)
    _lock(POINTS_LOCK)
    period = PointPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if period.reopened_at is not None:
        raise Refused("该季度已重新打开。")
    if period.quarter != points.frozen_until(period.year):
        raise Refused("请先重新打开其后已结账的季度。")
    if not reason:
        raise Refused("请写明依据的决定。")
    period.reopened_at, period.reopened_by, period.reopen_reason = clock.now(), by, reason
    period.save(update_fields=["reopened_at", "reopened_by", "reopen_reason"])
    facts = {"period": str(period), "reason": reason}
    chain.record("reopen_points", by=by, about=period, facts=facts)
    recount(period.year)
    return period


# -- running sums -------------------------------------------------------------------------------
@transaction.atomic
def recount(year: int, *, deputy_ids: Sequence[int] | None = None) -> int:
    """重新计算积分台账 of `year` for these deputies (None: all); how many deputies there are.

    Once at a time; it changes no frozen figure.
    """
    _lock(COUNT_LOCK)
    known = PointStanding.objects.filter(year=year)
    if deputy_ids is not None:
        known = known.filter(deputy__any_of=deputy_ids)
    known.delete()
    people = 0
    rows: list[PointStanding] = []
    for account in points.accounts(deputy_ids, year):
        rows += _standings(account)
        people += 1
        if people % _BATCH == 0:
            PointStanding.objects.bulk_create(rows)
            rows = []
    PointStanding.objects.bulk_create(rows)
    return people


def _standings(account: points.Account) -> Iterator[PointStanding]:
    """The year's row, and one for each quarter with anything in it."""
    now = clock.now()
    used = {line.quarter for line in account.lines}
    for quarter in (0, *sorted(used)):
        part = account.of(quarter)
        yield PointStanding(
            deputy_id=account.deputy_id,
            year=account.year,
            quarter=quarter,
            points=part.total,
            groups=_texts(part.groups),
            counted_at=now,
        )


def _texts(groups: dict[str, Decimal]) -> dict[str, str]:
    return {group: str(number) for group, number in groups.items()}


# -- what may be --------------------------------------------------------------------------------
def last_day(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return date(year, 3 * quarter, 30 if quarter in (2, 3) else 31)


def check_main(by: Seat) -> None:
    """Raise PermissionDenied unless `by` is the main station's committee."""
    if not is_main(by):
        raise PermissionDenied("只有总站的人大机关岗位可以办理。")


def is_main(seat: Seat) -> bool:
    """Whether the seat is the committee's at the top of a network."""
    station = station_of(seat)
    return seat.role == Role.COMMITTEE and station is not None and station.depth == 1


def _lock(key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
