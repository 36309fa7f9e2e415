"""The desk's queues of concerns as named sets: what is in each, for whom, in which order (T31)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from suggestions.workflow import ConcernStage

#: Station answers due within so many days (local dates, today among them) are near due.
NEAR_DAYS = 3
_DESK = frozenset({Role.STATION, Role.COMMITTEE})
_ALL = frozenset(Role)
_BY_DUE = ("due_on", "pk")

Narrow = Callable[[Any, Seat, date], QuerySet]


@dataclass(frozen=True)
class Queue:
    """A named set: its key in the address, its label, what is in it, who has it, its order.

    `order` is empty for the list's own: the newest first.
    """

    key: str
    label: str
    rows: Narrow
    roles: frozenset[Role] = _ALL
    order: tuple[str, ...] = ()
    is_counted: bool = True


def _stage(stage: ConcernStage) -> Narrow:
    return lambda rows, seat, today: rows.filter(stage=stage)


def _near(rows, seat, today):
    return rows.due_between(today, today + timedelta(days=NEAR_DAYS))


QUEUES = (
    Queue("gathered", "待梳理", _stage(ConcernStage.GATHERED)),
    Queue("judged", "待研判", _stage(ConcernStage.JUDGED)),
    Queue("returned", "退回重判", lambda rows, seat, today: rows.returned(), _DESK),
    Queue("mine", "我经办的", lambda rows, seat, today: rows.mine(seat), _DESK),
    Queue("in_hand", "在办", _stage(ConcernStage.IN_HAND)),
    Queue("near", "将到期", _near, order=_BY_DUE),
    Queue("late", "已逾期", lambda rows, seat, today: rows.overdue(today), order=_BY_DUE),
    Queue("fed_back", "待评价", _stage(ConcernStage.FED_BACK)),
    Queue("", "全部", lambda rows, seat, today: rows, is_counted=False),
)


def of(role: str) -> dict[str, Queue]:
    """The queues of a seat of `role`, by key, in the order of the tabs."""
    return {queue.key: queue for queue in QUEUES if role in queue.roles}
