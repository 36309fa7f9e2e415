"""Who may move a manual item and an appeal about points, and where to."""

from django.db.models import TextChoices

from liaison.accounts.roles import Role
from liaison.steps import Workflow, step


class ItemStage(TextChoices):
    """How far a manual item has got (手工项目)."""

    PROPOSED = "proposed", "待审批"
    APPROVED = "approved", "已计入"
    REJECTED = "rejected", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


class AppealStage(TextChoices):
    """How far an appeal about points has got (积分申诉)."""

    WAITING = "waiting", "待答复"
    UPHELD = "upheld", "已更正"
    DISMISSED = "dismissed", "维持原计分"
    WITHDRAWN = "withdrawn", "已撤回"


_I, _A, _OFFICE = ItemStage, AppealStage, (Role.STATION, Role.COMMITTEE)

ITEM = Workflow(
    "积分手工项目",
    ItemStage,
    (
        step("approve", "通过", _I.PROPOSED, _I.APPROVED, Role.COMMITTEE),
        step("reject", "不通过", _I.PROPOSED, _I.REJECTED, Role.COMMITTEE, ("reason",)),
        step("withdraw", "撤回", _I.PROPOSED, _I.WITHDRAWN, _OFFICE),
    ),
)

APPEAL = Workflow(
    "积分申诉",
    AppealStage,
    (
        step("uphold", "予以更正", _A.WAITING, _A.UPHELD, Role.COMMITTEE, ("reason", "points")),
        step("dismiss", "维持原计分", _A.WAITING, _A.DISMISSED, Role.COMMITTEE, ("reason",)),
        step("withdraw", "撤回", _A.WAITING, _A.WITHDRAWN, Role.DEPUTY),
    ),
)

WORKFLOWS = (ITEM, APPEAL)
