"""How deputies' points stand: frozen quarters as they were frozen, what is open out of the events (J13).

The number of statements does not grow with the number of deputies, the memory not with the
number of events: a thousand deputies are counted at a time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Max

from deputies import record
from deputies.models import Deputy, FrozenLine, Mandate, PointItem, PointPeriod, RuleSet
from deputies.performance import scoring
from deputies.performance.rules import CORRECTION, NOTHING, Book
from deputies.performance.scoring import Line, Tally, quarter_of
from deputies.spans import Span, year

#: So many deputies are counted at a time.
BATCH = 1000


@dataclass(frozen=True)
class Account:
    """A deputy's points of a year (积分账户): every line, in the order of days."""

    deputy_id: int
    year: int
    lines: list[Line] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return scoring.total(self.lines)

    def of(self, quarter: int) -> "Account":
        """The lines that count in `quarter` (1 to 4); 0 for the whole year."""
        if not quarter:
            return self
        lines = [line for line in self.lines if line.quarter == quarter]
        return Account(self.deputy_id, self.year, lines)

    @property
    def groups(self) -> dict[str, Decimal]:
        return scoring.by_group(self.lines)

    @property
    def indicators(self) -> dict[str, Decimal]:
        return scoring.by_indicator(self.groups)


def book() -> Book:
    """Every version of the rules that is or will be in force: two statements."""
    rows = RuleSet.objects.adopted().prefetch_related("rules").order_by("from_on", "pk")
    return Book(row.as_version() for row in rows)


def frozen_until(number: int) -> int:
    """The last quarter of year `number` that is frozen, 0 when none is."""
    standing = PointPeriod.objects.standing().filter(year=number)
    return standing.aggregate(last=Max("quarter"))["last"] or 0


def account(deputy: Deputy, number: int, *, rules: Book | None = None) -> Account:
    """The points of one deputy and year, by the rules as they are or by `rules` as a try-out."""
    return next(iter(accounts([deputy.pk], number, rules=rules)))


def accounts(
    deputy_ids: Sequence[int] | None,
    number: int,
    *,
    rules: Book | None = None,
    until: int | None = None,
) -> Iterator[Account]:
    """The points of year `number` for these deputies (None: all who were in office in it).

    `rules` are tried out instead of those adopted. Of the frozen quarters those up to `until` are
    taken as they are (None: all; 0: everything is counted from the events again).
    """
    wanted = sorted(_everybody(year(number)) if deputy_ids is None else set(deputy_ids))
    rules = rules or book()
    until = frozen_until(number) if until is None else until
    for start in range(0, len(wanted), BATCH):
        yield from _batch(wanted[start : start + BATCH], number, rules, until)


def _everybody(span: Span) -> set[int]:
    """Whoever was in office on any day of `span`."""
    held = Mandate.objects.not_over(span.first).filter(from_on__lte=span.last)  # type: ignore[attr-defined]
    return set(held.order_by().values_list("deputy", flat=True).distinct())


def _batch(keys: list[int], number: int, rules: Book, until: int) -> Iterator[Account]:
    span = year(number)
    frozen = _frozen(keys, number, until) if until else {}
    is_over = until == 4
    events = {} if is_over else _by_deputy(record.events(keys, span.first, span.last))
    corrections = {} if is_over else _corrections(keys, span)
    labels = {kind: label for kind, (label, _) in record.kinds().items()}
    for pk in keys:
        kept = frozen.get(pk, [])
        lines = [*kept, *_open(events.get(pk, ()), kept, rules, labels, until)]
        known = {line.key for line in kept}
        lines += [
            _correction(item, until) for item in corrections.get(pk, ()) if _key(item) not in known
        ]
        lines.sort(key=_in_order)
        yield Account(pk, number, lines)


_in_order = attrgetter("on", "key")


def _open(events: Iterable[record.Event], kept: list[Line], rules: Book, labels, until: int):
    """The lines not frozen yet; what became known after its quarter was frozen counts in the next."""
    tally, known = Tally(), set()
    for line in kept:
        known.add(line.key)
        if line.kind != CORRECTION:
            tally.add(line.kind, line.group, line.counted)
    rest = [event for event in events if event.key not in known] if known else events
    return scoring.score(rest, rules, tally, labels=labels, not_before=until + 1)


def _by_deputy(events: list[record.Event]) -> dict[int, list[record.Event]]:
    return {pk: list(own) for pk, own in groupby(events, key=attrgetter("deputy_id"))}


def _frozen(keys: list[int], number: int, until: int) -> dict[int, list[Line]]:
    """deputy → the lines of the year's frozen quarters up to `until`, as they were frozen."""
    rows = FrozenLine.objects.filter(
        deputy__any_of=keys,
        period__year=number,
        period__quarter__lte=until,
        period__reopened_at=None,
    )
    names = (
        "deputy_id", "key", "kind", "label", "done_on", "title", "url", "group", "rule_set_id", "full",
        "counted", "points", "why", "period__quarter",
    )  # fmt: skip
    found: dict[int, list[Line]] = defaultdict(list)
    for pk, *values in rows.order_by("deputy_id", "done_on", "pk").values_list(*names):
        found[pk].append(Line(*values, True))  # type: ignore[call-arg]
    return found


def _corrections(keys: list[int], span: Span) -> dict[int, list[PointItem]]:
    rows: Any = PointItem.objects.counting().filter(  # type: ignore[attr-defined]
        kind=CORRECTION, deputy__any_of=keys, done_on__range=(span.first, span.last)
    )
    found: dict[int, list[PointItem]] = defaultdict(list)
    for item in rows.order_by("done_on", "pk"):
        found[item.deputy_id].append(item)
    return found


def _key(item: PointItem) -> str:
    return f"item:{item.pk}"


def _correction(item: PointItem, until: int) -> Line:
    """A correction says itself what it gives: no bound, no weight."""
    points = item.points or NOTHING
    quarter = max(quarter_of(item.done_on), until + 1)
    why = f"积分更正：{item.evidence}"[:300]
    return Line(
        _key(item), CORRECTION, "积分更正", item.done_on, item.title, item.get_absolute_url(),
        item.group, None, points, points, points, why, quarter,
    )  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A frozen line and what the events of today would give for it (核对)."""

    deputy_id: int
    key: str
    title: str
    on: date
    frozen: Decimal | None
    now: Decimal | None


def differences(period: PointPeriod) -> list[Difference]:
    """核对: where `period` counted anew from the events would differ from what was frozen.

    Nothing differs until an event of it is added, struck out or changed: rules that begin later
    do not reach it.
    """
    found: list[Difference] = []
    people = sorted(_everybody(year(period.year)) | _with_totals(period))
    for start in range(0, len(people), BATCH):
        keys = people[start : start + BATCH]
        frozen = _frozen(keys, period.year, 4)
        for one in accounts(keys, period.year, until=period.quarter - 1):
            found += _compared(one, frozen.get(one.deputy_id, []), period.quarter)
    return found


def _with_totals(period: PointPeriod) -> set[int]:
    return set(period.totals.order_by().values_list("deputy", flat=True))


def _compared(anew: Account, frozen: list[Line], quarter: int) -> Iterator[Difference]:
    was = {line.key: line for line in frozen if line.quarter == quarter}
    later = {line.key for line in frozen if line.quarter > quarter}
    lines = anew.of(quarter).lines
    now = {line.key: line for line in lines if line.key not in later}
    for key in sorted(was.keys() | now.keys()):
        before, after = was.get(key), now.get(key)
        if before is None or after is None or before.points != after.points:
            yield _difference(anew.deputy_id, before, after)


def _difference(deputy_id: int, before: Line | None, after: Line | None) -> Difference:
    line = before or after
    assert line is not None
    return Difference(
        deputy_id,
        line.key,
        line.title,
        line.on,
        before.points if before else None,
        after.points if after else None,
    )
