"""What presses: late answers, instructions to carry out, deputies who object."""

from liaison.accounts.roles import Role
from suggestions.workflow import SuggestionStage
from supervision import backlog, lines
from supervision.queues.engine import CONCERNS, DESK, HANDLINGS, SUGGESTIONS, Queue

QUEUES = (
    Queue(
        "late",
        "逾期未答复的办理",
        frozenset({Role.DEPARTMENT, Role.GOVERNMENT, Role.COMMITTEE, Role.LEADER}),
        backlog.overdue,
        lines.HANDLING,
        HANDLINGS,
        "?overdue=1",
        presses=True,
    ),
    Queue(
        "late_answers",
        "逾期的站内答复",
        frozenset({Role.STATION}),
        backlog.overdue_answers,
        lines.CONCERN,
        CONCERNS,
        "?overdue=1",
        presses=True,
    ),
    Queue(
        "reports",
        "待批示的直报件",
        frozenset({Role.LEADER}),
        backlog.received("direct"),
        lines.RECEIVED,
        "suggestions:receiver_orders",
    ),
    Queue(
        "instructed",
        "领导已批示、待落实答复",
        DESK,
        backlog.instructed,
        lines.CONCERN,
        CONCERNS,
        "?stage=in_hand&channel=direct",
        presses=True,
    ),
    Queue(
        "objected",
        "代表不满意、待研究",
        frozenset({Role.COMMITTEE, Role.LEADER}),
        backlog.suggestions(SuggestionStage.STUDIED),
        lines.SUGGESTION,
        SUGGESTIONS,
        "?stage=replied",
        presses=True,
    ),
)
