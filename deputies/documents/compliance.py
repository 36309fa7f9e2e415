"""How “121” stands, as spreadsheets."""

from collections.abc import Mapping

from liaison.documents import excel
from stations.hierarchy import Kind


def stations_workbook(title: str, rows) -> bytes:
    """A month of stations (StationMonth), one row each."""
    columns = [("县区", 18), ("站点", 30), ("编码", 16), ("类型", 14), ("应开展", 8)]
    columns += [("已开展", 8), ("待开展", 8), ("结果", 10), ("补救", 36)]
    lines = (
        [row.county, row.name, row.code, Kind(row.kind).label, row.required, row.held, row.ahead,
         _verdict(row, row.is_owing), row.mends]
        for row in rows
    )  # fmt: skip
    return excel.workbook(title, columns, lines)


def deputies_workbook(title: str, rows, levels: Mapping[str, str]) -> bytes:
    """A year of deputies (DeputyYear), one row each."""
    columns = [("县区", 18), ("站点", 30), ("姓名", 12), ("代表层级", 16), ("应进站", 8)]
    columns += [("已进站", 8), ("缺", 6), ("按当前进度全年", 14), ("结果", 10)]
    lines = (
        [row.county, row.station or "未编组", row.name, "、".join(levels[key] for key in row.levels),
         row.owed, row.done, row.missing, round(row.pace, 1), _verdict(row, bool(row.owed))]
        for row in rows
    )  # fmt: skip
    return excel.workbook(title, columns, lines)


def _verdict(row, is_owing: bool) -> str:
    if not is_owing:
        return "不考核"
    return "未达标" if row.is_short else "达标"


def cadres_workbook(rows, year: int) -> bytes:
    """列席干部 of a year; `rows` with `invited` and `came`."""
    columns = [("姓名", 12), ("单位", 24), ("职务", 20), ("登记站点", 30)]
    columns += [(f"{year}年邀请次数", 16), (f"{year}年到场次数", 16), ("在用", 8)]
    cells = (
        [one.name, one.unit, one.post, one.station.name, one.invited, one.came,
         "是" if one.is_active else "否"]
        for one in rows
    )  # fmt: skip
    return excel.workbook("列席干部", columns, cells)
