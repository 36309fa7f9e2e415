"""What stands between systems: orders to be answered, messages that never arrived."""

from liaison.accounts.roles import Role
from supervision import backlog, lines
from supervision.queues.engine import Queue

QUEUES = (
    Queue(
        "orders",
        "待答复的工单",
        frozenset({Role.HOTLINE}),
        backlog.received("hotline"),
        lines.RECEIVED,
        "suggestions:receiver_orders",
    ),
    Queue(
        "undelivered",
        "未送达的消息",
        frozenset({Role.SYSTEM_ADMIN}),
        backlog.undelivered,
        lines.MESSAGE,
        "notices:dead",
        presses=True,
    ),
)
