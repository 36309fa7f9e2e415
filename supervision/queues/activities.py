"""Activities: of today and tomorrow, to be logged, invitations to be answered."""

from liaison.accounts.roles import Role
from supervision import backlog, lines
from supervision.queues.engine import Queue

QUEUES = (
    Queue(
        "coming",
        "今天和明天的活动",
        frozenset({Role.STATION}),
        backlog.coming,
        lines.ACTIVITY,
        "stations:calendar",
    ),
    Queue(
        "to_log",
        "已举行、待归档的活动",
        frozenset({Role.STATION}),
        backlog.to_log,
        lines.ACTIVITY,
        "stations:activities",
        "?stage=held",
    ),
    Queue(
        "today",
        "今天的活动",
        frozenset({Role.DEPUTY}),
        backlog.held_today,
        lines.SIGN_IN,
        "deputies:mine",
        "#coming",
    ),
    Queue(
        "to_come",
        "待回复的邀请",
        frozenset({Role.DEPUTY}),
        backlog.invitations,
        lines.INVITATION,
        "deputies:mine",
        "#waiting",
    ),
)
