"""Concerns: to be sorted, judged, answered, adopted."""

from liaison.accounts.roles import Role
from suggestions.models import Channel
from suggestions.workflow import ConcernStage
from supervision import backlog, lines
from supervision.queues.engine import CONCERNS, DESK, Queue

QUEUES = (
    Queue(
        "to_sort",
        "待梳理的诉求",
        DESK,
        backlog.concerns(ConcernStage.GATHERED),
        lines.CONCERN,
        CONCERNS,
        "?stage=gathered",
    ),
    Queue(
        "to_decide",
        "待研判的诉求",
        DESK,
        backlog.concerns(ConcernStage.JUDGED),
        lines.CONCERN,
        CONCERNS,
        "?stage=judged",
    ),
    Queue(
        "to_answer",
        "待站内答复的诉求",
        frozenset({Role.STATION}),
        backlog.concerns(ConcernStage.IN_HAND, channel=Channel.STATION),
        lines.CONCERN,
        CONCERNS,
        "?stage=in_hand&channel=station",
    ),
    Queue(
        "to_adopt",
        "等您认领的诉求",
        frozenset({Role.DEPUTY}),
        backlog.adoptable,
        lines.CONCERN,
        CONCERNS,
        "?stage=in_hand&channel=suggestion",
    ),
)
