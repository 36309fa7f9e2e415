"""A term's deputies and a session's attendance as spreadsheets, and attendance read from one."""

from collections.abc import Mapping

from deputies.models import Mandate, Session, SessionAttendance
from liaison.documents import excel, tables
from stations.documents import check_needed
from stations.sheet import Column, Fault

COLUMNS = {
    "certificate_no": Column("代表证号", ("代表证号", "证号"), 30, is_needed=True),
    "name": Column("姓名", ("姓名", "代表姓名"), 50, is_needed=True),
    "state": Column("出席情况", ("出席情况", "出席"), 20, is_needed=True),
    "reason": Column("请假原因", ("请假原因", "原因"), 100),
}
#: How a workbook says who was there.
STATE_WORDS = {label: value for value, label in SessionAttendance.State.choices} | {
    "请假": "leave",
    "缺席": "absent",
    "未请假": "absent",
}
WANTED = {name: column.headings for name, column in COLUMNS.items()}


def term_workbook(term, mandates) -> bytes:
    """一届代表名册, one row each. No telephone numbers."""
    columns = [("姓名", 12), ("代表证号", 18), ("选区/选举单位", 28), ("代表团", 18)]
    columns += [("代表小组", 18), ("当选日期", 12), ("连任次数", 8), ("状态", 30)]
    rows = (
        [one.deputy.name, one.certificate_no, one.electorate, one.delegation, one.group,
         one.elected_on or one.from_on, one.re_elections, _status(one)]
        for one in mandates
    )  # fmt: skip
    return excel.workbook(str(term), columns, rows)


def _status(one: Mandate) -> str:
    return f"{one.to_on} 终止（{one.get_end_reason_display()}）" if one.to_on else "在任"


def session_workbook(session: Session, lines) -> bytes:
    """出席名册: everybody of the term with what is recorded; filled in, it is read back."""
    columns = [("代表证号", 18), ("姓名", 12), ("代表团", 18), ("出席情况", 16), ("请假原因", 30)]
    rows = (
        [mandate.certificate_no, mandate.deputy.name, mandate.delegation,
         there.get_state_display() if there else "出席", there.reason if there else ""]
        for mandate, there in lines
    )  # fmt: skip
    return excel.workbook(str(session), columns, rows)


def states_of(
    rows: list, mandates: Mapping[str, Mandate]
) -> tuple[dict[int, tuple[str, str]], list[Fault]]:
    """Mandate → (state, reason) out of a filled-in 出席名册, and everything wrong with it by line.

    `mandates` by certificate number. Raises Unreadable for wrong headings.
    """
    header = tables.find_header(iter(rows), WANTED)
    check_needed(header, COLUMNS)
    states: dict[int, tuple[str, str]] = {}
    faults: list[Fault] = []
    for line_no, cells in tables.records(iter(rows), header):
        record = {name: tables.text(cell) for name, cell in cells.items()}
        reason = _fault(record, mandates, states)
        if reason:
            faults.append(Fault(line_no, reason))
            continue
        mandate = mandates[record["certificate_no"]]
        states[mandate.pk] = (STATE_WORDS[record["state"]], record.get("reason", ""))
    return states, faults


def _fault(record: Mapping[str, str], mandates: Mapping[str, Mandate], states) -> str:
    mandate = mandates.get(record["certificate_no"])
    if mandate is None:
        return f"本届没有代表证号“{record['certificate_no']}”。"
    if mandate.deputy.name != record["name"]:
        return f"代表证号“{record['certificate_no']}”登记的是“{mandate.deputy.name}”，姓名不同。"
    if mandate.pk in states:
        return f"代表证号“{record['certificate_no']}”重复。"
    state = STATE_WORDS.get(record["state"])
    if state is None:
        return f"不认识的出席情况“{record['state']}”，应为：出席、经批准请假、未经批准缺席。"
    if state == "leave" and not record.get("reason"):
        return "经批准请假须写明原因。"
    return ""
