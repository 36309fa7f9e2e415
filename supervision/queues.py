"""What needs a seat today: named queues, each a filter, an order and the page it opens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.notices.models import Message, State
from liaison.ui.paging import capped_count
from suggestions.models import Channel, Concern, Handling, ReceivedOrder, Suggestion
from suggestions.workflow import ConcernStage, HandlingStage, SuggestionStage

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """One thing waiting: what it is, a word about it, where it opens, whether it is late."""

    title: str
    meta: str
    url: str
    is_late: bool = False


@dataclass(frozen=True)
class Queue:
    """A kind of work: who has it, what is in it, where the whole of it opens."""

    key: str
    label: str
    roles: frozenset[Role]
    found: Callable[[Seat, date], QuerySet]
    line: Callable[[Any, date], Line]
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
    lines: list[Line]


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


def _reports_to_read(seat: Seat, today: date) -> QuerySet:
    waiting = ReceivedOrder.objects.filter(channel="direct", answered_at=None)
    return waiting.order_by("received_at", "pk")


def _orders_to_answer(seat: Seat, today: date) -> QuerySet:
    waiting = ReceivedOrder.objects.filter(channel="hotline", answered_at=None)
    return waiting.order_by("received_at", "pk")


def _undelivered(seat: Seat, today: date) -> QuerySet:
    return Message.objects.filter(state=State.DEAD).order_by("created_at", "pk")


def _concern_line(concern: Concern, today: date) -> Line:
    meta = f"{concern.number} · {concern.station.name}"
    late = concern.due_on is not None and concern.due_on < today
    if concern.due_on:
        meta += f" · {_until(concern.due_on, today)}"
    return Line(concern.title, meta, concern.get_absolute_url(), late)


def _suggestion_line(suggestion: Suggestion, today: date) -> Line:
    meta = f"{suggestion.number or '未编号'} · {suggestion.lead.name}代表"
    return Line(suggestion.title, meta, suggestion.get_absolute_url())


def _handling_line(handling: Handling, today: date) -> Line:
    meta = f"{handling.department.name} · {_until(handling.due_on, today)}"
    url = handling.get_absolute_url()
    return Line(handling.suggestion.title, meta, url, handling.is_overdue(today))


def _received_line(order: ReceivedOrder, today: date) -> Line:
    url = reverse("suggestions:receiver_order", args=[order.number])
    return Line(order.title, order.number, url)


def _message_line(message: Message, today: date) -> Line:
    return Line(message.subject or message.about_label, message.channel, reverse("notices:dead"))


def _until(due_on: date, today: date) -> str:
    """How far off a due day is, in words."""
    days = (due_on - today).days
    if days < 0:
        return f"已逾期 {-days} 天"
    return "今天到期" if days == 0 else f"还有 {days} 天"


_DESK = frozenset({Role.STATION, Role.COMMITTEE})
_LIST, _SUGGESTIONS, _HANDLINGS = (
    "suggestions:concerns",
    "suggestions:suggestions",
    "suggestions:handlings",
)

QUEUES = (
    Queue(
        "late",
        "逾期未答复的办理",
        frozenset({Role.DEPARTMENT, Role.GOVERNMENT, Role.COMMITTEE, Role.LEADER}),
        _overdue,
        _handling_line,
        _HANDLINGS,
        "?overdue=1",
        presses=True,
    ),
    Queue(
        "late_answers",
        "逾期的站内答复",
        frozenset({Role.STATION}),
        _overdue_answers,
        _concern_line,
        _LIST,
        "?overdue=1",
        presses=True,
    ),
    Queue(
        "reports",
        "待批示的直报件",
        frozenset({Role.LEADER}),
        _reports_to_read,
        _received_line,
        "suggestions:receiver_orders",
    ),
    Queue(
        "objected",
        "代表不满意、待研究",
        frozenset({Role.COMMITTEE, Role.LEADER}),
        _suggestions(SuggestionStage.STUDIED),
        _suggestion_line,
        _SUGGESTIONS,
        "?stage=studied",
        presses=True,
    ),
    Queue(
        "to_sort",
        "待梳理的诉求",
        _DESK,
        _concerns(ConcernStage.GATHERED),
        _concern_line,
        _LIST,
        "?stage=gathered",
    ),
    Queue(
        "to_decide",
        "待定渠道的诉求",
        _DESK,
        _concerns(ConcernStage.JUDGED),
        _concern_line,
        _LIST,
        "?stage=judged",
    ),
    Queue(
        "to_answer",
        "待站内答复的诉求",
        frozenset({Role.STATION}),
        _concerns(ConcernStage.IN_HAND, channel=Channel.STATION),
        _concern_line,
        _LIST,
        "?stage=in_hand&channel=station",
    ),
    Queue(
        "to_adopt",
        "等您认领的诉求",
        frozenset({Role.DEPUTY}),
        _adoptable,
        _concern_line,
        _LIST,
        "?stage=in_hand&channel=suggestion",
    ),
    Queue(
        "drafts",
        "未提交的建议草稿",
        frozenset({Role.DEPUTY}),
        _suggestions(SuggestionStage.DRAFT),
        _suggestion_line,
        _SUGGESTIONS,
        "?stage=draft",
    ),
    Queue(
        "to_rate",
        "已答复、等您评价的建议",
        frozenset({Role.DEPUTY}),
        _suggestions(SuggestionStage.REPLIED),
        _suggestion_line,
        _SUGGESTIONS,
        "?stage=replied",
    ),
    Queue(
        "to_register",
        "待审查的建议",
        frozenset({Role.COMMITTEE}),
        _suggestions(SuggestionStage.SUBMITTED),
        _suggestion_line,
        _SUGGESTIONS,
        "?stage=submitted",
    ),
    Queue(
        "to_assign",
        "待交办的建议",
        frozenset({Role.COMMITTEE}),
        _suggestions(SuggestionStage.REGISTERED),
        _suggestion_line,
        _SUGGESTIONS,
        "?stage=registered",
    ),
    Queue(
        "to_divide",
        "待分办的建议",
        frozenset({Role.GOVERNMENT}),
        _suggestions(SuggestionStage.ASSIGNED),
        _suggestion_line,
        _SUGGESTIONS,
        "?stage=assigned",
    ),
    Queue(
        "to_sign",
        "待签收",
        frozenset({Role.DEPARTMENT}),
        _handlings(HandlingStage.OFFERED),
        _handling_line,
        _HANDLINGS,
        "?stage=offered",
    ),
    Queue(
        "to_reply",
        "办理中、待答复",
        frozenset({Role.DEPARTMENT}),
        _handlings(HandlingStage.SIGNED),
        _handling_line,
        _HANDLINGS,
        "?stage=signed",
    ),
    Queue(
        "orders",
        "待答复的工单",
        frozenset({Role.HOTLINE}),
        _orders_to_answer,
        _received_line,
        "suggestions:receiver_orders",
    ),
    Queue(
        "undelivered",
        "未送达的消息",
        frozenset({Role.SYSTEM_ADMIN}),
        _undelivered,
        _message_line,
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


def headline(waiting: Iterable[Waiting]) -> str:
    """One sentence: what is wrong first, then how much is to do."""
    queues = list(waiting)
    wrong = [
        f"{one.queue.label} {one.count} 件" for one in queues if one.count and one.queue.presses
    ]
    to_do = [one for one in queues if one.count and not one.queue.presses]
    if wrong:
        return f"请先处理：{'，'.join(wrong)}。"
    if to_do:
        return f"今天有 {len(to_do)} 类事项待办：{'、'.join(one.queue.label for one in to_do)}。"
    return "今天没有待办事项。"
