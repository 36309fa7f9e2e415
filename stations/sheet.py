"""What a spreadsheet of stations must look like: its columns, and what makes a row or a tree wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stations.hierarchy import Kind, network_of, why_not
from stations.venues import Venue, venue_of


@dataclass(frozen=True)
class Column:
    """A field of an imported row: its label, the headings accepted for it, its longest text."""

    label: str
    headings: tuple[str, ...]
    longest: int
    is_needed: bool = False


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row; `line_no` is the line in the file, 0 for the file as a whole."""

    line_no: int
    reason: str

    def __str__(self):
        return f"第 {self.line_no} 行：{self.reason}" if self.line_no else self.reason


@dataclass(frozen=True)
class Line:
    """One row of the file as text by field; fields without a column are absent."""

    line_no: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        if name in ("line_no", "values"):
            # A template asks for a key before it asks for an attribute: leave it the attribute.
            raise KeyError(name)
        return self.values.get(name, "")


@dataclass(frozen=True)
class Known:
    """What is on record of a station, as far as the tree's rules ask."""

    kind: str
    parent: str
    name: str = ""
    is_closed: bool = False
    network: str = ""


@dataclass
class Plan:
    """What an import would do; with a single fault it does nothing."""

    new: list[Line] = field(default_factory=list)
    changed: list[tuple[Line, dict]] = field(default_factory=list)
    unchanged: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.faults


SUBJECT = "stations"
COLUMNS: dict[str, Column] = {
    "kind": Column("类型", ("类型", "站点类型", "kind"), 10, is_needed=True),
    "parent_code": Column("上级编码", ("上级编码", "上级代码", "上级站点编码", "parent_code"), 30),
    "code": Column("编码", ("编码", "代码", "站点编码", "站点代码", "code"), 30, is_needed=True),
    "name": Column("名称", ("名称", "站点名称", "name"), 60, is_needed=True),
    "host_venue": Column("依托场所", ("依托场所", "场所", "host_venue"), 60),
    "venue": Column("场所类型", ("场所类型", "依托类型", "venue"), 10),
    "leading_party": Column("牵头党组织", ("牵头党组织", "党组织", "leading_party"), 60),
    "division_code": Column("区划代码", ("区划代码", "division_code"), 12),
    "address": Column("地址", ("地址", "站点地址", "address"), 120),
    "phone": Column("公开电话", ("公开电话", "电话", "联系电话", "phone"), 30),
    "opening_hours": Column("开放时间", ("开放时间", "opening_hours"), 100),
    "note": Column("备注", ("备注", "说明", "note"), 200),
}
#: What is written to a station as it stands in the file; kind and parent are resolved first.
PLAIN = tuple(name for name in COLUMNS if name not in ("kind", "parent_code"))
CODE = re.compile(r"[0-9A-Za-z_-]+")
#: Words which stand in addresses where a code would.
RESERVED = frozenset({"import", "new", "venues"})
_KINDS = {
    **{kind.value: kind for kind in Kind},
    **{kind.label: kind for kind in Kind},
    "行业站": Kind.TRADE,
    "企业站": Kind.TRADE,
    "代表联络站": Kind.STATION,
}


def kind_of(text: str) -> Kind | None:
    """The kind meant by `联络站`, `station`, `Station` …; None for any other word."""
    return _KINDS.get(text.strip().lower())


def texts(line: Line) -> dict[str, str]:
    """What a row says of a station beside kind and parent; an empty cell says nothing.

    The venue is told by its own column, else by the host venue's name where that is plain (T13).
    """
    said = {name: line[name] for name in PLAIN if line[name]}
    if venue := venue_of(line["venue"] or line["host_venue"]):
        said["venue"] = venue.value
    return said


def is_code(text: str) -> bool:
    """Whether `text` may stand in an address as a station's code."""
    return bool(CODE.fullmatch(text)) and text.lower() not in RESERVED


def faults_of_row(line: Line, columns: Mapping[str, Column]) -> Iterator[Fault]:
    """What can be said of a row by itself: missing and overlong texts."""
    for name, column in columns.items():
        text = line[name]
        if column.is_needed and not text:
            yield Fault(line.line_no, f"缺少{column.label}。")
        if len(text) > column.longest:
            yield Fault(line.line_no, f"{column.label}超过 {column.longest} 个字。")


def faults(lines: Sequence[Line], known: Mapping[str, Known]) -> list[Fault]:
    """Everything wrong with `lines`, given the stations on record by code; in the file's order (T10)."""
    found: list[Fault] = []
    for line in lines:
        found += faults_of_row(line, COLUMNS)
        found += _faults_of_code_and_kind(line)
    found += _doubles(lines)
    rows: dict[str, Line] = {}
    for line in lines:
        if line["code"]:
            rows.setdefault(line["code"], line)
    tree = {**known, **{code: _known(line, known.get(code)) for code, line in rows.items()}}
    for line in rows.values():
        found += _faults_in_tree(line, tree)
    found += _faults_below(rows, known, tree)
    found += _second_mains(rows, tree)
    return sorted(found, key=lambda fault: fault.line_no)


def parent_after(line: Line, before: Known | None) -> str:
    """The code of the parent a row asks for; a file without that column leaves it as it was."""
    if "parent_code" in line.values or before is None:
        return line["parent_code"]
    return before.parent


def _known(line: Line, before: Known | None) -> Known:
    return Known(
        kind=kind_of(line["kind"]) or "",
        parent=parent_after(line, before),
        name=line["name"],
        is_closed=before.is_closed if before else False,
        # What stands at the top decides; it may be a new row, or one whose division changes.
        network=network_of("", line["division_code"])
        or (before.network if before else network_of(line["code"])),
    )


def _faults_of_code_and_kind(line: Line) -> Iterator[Fault]:
    if line["code"] and not is_code(line["code"]):
        yield Fault(
            line.line_no, f"编码“{line['code']}”不可用，应由字母、数字、连字符和下划线组成。"
        )
    if line["kind"] and kind_of(line["kind"]) is None:
        names = "、".join(kind.label for kind in Kind)
        yield Fault(line.line_no, f"不认识的类型“{line['kind']}”，应为：{names}。")
    if line["venue"] and venue_of(line["venue"]) is None:
        names = "、".join(venue.label for venue in Venue)
        yield Fault(line.line_no, f"不认识的场所类型“{line['venue']}”，应为：{names}。")


def _doubles(lines: Sequence[Line]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for line in lines:
        code = line["code"]
        if code and first.setdefault(code, line.line_no) != line.line_no:
            yield Fault(line.line_no, f"编码“{code}”与第 {first[code]} 行重复。")


def _faults_in_tree(line: Line, tree: Mapping[str, Known]) -> Iterator[Fault]:
    """Orphans, cycles, and kinds which may not stand where the row puts them."""
    station = tree[line["code"]]
    if station.parent and station.parent not in tree:
        yield Fault(line.line_no, f"上级编码“{station.parent}”不存在，这一行没有上级站点。")
        return
    if round_trip := _cycle(line["code"], tree):
        yield Fault(line.line_no, f"上级关系成环：{' → '.join(round_trip)}。")
        return
    holder = tree[station.parent] if station.parent else None
    if holder is not None and holder.is_closed:
        yield Fault(line.line_no, f"上级站点“{holder.name}”已撤销。")
    elif reason := _why_not_there(station, holder):
        yield Fault(line.line_no, reason)


def _why_not_there(station: Known, holder: Known | None) -> str:
    if not station.kind or (holder is not None and not holder.kind):
        # The kind itself is unknown: that was said already.
        return ""
    return why_not(station.kind, holder.kind if holder else None)


def _cycle(code: str, tree: Mapping[str, Known]) -> list[str]:
    """The codes walked from `code` back to itself; empty when the walk ends elsewhere."""
    walked = [code]
    step = tree[code].parent
    while step in tree and step not in walked:
        walked.append(step)
        step = tree[step].parent
    return [*walked, code] if step == code else []


def _faults_below(
    rows: Mapping[str, Line], known: Mapping[str, Known], tree: Mapping[str, Known]
) -> Iterator[Fault]:
    """A row may not turn its station into a kind which cannot hold what already stands below it."""
    for code, child in known.items():
        line = rows.get(child.parent)
        if code in rows or line is None or not tree[child.parent].kind:
            continue
        if reason := why_not(child.kind, tree[child.parent].kind):
            yield Fault(line.line_no, f"其下已有“{child.name}”：{reason}")


def _second_mains(rows: Mapping[str, Line], tree: Mapping[str, Known]) -> Iterator[Fault]:
    """A network has one main station; several networks stand side by side (T10, F19)."""
    mains = [
        code
        for code, station in tree.items()
        if station.kind == Kind.MAIN and not station.is_closed
    ]
    standing = {tree[code].network: code for code in reversed(mains) if code not in rows}
    for code in (code for code in mains if code in rows):
        first = standing.setdefault(tree[code].network, code)
        if first != code:
            named = tree[first].name or first
            yield Fault(rows[code].line_no, f"总站只能有一个，已有“{named}”。")


def parents_first(lines: Sequence[Line]) -> list[Line]:
    """`lines` in an order in which every parent comes before its children; siblings keep theirs."""
    rows = {line["code"]: line for line in lines}
    placed: dict[str, Line] = {}

    for line in lines:
        branch = []
        step: Line | None = line
        while step is not None and step["code"] not in placed:
            branch.append(step)
            step = rows.get(step["parent_code"])
        for each in reversed(branch):
            placed[each["code"]] = each
    return list(placed.values())
