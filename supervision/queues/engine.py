"""How queues are answered: all of a seat's in one statement, those longer than shown counted in one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Value
from django.urls import reverse

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.ui.paging import capped_counts
from supervision import lines

SHOWN = 5

DESK = frozenset({Role.STATION, Role.COMMITTEE})
CONCERNS, HANDLINGS = "suggestions:concerns", "suggestions:handlings"
SUGGESTIONS = "suggestions:suggestions"


@dataclass(frozen=True)
class Queue:
    """A kind of work: who has it, what is in it, where the whole of it opens.

    `found` answers rows in the order they should be done, `kind` says how one reads; `presses`
    marks what is said first.
    """

    key: str
    label: str
    roles: frozenset[Role]
    found: Callable[[Seat, date], QuerySet]
    kind: lines.Kind
    url_name: str
    query: str = ""
    presses: bool = False

    @property
    def url(self) -> str:
        """The list behind the queue, filtered alike."""
        return reverse(self.url_name) + self.query


@dataclass(frozen=True)
class Waiting:
    """A queue as it stands for one seat: how many, and the first few."""

    queue: Queue
    count: int | str
    lines: list[lines.Line]


def standing_in(queues: Sequence[Queue], seat: Seat, today: date) -> list[Waiting]:
    """Each of `queues` as it stands for `seat` on `today` (a local date).

    One statement reads the first rows of all, one more counts those longer than shown.
    """
    found = [queue.found(seat, today) for queue in queues]
    rows = _first_rows(queues, found)
    long = [place for place, first in enumerate(rows) if len(first) > SHOWN]
    counted = capped_counts([found[place] for place in long])
    counts = dict(zip(long, counted, strict=True))
    return [
        Waiting(
            queue,
            counts.get(place, len(rows[place])),
            [queue.kind.line(row, today) for row in rows[place][:SHOWN]],
        )
        for place, queue in enumerate(queues)
    ]


def _first_rows(queues: Sequence[Queue], found: list[QuerySet]) -> list[list[lines.Row]]:
    """The first rows of each queue, one more than is shown, each queue's in its own order."""
    parts = [
        rows.values_list(Value(place), *queue.kind.expressions)[: SHOWN + 1]
        for place, (queue, rows) in enumerate(zip(queues, found, strict=True))
    ]
    first: list[list[lines.Row]] = [[] for _ in parts]
    # A part with LIMIT is never run in parallel: the parts come whole, one after another.
    for place, *told in parts[0].union(*parts[1:], all=True) if parts else ():
        first[place].append(lines.Row(*told))
    return first
