"""Who gets what from every address: one row per route, one column per seat.

    in  to the sign-in page          no  403, not this seat
    ok  200, the page or the file    --  404, not there for this seat
    go  done, and on to a page       nw  409, this seat, but not now
    er  422, the form asks again

ASK is a page with a form: the row says what an incomplete POST gets; whoever gets `er` or `go`
gets `ok` from GET, everybody else the same as from POST. The things in the third column are made
by scene.py, so that each seat meets one it is concerned with. docs/permissions.md is printed from
this table; a route without a row fails the tests.
"""

from liaison.accounts.roles import Role
from tests.architecture.matrix import deputies, kernel, points, stations, suggestions, supervision

COLUMNS = (None, *Role)
#: Routes that answer machines by a key of their own, tested where they are built.
MACHINES = {
    "suggestions:receiver_requests",
    "suggestions:receiver_reports",
    "suggestions:hotline_updates",
    "suggestions:hotline_instructions",
}

ROWS = [
    *kernel.ROWS,
    *stations.ROWS,
    *deputies.ROWS,
    *points.ROWS,
    *suggestions.ROWS,
    *supervision.ROWS,
]

_MARKS = {
    "ok": "看",
    "go": "办",
    "er": "办",
    "nw": "未到时",
    "no": "·",
    "--": "不可见",
    "in": "登录",
}
_EXPLAINED = """\
Printed from `tests/architecture/matrix/`, which the tests hold true for every address and every
seat. 看 = opens; 办 = may do it; 未到时 = this seat, but not at this stage; · = refused (403);
不可见 = does not exist for this seat (404); 登录 = sign in first. The seat meets a thing it is
concerned with: own station, own suggestion, own handling.
"""


def as_markdown() -> str:
    """The table as docs/permissions.md."""
    heads = ["未登录", *(role.label for role in Role)]
    lines = [
        "# 权限：谁能打开什么\n",
        _EXPLAINED,
        f"| 地址名 | 状态 | {' | '.join(heads)} |",
        f"|---|---|{'---|' * len(heads)}",
    ]
    for _, name, thing, cells in ROWS:
        marks = " | ".join(_MARKS.get(cell, cell) for cell in cells.split())
        lines.append(f"| `{name}` | {thing.partition('@')[2]} | {marks} |")
    return "\n".join([*lines, ""])
