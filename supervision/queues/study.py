"""Study plans and policies: owed, returned, to be approved, to be read."""

from liaison.accounts.roles import Role
from supervision import backlog, lines
from supervision.queues.engine import Queue

QUEUES = (
    Queue(
        "plans_returned",
        "被退回的学习计划",
        frozenset({Role.STATION}),
        backlog.plans_returned,
        lines.PLAN,
        "stations:study",
    ),
    Queue(
        "plans_owed",
        "未报学习计划",
        frozenset({Role.STATION}),
        backlog.owed_plans,
        lines.OWED_PLAN,
        "stations:study_missing",
    ),
    Queue(
        "plans_to_approve",
        "待审核的学习计划",
        frozenset({Role.COMMITTEE}),
        backlog.plans_to_approve,
        lines.PLAN,
        "stations:study",
        "?stage=submitted",
    ),
    Queue(
        "unread_policies",
        "未读政策",
        frozenset({Role.DEPUTY, Role.STATION}),
        backlog.unread_policies,
        lines.POLICY,
        "deputies:publicities",
    ),
)
