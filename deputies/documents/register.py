"""How a roster becomes a plan, and the unassigned a spreadsheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from deputies import recognition, sheet
from deputies.actions.register import PHONE_INDEX
from deputies.documents import holding
from deputies.documents.holding import Switching
from deputies.models import Deputy, Mandate, Membership
from liaison import clock
from liaison.accounts.models import Seat
from liaison.documents import excel
from liaison.documents.errors import Unreadable
from liaison.privacy.index import blind
from stations.documents import check_needed, header_of, lines_of
from stations.models import Station, ids_below
from stations.sheet import Fault, Line

WANTED = {name: column.headings for name, column in sheet.COLUMNS.items()}


def index(phone: str) -> str:
    """The blind index by which a deputy's telephone number is found again."""
    return blind(phone, PHONE_INDEX)


@dataclass
class PersonPlan:
    """What a file does to one person: texts on record, stations joined, the primary one left.

    Several rows may speak of one person (two levels, two mandates): what later rows say wins, the
    first station named is the primary one.
    """

    person: recognition.Person
    wanted: dict[str, str] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)
    stations: list[int] = field(default_factory=list)
    joined_on: date | None = None
    joins: list[int] = field(default_factory=list)
    leaves: int | None = None
    is_new: bool = False
    has_primary: bool = False

    @property
    def is_changed(self) -> bool:
        return not self.is_new and bool(self.changes or self.joins or self.leaves)

    def hear(self, line: Line, station: int | None) -> None:
        """Take in one more row about this person; an empty cell says nothing."""
        self.wanted |= {name: line[name] for name in sheet.OF_PERSON if line[name]}
        if station is not None and station not in self.stations:
            self.stations.append(station)
        begun = sheet.day(line["from_on"])
        self.joined_on = min(filter(None, (self.joined_on, begun)), default=None)


@dataclass
class Row:
    """What one recognised row does: a new mandate, or changes to the one on record."""

    line: Line
    about: PersonPlan
    is_first: bool
    mandate_pk: int | None = None
    holder_pk: int | None = None
    mandate_changes: dict = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.mandate_pk is None

    @property
    def is_changed(self) -> bool:
        changed = self.mandate_changes or (self.is_first and self.about.is_changed)
        return not self.is_new and bool(changed)


@dataclass
class Plan:
    """What an import of a roster would do; with a fault or an open doubt it does nothing."""

    rows: list[Row] = field(default_factory=list)
    people: list[PersonPlan] = field(default_factory=list)
    doubts: list[recognition.Doubt] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.faults and not self.doubts

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.is_changed]

    @property
    def unchanged(self) -> list[Row]:
        return [row for row in self.rows if not row.is_new and not row.is_changed]

    @property
    def touched(self) -> list[Row]:
        """Changed rows first, then new ones: the preview lists what matters before what is many."""
        return [*self.changed, *self.new]

    @property
    def new_people(self) -> int:
        return sum(each.is_new for each in self.people)


def plan(
    rows: list,
    answers: Mapping[int, str] | None = None,
    *,
    by: Seat | None = None,
    switching: Switching | None = None,
) -> Plan:
    """What importing `rows` would do to the register as it is.

    `answers`: line number → who it is, for rows in doubt. `by`: the seat that imports (None: the
    system); what it does not answer for is a fault. `switching`: the rows are the new term of one
    congress. Raises Unreadable for wrong headings.
    """
    header = header_of(rows, sheet.SUBJECT, WANTED)
    check_needed(header, sheet.COLUMNS)
    lines = [sheet.clean(line) for line in lines_of(rows, header)]
    if not lines:
        raise Unreadable("表头下面没有任何代表。")
    open_ones = Station.objects.filter(closed_on=None)
    places = {row[0]: row[1:] for row in open_ones.values_list("code", "pk", "division_code")}
    stations = {code: place[0] for code, place in places.items()}
    made = Plan(faults=sheet.faults(lines, stations))
    if switching is not None:
        made.faults += holding.faults_of_switch(lines, switching)
    if made.faults:
        return made
    record = _Record(clock.today())
    known, made.doubts, made.faults = recognition.recognise_all(
        lines, record.register, answers=answers or {}, index=index
    )
    if made.is_sound:
        made.rows = [record.row(each, stations) for each in known]
        made.people = list(record.plans.values())
        for each in made.people:
            record.settle(each)
        made.faults = list(holding.faults(made, record.mandates, places, switching))
        if by is not None:
            made.faults += list(_out_of_reach(made, record.members, frozenset(ids_below(by))))
    return made


def _out_of_reach(
    made: Plan, members: Mapping[int, Mapping[int, Membership]], reach: frozenset[int]
) -> Iterator[Fault]:
    """Stations the seat does not answer for, and people who belong only to such."""
    for row in made.rows:
        if not reach.issuperset(row.about.stations):
            code = row.line["station_code"]
            yield Fault(row.line.line_no, f"联络站“{code}”不在您的管理范围内。")
        for pk in filter(None, {row.about.person.pk, row.holder_pk}):
            if members.get(pk) and reach.isdisjoint(members[pk]):
                reason = f"“{row.line['name']}”编在其他地方的站点，不在您的管理范围内。"
                yield Fault(row.line.line_no, reason)
                break


class _Record:
    """The register as it stands, read in three statements, telephones left sealed."""

    def __init__(self, today: date):
        self.deputies = {each.pk: each for each in Deputy.objects.public().order_by("pk")}
        self.people = {
            each.pk: recognition.Person(each.name, each.birth_month, each.phone_index, pk=each.pk)
            for each in self.deputies.values()
        }
        self.mandates = {}
        holders = {}
        for mandate in Mandate.objects.order_by("pk"):
            person = self.people[mandate.deputy_id]
            person.electorates.add(mandate.electorate)
            key = (mandate.level, mandate.term, mandate.certificate_no)
            self.mandates[key], holders[key] = mandate, person
        self.members: dict[int, dict[int, Membership]] = {}
        for member in Membership.objects.running(today).order_by("-is_primary", "pk"):
            self.members.setdefault(member.deputy_id, {})[member.station_id] = member
        self.register = recognition.Register(self.people.values(), holders)
        self.plans: dict[recognition.Person, PersonPlan] = {}

    def row(self, known: recognition.Recognised, stations: Mapping[str, int]) -> Row:
        """The plan of one row; what it says of the person is gathered in `plans`."""
        line, person = known.line, known.person
        is_first = person not in self.plans
        about = self.plans.setdefault(person, PersonPlan(person, is_new=person.pk is None))
        about.hear(line, stations.get(line["station_code"]))
        made = Row(line, about, is_first)
        mandate = self.mandates.get(sheet.mandate_key(line))
        if mandate is not None:
            made.mandate_pk, made.holder_pk = mandate.pk, mandate.deputy_id
            made.mandate_changes = _mandate_changes(line, mandate, person)
        return made

    def settle(self, about: PersonPlan) -> None:
        """Compare what all rows say of a person with the record."""
        members = self.members.get(about.person.pk or 0, {})
        about.joins = [station for station in about.stations if station not in members]
        primary = next((each for each in members.values() if each.is_primary), None)
        about.has_primary = primary is not None
        if about.stations and primary is not None and primary.station_id not in about.stations:
            about.leaves = primary.pk
        if about.person.pk is not None:
            about.changes = _person_changes(about.wanted, self.deputies[about.person.pk])


def _person_changes(wanted: Mapping[str, str], deputy: Deputy) -> dict[str, str]:
    changes = {
        name: value
        for name, value in wanted.items()
        if name != "phone" and value != getattr(deputy, name)
    }
    if "phone" in wanted and index(wanted["phone"]) != deputy.phone_index:
        changes["phone"] = wanted["phone"]
    return changes


def _mandate_changes(line: Line, mandate: Mandate, person: recognition.Person) -> dict:
    asked = {"electorate": line["electorate"]}
    if mandate.elected_on in (None, mandate.from_on):
        # A day of election that is not the first day in office is corrected on the mandate's page.
        asked["from_on"] = sheet.day(line["from_on"])
    asked |= {name: line[name] for name in ("delegation", "group") if line[name]}
    changes: dict = {
        name: value for name, value in asked.items() if value != getattr(mandate, name)
    }
    if person.pk != mandate.deputy_id:
        changes["deputy"] = person
    return changes


def unassigned_workbook(deputies) -> bytes:
    """未编组代表名单 as a spreadsheet; `deputies` as `with_posts`. No telephone numbers."""
    columns = [
        ("姓名", 12),
        ("代表层级", 24),
        ("选区/选举单位", 30),
        ("代表团", 20),
        ("工作单位及职务", 40),
    ]
    return excel.workbook("未编组代表", columns, (_unassigned_row(each) for each in deputies))


def _unassigned_row(deputy: Deputy) -> list[str]:
    mandates = deputy.running_mandates
    return [
        deputy.name,
        "、".join(f"{each.get_level_display()}{each.term}" for each in mandates),
        "、".join(each.electorate for each in mandates),
        "、".join(each.delegation for each in mandates if each.delegation),
        deputy.post,
    ]
