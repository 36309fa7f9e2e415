"""Deputies' points: appeals to answer, manual items to approve (J13)."""

from liaison.accounts.roles import Role
from supervision import backlog, lines
from supervision.queues.engine import Queue

QUEUES = (
    Queue(
        "point_appeals",
        "待答复的积分申诉",
        frozenset({Role.COMMITTEE}),
        backlog.point_appeals,
        lines.POINT_APPEAL,
        "deputies:points_appeals",
    ),
    Queue(
        "point_items",
        "待审批的积分手工项目",
        frozenset({Role.COMMITTEE}),
        backlog.point_items,
        lines.POINT_ITEM,
        "deputies:points_items",
    ),
)
