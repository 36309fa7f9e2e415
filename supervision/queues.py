"""What needs a seat today: named queues, each a filter, an order and the page it opens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.notices.models import Message, State
from liaison.ui.paging import capped_count
from suggestions.actions import dispatch
from suggestions.models import Channel, Concern, DirectReport, Handling, ReceivedOrder, Suggestion
from suggestions.workflow import ConcernStage, HandlingStage, SuggestionStage
from supervision import lines

SHOWN = 5


@dataclass(frozen=True)
class Queue:
    """A kind of work: who has it, what is in it, where the whole of it opens."""

    key: str
    label: str
    roles: frozenset[Role]
    found: Callable[[Seat, date], QuerySet]
    line: Callable[[Any, date], lines.Line]
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


def _concerns(stage: ConcernStage, **more) -> Callable[[Seat, date], QuerySet]:
    def found(seat: Seat, today: date) -> QuerySet:
        rows = Concern.objects.visible_to(seat).filter(stage=stage, **more)
        return rows.select_related("station").order_by("submitted_at", "pk")

    return found


def _suggestions(*stages: SuggestionStage) -> Callable[[Seat, date], QuerySet]:
    def found(seat: Seat, today: date) -> QuerySet:
        rows = Suggestion.objects.visible_to(seat).filter(stage__in=stages)
        return rows.select_related("lead").order_by("created_at", "pk")

    return found


def _handlings(*stages: HandlingStage) -> Callable[[Seat, date], QuerySet]:
    def found(seat: Seat, today: date) -> QuerySet:
        return Handling.objects.visible_to(seat).filter(stage__in=stages).for_list()

    return found


def _overdue(seat: Seat, today: date) -> QuerySet:
    return Handling.objects.visible_to(seat).overdue(today).for_list()


def _overdue_answers(seat: Seat, today: date) -> QuerySet:
    rows = Concern.objects.visible_to(seat).overdue(today)
    return rows.select_related("station").order_by("due_on", "pk")


def _adoptable(seat: Seat, today: date) -> QuerySet:
    rows = Concern.objects.visible_to(seat).adoptable()
    return rows.select_related("station").order_by(F("deputy").asc(nulls_last=True), "pk")


def _instructed(seat: Seat, today: date) -> QuerySet:
    rows = Concern.objects.visible_to(seat).filter(
        stage=ConcernStage.IN_HAND, channel=Channel.DIRECT
    )
    # A concern reported twice has an old instruction while the leaders still read the new report.
    unread = DirectReport.objects.filter(concern=OuterRef("pk"), stage__in=dispatch.WITH_LEADERS)
    with_word = rows.exclude(Exists(unread))
    return with_word.select_related("station").order_by("submitted_at", "pk")


def _received(channel: str) -> Callable[[Seat, date], QuerySet]:
    def found(seat: Seat, today: date) -> QuerySet:
        waiting = ReceivedOrder.objects.filter(channel=channel, answered_at=None)
        return waiting.order_by("received_at", "pk")

    return found


def _undelivered(seat: Seat, today: date) -> QuerySet:
    return Message.objects.filter(state=State.DEAD).order_by("created_at", "pk")


_DESK = frozenset({Role.STATION, Role.COMMITTEE})
_LIST, _HANDLINGS = "suggestions:concerns", "suggestions:handlings"
_SUGGESTIONS = "suggestions:suggestions"

QUEUES = (
    Queue(
        "late",
        "逾期未答复的办理",
        frozenset({Role.DEPARTMENT, Role.GOVERNMENT, Role.COMMITTEE, Role.LEADER}),
        _overdue,
        lines.of_handling,
        _HANDLINGS,
        "?overdue=1",
        presses=True,
    ),
    Queue(
        "late_answers",
        "逾期的站内答复",
        frozenset({Role.STATION}),
        _overdue_answers,
        lines.of_concern,
        _LIST,
        "?overdue=1",
        presses=True,
    ),
    Queue(
        "reports",
        "待批示的直报件",
        frozenset({Role.LEADER}),
        _received("direct"),
        lines.of_received,
        "suggestions:receiver_orders",
    ),
    Queue(
        "instructed",
        "领导已批示、待落实答复",
        _DESK,
        _instructed,
        lines.of_concern,
        _LIST,
        "?stage=in_hand&channel=direct",
        presses=True,
    ),
    Queue(
        "objected",
        "代表不满意、待研究",
        frozenset({Role.COMMITTEE, Role.LEADER}),
        _suggestions(SuggestionStage.STUDIED),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=replied",
        presses=True,
    ),
    Queue(
        "to_sort",
        "待梳理的诉求",
        _DESK,
        _concerns(ConcernStage.GATHERED),
        lines.of_concern,
        _LIST,
        "?stage=gathered",
    ),
    Queue(
        "to_decide",
        "待研判的诉求",
        _DESK,
        _concerns(ConcernStage.JUDGED),
        lines.of_concern,
        _LIST,
        "?stage=judged",
    ),
    Queue(
        "to_answer",
        "待站内答复的诉求",
        frozenset({Role.STATION}),
        _concerns(ConcernStage.IN_HAND, channel=Channel.STATION),
        lines.of_concern,
        _LIST,
        "?stage=in_hand&channel=station",
    ),
    Queue(
        "to_adopt",
        "等您认领的诉求",
        frozenset({Role.DEPUTY}),
        _adoptable,
        lines.of_concern,
        _LIST,
        "?stage=in_hand&channel=suggestion",
    ),
    Queue(
        "drafts",
        "未提交的建议草稿",
        frozenset({Role.DEPUTY}),
        _suggestions(SuggestionStage.DRAFT),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=draft",
    ),
    Queue(
        "to_rate",
        "已答复、等您评价的建议",
        frozenset({Role.DEPUTY}),
        _suggestions(SuggestionStage.REPLIED),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=replied",
    ),
    Queue(
        "to_register",
        "待审查的建议",
        frozenset({Role.COMMITTEE}),
        _suggestions(SuggestionStage.SUBMITTED),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=submitted",
    ),
    Queue(
        "to_assign",
        "待交办的建议",
        frozenset({Role.COMMITTEE}),
        _suggestions(SuggestionStage.REGISTERED),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=handing",
    ),
    Queue(
        "to_divide",
        "待分办的建议",
        frozenset({Role.GOVERNMENT}),
        _suggestions(SuggestionStage.ASSIGNED),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=handing",
    ),
    Queue(
        "to_sign",
        "待签收",
        frozenset({Role.DEPARTMENT}),
        _handlings(HandlingStage.OFFERED),
        lines.of_handling,
        _HANDLINGS,
        "?stage=offered",
    ),
    Queue(
        "to_reply",
        "办理中、待答复",
        frozenset({Role.DEPARTMENT}),
        _handlings(HandlingStage.SIGNED),
        lines.of_handling,
        _HANDLINGS,
        "?stage=signed",
    ),
    Queue(
        "orders",
        "待答复的工单",
        frozenset({Role.HOTLINE}),
        _received("hotline"),
        lines.of_received,
        "suggestions:receiver_orders",
    ),
    Queue(
        "undelivered",
        "未送达的消息",
        frozenset({Role.SYSTEM_ADMIN}),
        _undelivered,
        lines.of_message,
        "notices:dead",
        presses=True,
    ),
)


def waiting_for(seat: Seat, today: date) -> list[Waiting]:
    """What stands in this seat's queues on `today`, pressing ones first, as QUEUES orders them.

    One statement a queue; a second only for a queue longer than what is shown.
    """
    return [_waiting(queue, seat, today) for queue in QUEUES if seat.role in queue.roles]


def _waiting(queue: Queue, seat: Seat, today: date) -> Waiting:
    found = queue.found(seat, today)
    rows = list(found[: SHOWN + 1])
    count = len(rows) if len(rows) <= SHOWN else capped_count(found)
    return Waiting(queue, count, [queue.line(row, today) for row in rows[:SHOWN]])
