"""The proposals of stations as a spreadsheet."""

from liaison.documents import excel


def placements_workbook(placements) -> bytes:
    """编组建议: `placements` as `for_list`, one row each."""
    columns = [("姓名", 12), ("编入站点", 30), ("系统建议站点", 30), ("把握", 10), ("理由", 70)]
    columns += [("状态", 10), ("改站或退回理由", 40), ("编入日期", 12)]
    rows = (
        (
            each.deputy.name,
            each.station.name,
            each.proposed.name,
            each.get_certainty_display(),
            "；".join(each.reasons),
            each.get_state_display(),
            each.reject_reason or each.change_reason,
            each.batch.from_on if each.batch else "",
        )
        for each in placements
    )
    return excel.workbook("编组建议", columns, rows)
