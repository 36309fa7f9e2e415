"""Suggestions and their handlings: each with whoever takes the next step."""

from liaison.accounts.roles import Role
from suggestions.workflow import HandlingStage, SuggestionStage
from supervision import backlog, lines
from supervision.queues.engine import HANDLINGS, SUGGESTIONS, Queue

QUEUES = (
    Queue(
        "drafts",
        "未提交的建议草稿",
        frozenset({Role.DEPUTY}),
        backlog.led(SuggestionStage.DRAFT),
        lines.SUGGESTION,
        SUGGESTIONS,
        "?stage=draft",
    ),
    Queue(
        "to_cosign",
        "等您确认的联名建议",
        frozenset({Role.DEPUTY}),
        backlog.to_cosign,
        lines.SUGGESTION,
        SUGGESTIONS,
        "?stage=draft",
    ),
    Queue(
        "to_rate",
        "已答复、等您评价的建议",
        frozenset({Role.DEPUTY}),
        backlog.led(SuggestionStage.REPLIED),
        lines.SUGGESTION,
        SUGGESTIONS,
        "?stage=replied",
    ),
    Queue(
        "to_register",
        "待审查的建议",
        frozenset({Role.COMMITTEE}),
        backlog.suggestions(SuggestionStage.SUBMITTED),
        lines.SUGGESTION,
        SUGGESTIONS,
        "?stage=submitted",
    ),
    Queue(
        "to_assign",
        "待交办的建议",
        frozenset({Role.COMMITTEE}),
        backlog.suggestions(SuggestionStage.REGISTERED),
        lines.SUGGESTION,
        SUGGESTIONS,
        "?stage=handing",
    ),
    Queue(
        "to_divide",
        "待分办的建议",
        frozenset({Role.GOVERNMENT}),
        backlog.suggestions(SuggestionStage.ASSIGNED),
        lines.SUGGESTION,
        SUGGESTIONS,
        "?stage=handing",
    ),
    Queue(
        "to_sign",
        "待签收",
        frozenset({Role.DEPARTMENT}),
        backlog.handlings(HandlingStage.OFFERED),
        lines.HANDLING,
        HANDLINGS,
        "?stage=offered",
    ),
    Queue(
        "to_reply",
        "办理中、待答复",
        frozenset({Role.DEPARTMENT}),
        backlog.handlings(HandlingStage.SIGNED),
        lines.HANDLING,
        HANDLINGS,
        "?stage=signed",
    ),
)
