"""How a class's roster in a spreadsheet becomes a plan: who it names, who came, for how many hours."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from deputies.models import Deputy, Mandate, TrainingClass
from liaison import clock
from liaison.documents import excel
from liaison.documents.errors import Unreadable
from stations.documents import check_needed, header_of, lines_of
from stations.sheet import Column, Fault, Line

SUBJECT = "training"
COLUMNS: dict[str, Column] = {
    "name": Column("姓名", ("姓名", "代表姓名"), 50, is_needed=True),
    "certificate_no": Column("代表证号", ("代表证号", "证号"), 30),
    "present": Column("签到", ("签到", "是否签到", "到课", "出勤"), 10, is_needed=True),
    "hours": Column("学时", ("学时", "课时"), 10),
}
WANTED = {name: column.headings for name, column in COLUMNS.items()}
YES = frozenset({"是", "到", "已到", "已签到", "签到", "出勤", "√", "1"})
NO = frozenset({"", "否", "未到", "未签到", "缺席", "请假", "×", "0"})
#: Half an hour is the least that is counted.
STEP = Decimal("0.5")


@dataclass(frozen=True)
class Row:
    """One line of the roster, recognised."""

    line_no: int
    deputy_pk: int
    name: str
    is_present: bool
    hours: Decimal


@dataclass
class Plan:
    """What importing a roster would do; with one fault it does nothing."""

    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.faults


class _Wrong(Exception):
    """A line that cannot be taken, with the reason in Chinese."""


def plan(rows: list, training: TrainingClass, seat) -> Plan:
    """What importing `rows` into `training` would do, as `seat` sees the register.

    Raises Unreadable for wrong headings. Four statements whatever the number of rows.
    """
    header = header_of(rows, SUBJECT, WANTED)
    check_needed(header, COLUMNS)
    lines = lines_of(rows, header)
    if not lines:
        raise Unreadable("表头下面没有任何代表。")
    register, made = _Register(seat), Plan()
    known = {each.deputy_id: each for each in training.enrolments.all()}
    seen: dict[int, int] = {}
    for line in lines:
        try:
            row = _row(line, register.who(line), training)
            if seen.setdefault(row.deputy_pk, line.line_no) != line.line_no:
                raise _Wrong(f"{row.name}与第 {seen[row.deputy_pk]} 行重复。")
        except _Wrong as wrong:
            made.faults.append(Fault(line.line_no, str(wrong)))
        else:
            _place(row, known.get(row.deputy_pk), made)
    return made


def _place(row: Row, record, made: Plan) -> None:
    if record is None:
        made.new.append(row)
    elif (record.is_present, record.hours) == (row.is_present, row.hours):
        made.unchanged.append(row)
    else:
        made.changed.append(row)


def _row(line: Line, deputy: Deputy, training: TrainingClass) -> Row:
    word = line["present"]
    if word not in YES | NO:
        raise _Wrong(f"看不懂签到“{word}”，应写“是”或“否”。")
    is_present = word in YES
    hours = _hours(line["hours"], training) if is_present else Decimal(0)
    return Row(line.line_no, deputy.pk, deputy.name, is_present, hours)


def _hours(text: str, training: TrainingClass) -> Decimal:
    """The hours written, or those of the whole class when the cell is empty."""
    if not text:
        return training.hours
    try:
        hours = Decimal(text)
    except InvalidOperation:
        raise _Wrong(f"学时“{text}”不是数字。") from None
    if not hours.is_finite() or hours <= 0 or hours % STEP:
        raise _Wrong(f"学时“{text}”应大于 0，最小单位为 0.5。")
    if hours > training.hours:
        raise _Wrong(f"学时 {text} 超过本班的 {training.hours} 学时。")
    return hours


class _Register:
    """The deputies a seat sees, by certificate and by name."""

    def __init__(self, seat):
        today = clock.today()
        found = Deputy.objects.visible_to(seat).in_office(today).public().order_by("pk")
        self._people = {each.pk: each for each in found}
        self._by_name = defaultdict(list)
        for each in self._people.values():
            self._by_name[each.name].append(each)
        self._by_number = defaultdict(set)
        for mandate in Mandate.objects.running(today).order_by("pk"):
            if mandate.deputy_id in self._people:
                self._by_number[mandate.certificate_no].add(mandate.deputy_id)

    def who(self, line: Line) -> Deputy:
        """The one deputy a line means: by name, and by certificate where several bear it."""
        name, number = "".join(line["name"].split()), line["certificate_no"]
        if not name:
            raise _Wrong("没有写姓名。")
        found = self._by_name.get(name, [])
        if number:
            found = [each for each in found if each.pk in self._by_number.get(number, ())]
        if not found:
            told = f"{name}（证号 {number}）" if number else name
            raise _Wrong(f"您管理范围内没有在任代表“{told}”。")
        if len(found) > 1:
            raise _Wrong(f"有 {len(found)} 位代表叫“{name}”，请写明代表证号。")
        return found[0]


def hours_workbook(rows, year: int) -> bytes:
    """代表学时 of a year as a spreadsheet; `rows` as `indicators.hours_by_deputy`."""
    columns = [("姓名", 12), ("编入站点", 30), ("参训班次", 10), (f"{year}年学时", 12)]
    cells = ([row.name, row.stations, row.classes, float(row.hours)] for row in rows)
    return excel.workbook("代表学时", columns, cells)
