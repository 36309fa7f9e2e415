"""Who may move a concern, a suggestion and a handling, and where to.

These three tables are the only place that says so: actions obey them, pages draw their buttons
from them, docs/workflow.md is printed from them, the permission tests read them.
"""

from collections.abc import Iterable

from django.db.models import TextChoices

from liaison.accounts.roles import Role
from liaison.steps import Workflow
from liaison.steps import step as _step

#: Actors without a seat: the person who asked, and the platform itself acting on another's step.
RESIDENT, SYSTEM = "resident", "system"
ACTOR_LABELS = {RESIDENT: "群众", SYSTEM: "系统"} | dict(Role.choices)


class ConcernStage(TextChoices):
    """The four stages every concern goes through (T31), and the other ends it may meet."""

    GATHERED = "gathered", "汇总梳理"
    JUDGED = "judged", "分析研判"
    IN_HAND = "in_hand", "交办督办"
    FED_BACK = "fed_back", "反馈评价"
    CLOSED = "closed", "已办结"
    DECLINED = "declined", "不予受理"
    MERGED = "merged", "已并案"
    WITHDRAWN = "withdrawn", "已撤回"


class SuggestionStage(TextChoices):
    """How far a deputy's formal suggestion has got (facts §2.10, the part built so far)."""

    DRAFT = "draft", "草拟"
    SUBMITTED = "submitted", "待审查"
    REGISTERED = "registered", "待交办"
    ASSIGNED = "assigned", "待分办"
    IN_HAND = "in_hand", "办理中"
    REPLIED = "replied", "待评价"
    STUDIED = "studied", "不满意待研究"
    CLOSED = "closed", "已办结"
    REFUSED = "refused", "不作建议处理"
    WITHDRAWN = "withdrawn", "已撤回"


class HandlingStage(TextChoices):
    """How far one unit has got with its part of a suggestion."""

    OFFERED = "offered", "待签收"
    SIGNED = "signed", "办理中"
    REPLIED = "replied", "已答复"
    RETURNED = "returned", "已退办"


def keys(workflows: Iterable[Workflow]) -> set[str]:
    """Every step key of these workflows: what a timeline entry may be called."""
    return {step.key for workflow in workflows for step in workflow.steps}


_C, _OFFICE = ConcernStage, (Role.STATION, Role.COMMITTEE)

CONCERN = Workflow(
    "群众诉求",
    ConcernStage,
    (
        _step("sort", "梳理", _C.GATHERED, _C.JUDGED, _OFFICE, ("category", "title")),
        _step("decide", "定渠道", _C.JUDGED, _C.IN_HAND, _OFFICE, ("channel",)),
        _step("merge", "并案", (_C.GATHERED, _C.JUDGED), _C.MERGED, _OFFICE, ("into",)),
        _step("decline", "不予受理", (_C.GATHERED, _C.JUDGED), _C.DECLINED, _OFFICE, ("reason",)),
        _step("answer", "答复", _C.IN_HAND, _C.FED_BACK, (*_OFFICE, SYSTEM), ("text",)),
        _step("reroute", "改渠道", _C.IN_HAND, _C.JUDGED, (*_OFFICE, SYSTEM), ("reason",)),
        _step("rate", "评价", _C.FED_BACK, _C.CLOSED, RESIDENT, ("rating",)),
        _step("redo", "要求重办", _C.FED_BACK, _C.JUDGED, RESIDENT, ("reason",)),
        _step("reopen", "重新打开", _C.CLOSED, _C.JUDGED, RESIDENT, ("reason",)),
        _step("close", "未评价办结", _C.FED_BACK, _C.CLOSED, _OFFICE, ("reason",)),
        _step("withdraw", "撤回", (_C.GATHERED, _C.JUDGED), _C.WITHDRAWN, RESIDENT),
    ),
)

_S = SuggestionStage

SUGGESTION = Workflow(
    "代表建议",
    SuggestionStage,
    (
        _step("submit", "提交", _S.DRAFT, _S.SUBMITTED, Role.DEPUTY, ("text",)),
        _step("register", "立案", _S.SUBMITTED, _S.REGISTERED, Role.COMMITTEE),
        _step("mend", "退回修改", _S.SUBMITTED, _S.DRAFT, Role.COMMITTEE, ("reason",)),
        _step("refuse", "不作建议处理", _S.SUBMITTED, _S.REFUSED, Role.COMMITTEE, ("reason",)),
        _step("assign", "交办", _S.REGISTERED, _S.ASSIGNED, Role.COMMITTEE),
        _step("assign_direct", "直接交办", _S.REGISTERED, _S.IN_HAND, Role.COMMITTEE, ("unit",)),
        _step("divide", "分办", _S.ASSIGNED, _S.IN_HAND, Role.GOVERNMENT, ("unit",)),
        _step("take_back", "退回分办", _S.IN_HAND, _S.ASSIGNED, SYSTEM),
        _step("take_back_direct", "退回交办", _S.IN_HAND, _S.REGISTERED, SYSTEM),
        _step("complete", "答复齐备", _S.IN_HAND, _S.REPLIED, SYSTEM),
        _step("rate", "评价", _S.REPLIED, _S.CLOSED, Role.DEPUTY, ("attitude", "result")),
        _step("object", "不满意", _S.REPLIED, _S.STUDIED, Role.DEPUTY, ("opinion",)),
        _step("hand_back", "退回重办", _S.STUDIED, _S.IN_HAND, Role.COMMITTEE, ("reason",)),
        _step("close", "说明办结", _S.STUDIED, _S.CLOSED, Role.COMMITTEE, ("reason",)),
        _step("withdraw", "撤回", (_S.DRAFT, _S.SUBMITTED), _S.WITHDRAWN, Role.DEPUTY),
    ),
)

_H = HandlingStage

HANDLING = Workflow(
    "办理",
    HandlingStage,
    (
        _step("sign", "签收", _H.OFFERED, _H.SIGNED, Role.DEPARTMENT),
        _step("send_back", "退办", _H.OFFERED, _H.RETURNED, Role.DEPARTMENT, ("reason",)),
        _step("reply", "答复", _H.SIGNED, _H.REPLIED, Role.DEPARTMENT, ("result_class", "text")),
    ),
)

WORKFLOWS = (CONCERN, SUGGESTION, HANDLING)

#: The entries a timeline may hold beside the steps: things that happen without moving a stage.
EVENTS = {
    "submit": "提交诉求",
    "adopt": "代表认领",
    "hotline": "转 12345",
    "accept": "热线受理",
    "report": "送达领导",
    "instruct": "领导批示",
    "recompute": "期限重算",
    "remind": "催办",
    "cosign": "联名",
    "publish": "公开",
    "unpublish": "撤下公开",
    "wish": "公开意愿",
    "take_on": "经办",
    "put_down": "放回",
    "relate": "关联",
    "apart": "分开",
}

#: Channels whose answer the office writes itself: on the spot, or after the leaders instructed.
ANSWERED_AT_THE_DESK = frozenset({"station", "direct"})

#: Channels that only some seats may choose: straight to the leaders is the committee's (T30).
CHOSEN_BY = {"direct": frozenset({Role.COMMITTEE})}

#: Channels a seat answers by itself: it learns how it was rated when the rating window is over.
ANSWERED_BY = {"station": frozenset({Role.STATION})}


def may_choose(channel: str, role: str) -> bool:
    """Whether a seat of `role` may send a concern down `channel`."""
    return role in CHOSEN_BY.get(channel, _OFFICE)
