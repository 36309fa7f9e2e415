"""How a table of enterprises becomes a plan (J5)."""

from dataclasses import dataclass, field

from deputies import unified_code
from deputies.models import Enterprise
from liaison.documents.errors import Unreadable
from stations.documents import check_needed, header_of, lines_of
from stations.models import Station
from stations.sheet import Column, Fault, Line, faults_of_row

SUBJECT = "enterprises"
COLUMNS: dict[str, Column] = {
    "name": Column("企业名称", ("企业名称", "单位名称", "名称"), 80, is_needed=True),
    "unified_code": Column("统一社会信用代码", ("统一社会信用代码", "信用代码"), 18),
    "place": Column("所在地", ("所在地", "地址", "地点"), 100),
    "sector": Column("行业", ("行业", "所属行业"), 40),
    "station_code": Column(
        "站点编码", ("站点编码", "联络站代码", "所在站点编码"), 30, is_needed=True
    ),
}
WANTED = {name: column.headings for name, column in COLUMNS.items()}


@dataclass
class Row:
    """What one row does: a new enterprise, or changes to the one of that name."""

    line: Line
    said: dict
    enterprise: Enterprise | None = None
    changes: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.enterprise is None


@dataclass
class Plan:
    """What an import of enterprises would do; with a single fault it does nothing."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.faults

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.changes]


def plan(rows: list, *, reach: frozenset[int]) -> Plan:
    """What importing `rows` would do; `reach`: keys of the stations the seat answers for.

    An empty cell leaves what is on record. Raises Unreadable for wrong headings.
    """
    header = header_of(rows, SUBJECT, WANTED)
    check_needed(header, COLUMNS)
    lines = lines_of(rows, header)
    if not lines:
        raise Unreadable("表头下面没有任何企业。")
    names, codes = [line["name"] for line in lines], [line["station_code"] for line in lines]
    known = {each.name: each for each in Enterprise.objects.filter(name__in=names)}
    holders = dict(
        Enterprise.objects.exclude(unified_code="").order_by().values_list("unified_code", "name")
    )
    stations = {each.code: each for each in Station.objects.filter(code__in=codes)}
    made = Plan()
    first: dict[str, int] = {}
    for line in lines:
        found = [
            *faults_of_row(line, COLUMNS),
            *_faults(line, stations, reach, holders, first),
        ]
        made.faults += found
        if not found:
            made.rows.append(_row(line, stations, known.get(line["name"])))
    return made


def _faults(line: Line, stations: dict, reach, holders: dict, first: dict):
    name, code = line["name"], line["unified_code"].upper()
    for word, label in ((name, "企业名称"), (code, "统一社会信用代码")):
        if word and first.setdefault(f"{label}{word}", line.line_no) != line.line_no:
            yield Fault(line.line_no, f"{label}“{word}”与第 {first[label + word]} 行重复。")
    if code and not unified_code.is_right(code):
        yield Fault(line.line_no, f"统一社会信用代码“{code}”不正确。")
    if code and holders.get(code, name) != name:
        yield Fault(line.line_no, f"统一社会信用代码“{code}”已属于“{holders[code]}”。")
    station = stations.get(line["station_code"])
    if line["station_code"] and station is None:
        yield Fault(line.line_no, f"站点编码“{line['station_code']}”不存在。")
    elif station is not None and (station.pk not in reach or station.closed_on is not None):
        yield Fault(line.line_no, f"“{station.name}”已撤销，或不在您的管理范围内。")


def _row(line: Line, stations: dict, enterprise: Enterprise | None) -> Row:
    said: dict = {n: line[n] for n in ("name", "place", "sector") if line[n]}
    if line["unified_code"]:
        said["unified_code"] = line["unified_code"].upper()
    said["station"] = stations[line["station_code"]]
    changes = [n for n, value in said.items() if enterprise and getattr(enterprise, n) != value]
    return Row(line, said, enterprise, changes)
