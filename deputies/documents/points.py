"""Points as spreadsheets: the ranking, and what a publication shows to units."""

from deputies.performance.rules import Group
from liaison.documents import excel


def ranking(rows) -> bytes:
    """积分排名: `rows` are PointStanding with posts, in the order shown."""
    columns = [
        ("名次", 6),
        ("姓名", 12),
        ("代表资格", 24),
        ("站点", 28),
        ("得分", 10),
        *((group.label, 10) for group in Group),
    ]
    cells = (
        [
            number,
            row.deputy.name,
            "、".join(one.get_level_display() for one in row.deputy.running_mandates),
            "、".join(one.station.name for one in row.deputy.stations_now),
            row.points,
            *(row.by_group.get(group.value, 0) for group in Group),
        ]
        for number, row in enumerate(rows, start=1)
    )
    return excel.workbook("代表履职积分", columns, cells)


def publication(view) -> bytes:
    """公示表: exactly what `view` (deputies.published.View) shows."""
    shown = view.publication
    columns = [("序号", 6), ("姓名", 12), ("得分", 10)]
    if shown.shows_groups:
        columns += [(group.label, 10) for group in Group]
    if shown.shows_grade:
        columns.append(("考评等次", 12))
    if shown.shows_lines:
        columns.append(("履职明细", 60))
    rows = (_cells(number, row, shown) for number, row in enumerate(view.rows, start=1))
    return excel.workbook(shown.period, columns, rows)


def _cells(number, row, shown) -> list:
    cells = [number, row.name, row.points]
    if shown.shows_groups:
        cells += [points for _, points in row.groups]
    if shown.shows_grade:
        cells.append(row.grade)
    if shown.shows_lines:
        cells.append(
            "\n".join(f"{on} {label} {title} {points}" for on, label, title, points in row.lines)
        )
    return cells
