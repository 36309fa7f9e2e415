"""Who may move a report to the voters, an honour, a published piece, a need, and where to."""

from django.db.models import TextChoices

from liaison.accounts.roles import Role
from liaison.steps import Workflow, step


class ReportingStage(TextChoices):
    """How far a deputy's report to the voters has got (述职状态, facts §6.5)."""

    PLANNED = "planned", "已安排"
    REPORTED = "reported", "已交报告"
    VOTED = "voted", "已评议"
    FED_BACK = "fed_back", "已反馈"
    FILED = "filed", "已存档"
    PUBLISHED = "published", "已公布"
    CANCELLED = "cancelled", "已取消"


class HonourStage(TextChoices):
    """How far an honour has got (表彰状态, T20)."""

    RECORDED = "recorded", "待核实"
    CONFIRMED = "confirmed", "已核实"
    REJECTED = "rejected", "未通过"
    REVOKED = "revoked", "已撤销"


class PieceStage(TextChoices):
    """How far a story or a case has got on its way to the public (展示材料状态, T20, F17)."""

    DRAFT = "draft", "编写中"
    SUBMITTED = "submitted", "待审核"
    REVIEWED = "reviewed", "已审核"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤下"


#: The platform itself, following the answers.
SYSTEM = "system"


class NeedStage(TextChoices):
    """How far a need has got (需求状态)."""

    OPEN = "open", "待邀请"
    INVITED = "invited", "已邀请"
    ACCEPTED = "accepted", "已应邀"
    ARRANGED = "arranged", "已安排"
    SERVED = "served", "已服务"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已撤回"


_R, _H, _P = ReportingStage, HonourStage, PieceStage
_OFFICE = (Role.STATION, Role.COMMITTEE)

REPORTING = Workflow(
    "述职评议",
    ReportingStage,
    (
        step("report", "提交报告", (_R.PLANNED, _R.REPORTED), _R.REPORTED,
             (Role.DEPUTY, *_OFFICE), ("text",)),
        step("vote", "记录评议结果", _R.REPORTED, _R.VOTED, _OFFICE, ("ballots",)),
        step("feed_back", "书面反馈", _R.VOTED, _R.FED_BACK, _OFFICE, ("feedback",)),
        step("put_on_file", "存档", _R.FED_BACK, _R.FILED, _OFFICE, ("file_no",)),
        step("publish", "公布", _R.FILED, _R.PUBLISHED, Role.COMMITTEE),
        step("cancel", "取消", (_R.PLANNED, _R.REPORTED), _R.CANCELLED, _OFFICE, ("reason",)),
    ),
)  # fmt: skip

HONOUR = Workflow(
    "表彰",
    HonourStage,
    (
        step("confirm", "核实", _H.RECORDED, _H.CONFIRMED, Role.COMMITTEE),
        step("reject", "不通过", _H.RECORDED, _H.REJECTED, Role.COMMITTEE, ("reason",)),
        step("revoke", "撤销", _H.CONFIRMED, _H.REVOKED, Role.COMMITTEE, ("reason",)),
    ),
)

PIECE = Workflow(
    "展示材料",
    PieceStage,
    (
        step("submit", "送审", _P.DRAFT, _P.SUBMITTED, (Role.DEPUTY, *_OFFICE)),
        step("review", "审核通过", _P.SUBMITTED, _P.REVIEWED, Role.COMMITTEE),
        step("send_back", "退回修改", _P.SUBMITTED, _P.DRAFT, Role.COMMITTEE, ("reason",)),
        step("publish", "发布", _P.REVIEWED, _P.PUBLISHED, Role.COMMITTEE, ("consent",)),
        step("withdraw", "撤下", (_P.REVIEWED, _P.PUBLISHED), _P.WITHDRAWN,
             (Role.DEPUTY, Role.COMMITTEE), ("reason",)),
    ),
)  # fmt: skip

_N = NeedStage
_AHEAD = (_N.OPEN, _N.INVITED, _N.ACCEPTED, _N.ARRANGED)

NEED = Workflow(
    "服务需求",
    NeedStage,
    (
        step("invite", "邀请代表", (_N.OPEN, _N.INVITED), _N.INVITED, _OFFICE, ("deputies",)),
        step("accept", "应邀", (_N.INVITED, _N.ACCEPTED), _N.ACCEPTED, Role.DEPUTY),
        step("run_out", "无人应邀", _N.INVITED, _N.OPEN, SYSTEM),
        step(
            "arrange",
            "安排服务",
            (_N.ACCEPTED, _N.ARRANGED),
            _N.ARRANGED,
            _OFFICE,
            ("when", "place"),
        ),
        step("serve", "登记结果", _N.ARRANGED, _N.SERVED, _OFFICE, ("outcome",)),
        step("feed_back", "受益方评价", _N.SERVED, _N.CLOSED, _OFFICE, ("rating",)),
        step("cancel", "撤回", _AHEAD, _N.CANCELLED, _OFFICE, ("reason",)),
    ),
)

WORKFLOWS = (REPORTING, HONOUR, PIECE, NEED)
START = {
    REPORTING: ReportingStage.PLANNED,
    HONOUR: HonourStage.RECORDED,
    PIECE: PieceStage.DRAFT,
    NEED: NeedStage.OPEN,
}
#: Stages in which the vote has been taken: the deputy has reported this term.
HAS_REPORTED = (_R.VOTED, _R.FED_BACK, _R.FILED, _R.PUBLISHED)
