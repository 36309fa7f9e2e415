"""How a spreadsheet becomes a plan for the station tree, and the register a spreadsheet again."""

import json
from collections.abc import Iterable

from liaison.documents import excel, mappings, tables
from liaison.documents.errors import Unreadable
from stations import sheet
from stations.models import Activity, ImportDraft, Station

WANTED = {name: column.headings for name, column in sheet.COLUMNS.items()}


def rows_of(file) -> list:
    """All rows of an uploaded table or a path. Raises Unreadable (Chinese)."""
    return [[line_no, cells] for line_no, cells in excel.read_rows(file)]


def rows_in(draft: ImportDraft) -> list:
    """The rows kept in a draft."""
    return json.loads(draft.rows)


def header_of(rows: list, subject: str, wanted: dict) -> tables.Header:
    """Which column is which, headings remembered from earlier imports included."""
    return tables.find_header(iter(rows), wanted, remembered=mappings.remembered(subject))


def lines_of(rows: list, header: tables.Header) -> list[sheet.Line]:
    """The rows below the heading, every cell as text."""
    return [
        sheet.Line(line_no, {name: tables.text(cell) for name, cell in record.items()})
        for line_no, record in tables.records(iter(rows), header)
    ]


def check_needed(header: tables.Header, columns: dict) -> None:
    """Raises Unreadable naming each needed column that the heading lacks."""
    lacking = [columns[name].label for name in header.missing if columns[name].is_needed]
    if lacking:
        names = "”、“".join(lacking)
        raise Unreadable(f"第 {header.line_no} 行是表头，但缺少“{names}”列。")


def plan(rows: list) -> sheet.Plan:
    """What importing `rows` would do to the tree as it is. Raises Unreadable for wrong headings."""
    header = header_of(rows, sheet.SUBJECT, WANTED)
    check_needed(header, sheet.COLUMNS)
    lines = lines_of(rows, header)
    if not lines:
        raise Unreadable("表头下面没有任何站点。")
    stations = {station.code: station for station in Station.objects.all()}
    known = _known(stations)
    made = sheet.Plan(faults=sheet.faults(lines, known))
    if not made.is_sound:
        return made
    for line in lines:
        _place(line, stations.get(line["code"]), known, made)
    return made


def _known(stations: dict[str, Station]) -> dict[str, sheet.Known]:
    codes = {station.path: station.code for station in stations.values()}
    return {
        station.code: sheet.Known(
            kind=station.kind,
            parent=codes.get(station.path[: -Station.steplen], ""),
            name=station.name,
            is_closed=station.closed_on is not None,
            network=station.network,
        )
        for station in stations.values()
    }


def _place(line: sheet.Line, station: Station | None, known: dict, made: sheet.Plan) -> None:
    if station is None:
        made.new.append(line)
    elif changes := _changes(line, station, known[station.code]):
        made.changed.append((line, changes))
    else:
        made.unchanged.append(line)


def _changes(line: sheet.Line, station: Station, known: sheet.Known) -> dict:
    """What differs from the record; an empty cell leaves what is on record."""
    said = sheet.texts(line)
    if station.venue and not line["venue"]:
        # What somebody chose on the page outweighs what the host venue's name only suggests.
        said.pop("venue", None)
    changes = {name: text for name, text in said.items() if text != getattr(station, name)}
    kind = sheet.kind_of(line["kind"])
    if kind != station.kind:
        changes["kind"] = kind
    parent = sheet.parent_after(line, known)
    if parent != known.parent:
        changes["parent_code"] = parent
    return changes


def standards_workbook(stations, year: int) -> bytes:
    """The list of self-checks and stars: `stations` with `answered`, `done`, `stars`."""
    columns = [("站点", 30), ("类型", 12), ("年度", 8), ("自查条数", 10), ("做到条数", 10)]
    columns.append(("星级", 8))
    rows = (
        (one.name, one.get_kind_display(), year, one.answered, one.done, one.stars or "")
        for one in stations
    )
    return excel.workbook("标准化自查与星级", columns, rows)


ACTIVITY_COLUMNS = (
    ("日期", 12),
    ("开始", 17),
    ("结束", 17),
    ("站点", 24),
    ("主题", 40),
    ("职能", 12),
    ("形式", 12),
    ("品牌", 16),
    ("期号", 8),
    ("地点", 24),
    ("状态", 10),
    ("学习内容", 30),
    ("参加群众", 10),
)


def activities(rows: Iterable[Activity]) -> bytes:
    """Activities as listed, as a workbook."""
    return excel.workbook(
        "活动",
        ACTIVITY_COLUMNS,
        (
            (
                one.held_on,
                one.starts_at,
                one.ends_at,
                one.station.name,
                one.title,
                one.get_function_display(),
                one.get_form_display(),
                one.series.name if one.series else "",
                one.series_no,
                one.place,
                one.get_stage_display(),
                one.study_topic.title if one.study_topic else one.study_title,
                one.residents,
            )
            for one in rows
        ),
    )
