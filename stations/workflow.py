"""Who may move an activity and a study plan, and where to."""

from django.db.models import TextChoices

from liaison.accounts.roles import Role
from liaison.steps import Workflow, step

#: The platform itself, acting by the clock.
SYSTEM = "system"


class ActivityStage(TextChoices):
    """How far an activity has got (活动状态)."""

    PLANNED = "planned", "计划中"
    PUBLISHED = "published", "已发布"
    HELD = "held", "已举行"
    LOGGED = "logged", "已归档"
    CANCELLED = "cancelled", "已取消"


class PlanStage(TextChoices):
    """How far a yearly study plan has got (学习计划状态)."""

    DRAFT = "draft", "编制中"
    SUBMITTED = "submitted", "待审核"
    APPROVED = "approved", "已审核"
    PUBLISHED = "published", "已公布"


_A, _OFFICE = ActivityStage, (Role.STATION, Role.COMMITTEE)

ACTIVITY = Workflow(
    "活动",
    ActivityStage,
    (
        step("publish", "发布", _A.PLANNED, _A.PUBLISHED, (*_OFFICE, SYSTEM)),
        step("hold", "举行", (_A.PLANNED, _A.PUBLISHED), _A.HELD, _OFFICE),
        step("log", "归档", _A.HELD, _A.LOGGED, _OFFICE, ("minutes", "study")),
        step("reopen", "补充记录", _A.LOGGED, _A.HELD, _OFFICE, ("reason",)),
        step("cancel", "取消", (_A.PLANNED, _A.PUBLISHED), _A.CANCELLED, _OFFICE, ("reason",)),
    ),
)

_P = PlanStage

PLAN = Workflow(
    "学习计划",
    PlanStage,
    (
        step("submit", "报送", _P.DRAFT, _P.SUBMITTED, Role.STATION),
        step("approve", "审核通过", _P.SUBMITTED, _P.APPROVED, Role.COMMITTEE),
        step("send_back", "退回修改", _P.SUBMITTED, _P.DRAFT, Role.COMMITTEE, ("reason",)),
        step("publish", "公布", _P.APPROVED, _P.PUBLISHED, _OFFICE),
    ),
)

WORKFLOWS = (ACTIVITY, PLAN)
