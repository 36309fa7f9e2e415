"""What needs a seat today: named queues, each a filter, an order and the page it opens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.ui.paging import capped_count
from suggestions.models import Channel
from suggestions.workflow import ConcernStage, HandlingStage, SuggestionStage
from supervision import backlog, lines

SHOWN = 5


@dataclass(frozen=True)
class Queue:
    """A kind of work: who has it, what is in it, where the whole of it opens."""

    key: str
    label: str
    roles: frozenset[Role]
    found: Callable[[Seat, date], QuerySet]
    line: Callable[..., lines.Line]
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


_DESK = frozenset({Role.STATION, Role.COMMITTEE})
_LIST, _HANDLINGS = "suggestions:concerns", "suggestions:handlings"
_SUGGESTIONS = "suggestions:suggestions"

QUEUES = (
    Queue(
        "late",
        "逾期未答复的办理",
        frozenset({Role.DEPARTMENT, Role.GOVERNMENT, Role.COMMITTEE, Role.LEADER}),
        backlog.overdue,
        lines.of_handling,
        _HANDLINGS,
        "?overdue=1",
        presses=True,
    ),
    Queue(
        "late_answers",
        "逾期的站内答复",
        frozenset({Role.STATION}),
        backlog.overdue_answers,
        lines.of_concern,
        _LIST,
        "?overdue=1",
        presses=True,
    ),
    Queue(
        "reports",
        "待批示的直报件",
        frozenset({Role.LEADER}),
        backlog.received("direct"),
        lines.of_received,
        "suggestions:receiver_orders",
    ),
    Queue(
        "instructed",
        "领导已批示、待落实答复",
        _DESK,
        backlog.instructed,
        lines.of_concern,
        _LIST,
        "?stage=in_hand&channel=direct",
        presses=True,
    ),
    Queue(
        "objected",
        "代表不满意、待研究",
        frozenset({Role.COMMITTEE, Role.LEADER}),
        backlog.suggestions(SuggestionStage.STUDIED),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=replied",
        presses=True,
    ),
    Queue(
        "coming",
        "今天和明天的活动",
        frozenset({Role.STATION}),
        backlog.coming,
        lines.of_planned,
        "stations:calendar",
    ),
    Queue(
        "to_log",
        "已举行、待归档的活动",
        frozenset({Role.STATION}),
        backlog.to_log,
        lines.of_planned,
        "stations:activities",
        "?stage=held",
    ),
    Queue(
        "to_sort",
        "待梳理的诉求",
        _DESK,
        backlog.concerns(ConcernStage.GATHERED),
        lines.of_concern,
        _LIST,
        "?stage=gathered",
    ),
    Queue(
        "to_decide",
        "待研判的诉求",
        _DESK,
        backlog.concerns(ConcernStage.JUDGED),
        lines.of_concern,
        _LIST,
        "?stage=judged",
    ),
    Queue(
        "to_answer",
        "待站内答复的诉求",
        frozenset({Role.STATION}),
        backlog.concerns(ConcernStage.IN_HAND, channel=Channel.STATION),
        lines.of_concern,
        _LIST,
        "?stage=in_hand&channel=station",
    ),
    Queue(
        "today",
        "今天的活动",
        frozenset({Role.DEPUTY}),
        backlog.held_today,
        lines.of_activity,
        "deputies:mine",
        "#coming",
    ),
    Queue(
        "to_come",
        "待回复的邀请",
        frozenset({Role.DEPUTY}),
        backlog.invitations,
        lines.of_invitation,
        "deputies:mine",
        "#waiting",
    ),
    Queue(
        "to_adopt",
        "等您认领的诉求",
        frozenset({Role.DEPUTY}),
        backlog.adoptable,
        lines.of_concern,
        _LIST,
        "?stage=in_hand&channel=suggestion",
    ),
    Queue(
        "drafts",
        "未提交的建议草稿",
        frozenset({Role.DEPUTY}),
        backlog.suggestions(SuggestionStage.DRAFT),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=draft",
    ),
    Queue(
        "to_rate",
        "已答复、等您评价的建议",
        frozenset({Role.DEPUTY}),
        backlog.suggestions(SuggestionStage.REPLIED),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=replied",
    ),
    Queue(
        "to_register",
        "待审查的建议",
        frozenset({Role.COMMITTEE}),
        backlog.suggestions(SuggestionStage.SUBMITTED),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=submitted",
    ),
    Queue(
        "to_assign",
        "待交办的建议",
        frozenset({Role.COMMITTEE}),
        backlog.suggestions(SuggestionStage.REGISTERED),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=handing",
    ),
    Queue(
        "to_divide",
        "待分办的建议",
        frozenset({Role.GOVERNMENT}),
        backlog.suggestions(SuggestionStage.ASSIGNED),
        lines.of_suggestion,
        _SUGGESTIONS,
        "?stage=handing",
    ),
    Queue(
        "to_sign",
        "待签收",
        frozenset({Role.DEPARTMENT}),
        backlog.handlings(HandlingStage.OFFERED),
        lines.of_handling,
        _HANDLINGS,
        "?stage=offered",
    ),
    Queue(
        "to_reply",
        "办理中、待答复",
        frozenset({Role.DEPARTMENT}),
        backlog.handlings(HandlingStage.SIGNED),
        lines.of_handling,
        _HANDLINGS,
        "?stage=signed",
    ),
    Queue(
        "plans_returned",
        "被退回的学习计划",
        frozenset({Role.STATION}),
        backlog.plans_returned,
        lines.of_plan,
        "stations:study",
    ),
    Queue(
        "plans_owed",
        "未报学习计划",
        frozenset({Role.STATION}),
        backlog.owed_plans,
        lines.of_owed_plan,
        "stations:study_missing",
    ),
    Queue(
        "plans_to_approve",
        "待审核的学习计划",
        frozenset({Role.COMMITTEE}),
        backlog.plans_to_approve,
        lines.of_plan,
        "stations:study",
        "?stage=submitted",
    ),
    Queue(
        "unread_policies",
        "未读政策",
        frozenset({Role.DEPUTY, Role.STATION}),
        backlog.unread_policies,
        lines.of_policy,
        "deputies:publicities",
    ),
    Queue(
        "orders",
        "待答复的工单",
        frozenset({Role.HOTLINE}),
        backlog.received("hotline"),
        lines.of_received,
        "suggestions:receiver_orders",
    ),
    Queue(
        "undelivered",
        "未送达的消息",
        frozenset({Role.SYSTEM_ADMIN}),
        backlog.undelivered,
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
