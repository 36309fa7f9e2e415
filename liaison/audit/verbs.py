"""What each recorded verb is called in Chinese on the audit page."""

LABELS = {
    "login": "登录",
    "login_failed": "登录失败",
    "login_locked": "登录被锁定",
    "wrong_code": "动态口令错误",
    "logout": "退出",
    "choose_seat": "选择岗位",
    "change_password": "修改密码",
    "reset_password": "重置密码",
    "unlock": "解除锁定",
    "open_account": "开设账号",
    "close_account": "停用账号",
    "reopen_account": "启用账号",
    "grant_seat": "授予岗位",
    "end_seat": "终止岗位",
    "mfa_activated": "启用动态口令",
    "mfa_deactivated": "停用动态口令",
    "mfa_codes_generated": "生成备用码",
    "reset_second_factor": "清除动态口令",
    "view_personal": "查看个人信息",
    "export": "导出",
    "verify_audit": "校验审计链",
}


def label(verb: str) -> str:
    """The Chinese name of `verb`, or the verb itself when it has none."""
    return LABELS.get(verb, verb)
