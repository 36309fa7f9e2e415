"""How a spreadsheet of grids becomes a plan: new grids, changed ones, deputies who come and go."""

from collections import defaultdict
from dataclasses import dataclass, field

from deputies import grid_sheet
from deputies.models import GridDuty, Mandate
from liaison import clock
from liaison.documents import excel
from liaison.documents.errors import Unreadable
from stations.documents import check_needed, header_of, lines_of
from stations.models import Grid, Station
from stations.sheet import Fault, Line

WANTED = {name: column.headings for name, column in grid_sheet.COLUMNS.items()}


@dataclass
class Row:
    """What one row does: the grid on record (None: a new one), its texts, its deputies."""

    line: Line
    station: int
    grid: Grid | None
    changes: dict = field(default_factory=dict)
    joins: list[int] = field(default_factory=list)
    leaves: list[int] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return self.grid is not None and bool(self.changes or self.joins or self.leaves)


@dataclass
class Plan:
    """What an import of grids would do; with a single fault it does nothing."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.faults

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if row.grid is None]

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.is_changed]

    @property
    def unchanged(self) -> list[Row]:
        return [row for row in self.rows if row.grid is not None and not row.is_changed]

    @property
    def joins(self) -> int:
        return sum(len(row.joins) for row in self.rows)

    @property
    def leaves(self) -> int:
        return sum(len(row.leaves) for row in self.rows)


def plan(rows: list) -> Plan:
    """What importing `rows` would do. Raises Unreadable for wrong headings.

    A filled cell of deputies is the whole list of that grid; an empty one leaves it as it is.
    """
    header = header_of(rows, grid_sheet.SUBJECT, WANTED)
    check_needed(header, grid_sheet.COLUMNS)
    lines = lines_of(rows, header)
    if not lines:
        raise Unreadable("表头下面没有任何网格。")
    made = Plan(faults=list(grid_sheet.faults(lines)))
    known = _Known(lines)
    for line in lines:
        found = list(known.faults(line))
        made.faults += found
        if not found:
            made.rows.append(known.row(line))
    made.faults.sort(key=lambda fault: fault.line_no)
    return made


def grids_workbook(grids) -> bytes:
    """网格 as a spreadsheet; `grids` carry `duties_now`."""
    columns = [("网格编码", 16), ("网格名称", 24), ("片区", 16), ("站点", 30), ("联系代表", 40)]
    rows = (
        [
            grid.code,
            grid.name,
            grid.area,
            grid.station.name,
            "、".join(duty.deputy.name for duty in grid.duties_now) or "没有代表联系",
        ]
        for grid in grids
    )
    return excel.workbook("网格", columns, rows)


class _Known:
    """What is on record about everything a file names: four statements."""

    def __init__(self, lines: list[Line]):
        codes = [line["code"] for line in lines]
        self.grids = {grid.code: grid for grid in Grid.objects.filter(code__in=codes)}
        named = {line["station_code"] for line in lines}
        self.stations = {each.code: each for each in Station.objects.filter(code__in=named)}
        self.duties = defaultdict(dict)
        for duty in GridDuty.objects.filter(grid__code__in=codes, to_on=None):
            self.duties[duty.grid_id][duty.deputy_id] = duty.pk
        self.holders = defaultdict(set)
        numbers = {number for line in lines for number in grid_sheet.certificates(line)}
        mandates = Mandate.objects.running(clock.today()).filter(certificate_no__in=numbers)
        for number, deputy in mandates.values_list("certificate_no", "deputy"):
            self.holders[number].add(deputy)

    def faults(self, line: Line):
        code = line["station_code"]
        station = self.stations.get(code)
        if code and station is None:
            yield Fault(line.line_no, f"站点编码“{code}”不存在。")
        if station is not None and station.closed_on is not None:
            yield Fault(line.line_no, f"站点“{station.name}”已撤销。")
        for number in grid_sheet.certificates(line):
            holders = len(self.holders[number])
            if holders == 0:
                yield Fault(line.line_no, f"没有在任代表持有证号“{number}”。")
            if holders > 1:
                yield Fault(line.line_no, f"证号“{number}”对应 {holders} 位在任代表，无法确定。")

    def row(self, line: Line) -> Row:
        grid = self.grids.get(line["code"])
        station = self.stations.get(line["station_code"])
        made = Row(line, station.pk if station else 0, grid)
        if grid is not None:
            said = {"name": line["name"], "station_id": made.station}
            said |= {"area": line["area"]} if line["area"] else {}
            made.changes = {n: value for n, value in said.items() if value != getattr(grid, n)}
        wanted = [next(iter(self.holders[n])) for n in grid_sheet.certificates(line)]
        if wanted:
            standing = self.duties[grid.pk] if grid else {}
            made.joins = [each for each in dict.fromkeys(wanted) if each not in standing]
            made.leaves = [pk for deputy, pk in standing.items() if deputy not in wanted]
        return made
