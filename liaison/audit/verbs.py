"""What recorded verbs and facts are called in Chinese on the audit page."""

LABELS = {
    # at the door
    "login": "登录",
    "login_failed": "登录失败",
    "login_locked": "登录被锁定",
    "wrong_code": "动态口令错误",
    "logout": "退出",
    "choose_seat": "选择岗位",
    "change_password": "修改密码",
    "mfa_activated": "启用动态口令",
    "mfa_deactivated": "停用动态口令",
    "mfa_codes_generated": "生成备用码",
    # accounts and seats
    "open_account": "开设账号",
    "close_account": "停用账号",
    "reopen_account": "启用账号",
    "reset_password": "重置密码",
    "reset_second_factor": "清除动态口令",
    "unlock": "解除锁定",
    "grant_seat": "授予岗位",
    "end_seat": "终止岗位",
    # what must be seen afterwards
    "view_personal": "查看个人信息",
    "export": "导出",
    "verify_audit": "校验审计链",
    "publish_concern": "公开诉求",
    "unpublish_concern": "撤下公开的诉求",
    # the network
    "open_station": "设立站点",
    "update_station": "修改站点",
    "move_station": "调整站点隶属",
    "close_station": "撤销站点",
    "rename_station": "站点更名",
    "reopen_station": "恢复站点",
    "merge_station": "合并站点",
    "plan_visit": "安排流动联络日程",
    "end_visit": "终止流动联络日程",
    "import_grids": "导入网格",
    "assign_grid": "代表下沉网格",
    "end_grid_duty": "代表不再联系网格",
    "import_stations": "导入站点",
    "issue_rule": "录入制度文件",
    "check_self": "站点年度自查",
    "rate_station": "评定站点星级",
    "assign_deputy": "代表编组进站",
    "release_deputy": "代表调出站点",
    "import_deputies": "导入代表",
    "save_skill": "维护特长词表",
    "propose_skills": "从花名册识别特长",
    "confirm_skills": "确认代表特长",
    "give_skill": "登记代表特长",
    "take_skill": "移除代表特长",
    "need.register": "登记服务需求",
    "need.invite": "邀请代表服务",
    "need.answer": "回复服务邀请",
    "need.arrange": "安排服务",
    "need.serve": "登记服务结果",
    "need.feed_back": "记录受益方评价",
    "need.cancel": "撤回服务需求",
    "record_campaign": "登记进万家活动",
    "change_campaign": "修改进万家活动",
    "propose_placements": "生成编组建议",
    "accept_placements": "成批编组进站",
    "change_placement": "编组建议改站",
    "reject_placement": "退回编组建议",
    "undo_placements": "撤销成批编组",
    "invite_deputies": "邀请代表",
    "answer_duty": "回复邀请",
    "sign_in": "进站签到",
    "strike_out_sign_in": "撤销签到",
    "change_obligation": "调整履职参数",
    "close_period": "结账",
    "remind_121": "提醒未达标",
    # study
    "add_topic": "增加学习主题",
    "change_topic": "修改学习主题",
    "draft_plan": "编制学习计划",
    "change_plan": "修改学习计划",
    "submit_plan": "报送学习计划",
    "approve_plan": "审核通过学习计划",
    "send_back_plan": "退回学习计划",
    "publish_plan": "公布学习计划",
    "remind_plans": "提醒报送学习计划",
    "open_training": "开设培训班",
    "change_training": "修改培训班",
    "enrol": "培训报名",
    "rotate_feed": "更换日历地址",
    "withdraw_enrolment": "取消培训报名",
    "sign_in_training": "培训签到",
    "register_cadre": "登记列席干部",
    "change_cadre": "修改列席干部",
    "invite_cadres": "邀请列席干部",
    "record_cadres": "登记干部到场",
    "import_roster": "导入参训名单",
    "complete_course": "登记必修课完成",
    "send_policy": "传达政策",
    "remind_policy": "提醒阅读政策",
    # reports to the voters, honours, stories and cases
    "reporting.plan": "安排述职",
    "reporting.report": "提交述职报告",
    "reporting.vote": "记录述职评议",
    "reporting.feed_back": "书面反馈述职评议",
    "reporting.file": "述职存档",
    "reporting.publish": "公布述职",
    "reporting.cancel": "取消述职",
    "honour.record": "登记表彰",
    "honour.confirm": "核实表彰",
    "honour.reject": "表彰不通过",
    "honour.revoke": "撤销表彰",
    "piece.write": "编写故事或案例",
    "piece.change": "修改故事或案例",
    "piece.submit": "故事或案例送审",
    "piece.review": "审核故事或案例",
    "piece.send_back": "退回故事或案例",
    "piece.consent": "登记同意公开",
    "piece.publish": "发布故事或案例",
    "piece.withdraw": "撤下故事或案例",
    # activities
    "activity.plan": "计划活动",
    "activity.update": "修改活动安排",
    "activity.publish": "发布活动",
    "activity.hold": "活动举行",
    "activity.log": "活动归档",
    "activity.reopen": "补充活动记录",
    "activity.cancel": "取消活动",
    "activity.waive_study": "记录未安排学习的理由",
    "activity.start_series": "设立活动品牌",
    "activity.add_problem": "记入问题清单",
    "activity.settle_problem": "更新责任和反馈清单",
    "activity.deliberate": "记录议事",
    "activity.set_reception": "设定固定接待日",
    # the works
    "begin_demo": "开始装载演示数据",
    "finish_demo": "演示数据装载完成",
    "receiver_reply": "模拟接收方答复",
    "report.sign_off": "签发月报",
    "notices.send_again": "重投消息",
    "workdays.set_day": "设定某日上班或休息",
    "workdays.clear_day": "撤回某日的设定",
    "workdays.publish_year": "录入全年放假安排",
    "workdays.seed": "载入历年放假安排",
}
FACTS = {
    "present": "到会",
    "counts": "票数",
    "reason": "原因",
    "answer": "回复",
    "how": "方式",
    "deputy": "代表",
    "address": "网络地址",
    "username": "账号",
    "role": "角色",
    "on": "日期",
    "from_on": "任职起",
    "to_on": "任职止",
    "list": "列表",
    "rows": "行数",
    "filters": "筛选",
    "field": "字段",
    "fields": "字段",
    "station": "站点",
    "sealed": "已封存",
    "head": "封存值",
    "faults": "问题",
    "was": "原为",
    "now": "现为",
    "moved": "变动期限",
    "changed": "改动",
    "channel": "渠道",
    "is_returned": "退回",
    "file": "文件",
    "new": "新增",
    "years": "年份",
    "to": "至",
    "code": "编码",
    "name": "名称",
    "kind": "类型",
    "stars": "星级",
}

#: What the keys stored as a fact are called; tests/accounts holds "role" against accounts.roles.
VALUES = {
    "role": {
        "station": "站点联络员",
        "deputy": "人大代表",
        "committee": "代表工作机构",
        "government": "政府办督查室",
        "department": "承办单位经办人",
        "leader": "领导",
        "hotline": "12345 热线",
        "system_admin": "系统管理员",
        "security_admin": "安全管理员",
        "audit_admin": "审计管理员",
    }
}


def label(verb: str) -> str:
    """The Chinese name of `verb`, or the verb itself when it has none."""
    return LABELS.get(verb, verb)


def fact_lines(facts: dict) -> list[str]:
    """Each fact as `名称：值`; nothing is said of what was not given."""
    shown = {name: value for name, value in facts.items() if value not in (None, "", [])}
    return [
        f"{FACTS.get(name, name)}：{VALUES.get(name, {}).get(str(value)) or _text(value)}"
        for name, value in shown.items()
    ]


def _text(value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_text(item) for item in value)
    if isinstance(value, dict):
        return "，".join(f"{FACTS.get(name, name)} {_text(item)}" for name, item in value.items())
    return str(value)
