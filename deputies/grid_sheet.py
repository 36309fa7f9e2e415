"""What a spreadsheet of grids must look like, and what makes one of its rows wrong (J7)."""

import re
from collections.abc import Iterator, Sequence

from stations.sheet import Column, Fault, Line, faults_of_row

SUBJECT = "grids"
COLUMNS: dict[str, Column] = {
    "code": Column("网格编码", ("网格编码", "网格代码", "网格编号"), 30, is_needed=True),
    "name": Column("网格名称", ("网格名称", "网格"), 60, is_needed=True),
    "area": Column("片区", ("片区", "所属片区"), 60),
    "station_code": Column(
        "站点编码", ("站点编码", "联络站编码", "所属站点编码"), 30, is_needed=True
    ),
    "deputies": Column("联系代表", ("联系代表", "下沉代表", "代表证号"), 500),
}
_BETWEEN = re.compile(r"[、,，;；\s]+")


def certificates(line: Line) -> list[str]:
    """The certificate numbers named in a row, each once, in the row's order."""
    return list(dict.fromkeys(filter(None, _BETWEEN.split(line["deputies"]))))


def faults(lines: Sequence[Line]) -> Iterator[Fault]:
    """What the file alone tells: missing and overlong texts, a code that stands twice."""
    first: dict[str, int] = {}
    for line in lines:
        yield from faults_of_row(line, COLUMNS)
        code = line["code"]
        if code and first.setdefault(code, line.line_no) != line.line_no:
            yield Fault(line.line_no, f"网格编码“{code}”与第 {first[code]} 行重复。")
