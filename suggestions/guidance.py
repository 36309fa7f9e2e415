"""What a page says first: what you must do now, or whom the thing is waiting for."""

from collections.abc import Collection, Mapping

from suggestions.workflow import ConcernStage, HandlingStage, SuggestionStage

_C, _S, _H = ConcernStage, SuggestionStage, HandlingStage

#: For the person whose turn it is: stage → one sentence.
TURN: Mapping[str, Mapping[str, str]] = {
    "concern": {
        _C.GATHERED: "核对原话，写一个清楚的标题，选定类别。紧急、涉诉、涉密等事项请走“不予受理”并告知合法途径。",
        _C.JUDGED: "看系统建议和理由，确定渠道和单位；与建议不同时写明理由。",
        _C.IN_HAND: "按所选渠道办理，在期限内答复诉求人。",
        _C.FED_BACK: "等诉求人评价。长期没有评价的，说明原因后办结。",
    },
    "suggestion": {
        _S.DRAFT: "请检查标题和正文，确认是您自己的意见后提交。",
        _S.SUBMITTED: "请审查：符合要求的立案编号，需要补充的退回修改，不符合要求的说明依据。",
        _S.REGISTERED: "请在七个工作日内交办：政府系统的交政府办分办，法院、检察院等直接交办。",
        _S.ASSIGNED: "请确定一个主办单位，需要配合的列为会办。",
        _S.REPLIED: "承办单位已答复，请评价办理态度和办理结果。",
        _S.STUDIED: "代表不满意。请研究：确有必要的退回重办一次，否则说明情况后办结。",
    },
    "handling": {
        _H.OFFERED: "请签收。不属于本单位职责的，在退办期限内退回并写明理由。",
        _H.SIGNED: "请先面复代表，再作书面答复；两样都要有。",
    },
}
#: For everybody else: whom it is waiting for.
WAITING: Mapping[str, Mapping[str, str]] = {
    "concern": {
        _C.GATHERED: "等站点或代表工作机构梳理。",
        _C.JUDGED: "等站点或代表工作机构研判渠道。",
        _C.IN_HAND: "正在办理。",
        _C.FED_BACK: "已答复，等诉求人评价。",
        _C.CLOSED: "已办结。",
        _C.DECLINED: "不属于本平台受理范围，已告知合法途径。",
        _C.MERGED: "已并入同类诉求，一并办理、一并答复。",
        _C.WITHDRAWN: "诉求人已撤回。",
    },
    "suggestion": {
        _S.DRAFT: "代表正在起草。",
        _S.SUBMITTED: "等代表工作机构审查。",
        _S.REGISTERED: "已立案，等代表工作机构交办。",
        _S.ASSIGNED: "已交办，等政府办分办。",
        _S.IN_HAND: "承办单位正在办理。",
        _S.REPLIED: "承办单位已答复，等代表评价。",
        _S.STUDIED: "代表不满意，等代表工作机构研究。",
        _S.CLOSED: "已办结。",
        _S.REFUSED: "未作为代表建议处理。",
        _S.WITHDRAWN: "代表已撤回。",
    },
    "handling": {
        _H.OFFERED: "等承办单位签收。",
        _H.SIGNED: "承办单位正在办理。",
        _H.REPLIED: "已答复。",
        _H.RETURNED: "已退办。",
    },
}
#: What a concern in hand is waiting for, by its channel.
IN_CHANNEL: Mapping[str, str] = {
    "station": "请在期限内答复诉求人。",
    "hotline": "已转 12345 代表通道，热线答复后会自动反馈给诉求人；现在不用操作。",
    "suggestion": "等代表认领并写成代表建议；办理结果会自动反馈给诉求人。",
    "direct": "已列入《代表之声》直报。领导批示后，请落实批示并把结果答复诉求人。",
}


def now(noun: str, stage: str, keys: Collection[str], *, channel: str = "") -> str:
    """The first sentence of a thing's page, for who may take the steps of these `keys` (perhaps none).

    `noun` is "concern", "suggestion" or "handling"; `channel` only matters for a concern in hand.
    """
    if noun == "concern" and stage == _C.IN_HAND and channel:
        return IN_CHANNEL[channel]
    turn = TURN[noun].get(stage, "")
    # Taking something back is a right, not a turn: who can do only that is waiting.
    has_turn = bool(set(keys) - {"withdraw"})
    return turn if has_turn and turn else WAITING[noun][stage]


#: The stages shown as a line of four on a concern's page (T31).
TRACK = (_C.GATHERED, _C.JUDGED, _C.IN_HAND, _C.FED_BACK)


def track(stage: str) -> list[dict]:
    """The four stages with "done", "here" or "" each, for the line at the head of a concern."""
    if stage == _C.CLOSED:
        reached = len(TRACK)
    elif stage in TRACK:
        reached = TRACK.index(_C(stage))
    else:
        return []
    states = ["done"] * reached + ["here"] + [""] * len(TRACK)
    return [{"label": one.label, "state": state} for one, state in zip(TRACK, states, strict=False)]


#: Ends that are not for this platform, with the lawful road of each (T21; facts §3.2).
GROUNDS: Mapping[str, tuple[str, str]] = {
    "emergency": (
        "正在发生的险情、警情、急救",
        "请立即拨打 110、119、120，本平台不能处理紧急情况。",
    ),
    "court": (
        "已进入或应当进入诉讼",
        "请向受理案件的人民法院提出，可拨打 12368；需要法律援助请拨打 12348。",
    ),
    "arbitration": (
        "应当或已经仲裁、行政复议",
        "请向劳动人事争议仲裁机构或行政复议机关提出。",
    ),
    "petition": (
        "已进入信访程序",
        "请按《信访工作条例》向有权处理的机关、单位提出，等候其答复。",
    ),
    "discipline": ("检举控告公职人员违纪违法", "请向纪检监察机关提出，举报电话 12388。"),
    "secret": ("可能涉及国家秘密", "请不要在网上填写，直接向保密行政管理部门反映。"),
    "elsewhere": ("不属于本市职权范围", "请向有管辖权的机关提出，站点可以帮助您查找联系方式。"),
    "unclear": ("内容不清、无法核实且联系不上", "请补充时间、地点和具体情况后重新提交。"),
    "other": ("其他", ""),
}
