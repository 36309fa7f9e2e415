"""Whether the rows of a roster may stand beside each other and beside what is on record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from deputies import sheet
from deputies.models import CongressTerm, Level, Mandate
from deputies.succession.congresses import area_of_mandate
from deputies.succession.fit import Held, faults_of_holding
from stations.sheet import Fault, Line


@dataclass(frozen=True)
class Switching:
    """A roster is the new term of one congress: which, from which day, and which mandates end then."""

    level: str
    area: str
    number: str
    begins_on: date
    ending: frozenset[int]

    @property
    def label(self) -> str:
        return f"{Level(self.level).label}{self.number}"


def faults_of_switch(lines: Sequence[Line], switching: Switching) -> Iterator[Fault]:
    """Rows that are none of the new term's, elected after it begins, or already over."""
    for line in lines:
        level, elected = sheet.level_of(line["level"]), sheet.day(line["from_on"])
        if level and (level != switching.level or line["term"] != switching.number):
            reason = f"本行是{line['level']}{line['term']}，本次换届是{switching.label}。"
            yield Fault(line.line_no, reason)
        if elected and elected > switching.begins_on:
            reason = f"当选日期 {elected} 晚于新一届第一次会议 {switching.begins_on}。"
            yield Fault(line.line_no, reason)
        if line["to_on"]:
            yield Fault(line.line_no, "新一届名册不应有终止日期。")


def faults(
    made: Any,
    mandates: Mapping[tuple, Mandate],
    places: Mapping[str, tuple[int, str]],
    switching: Switching | None,
) -> Iterator[Fault]:
    """Overlapping mandates of one level, deputies of two unrelated areas, by line of the file."""
    ending = switching.ending if switching else frozenset()
    areas = dict(CongressTerm.objects.values_list("pk", "congress__division_code"))
    named = {row.mandate_pk for row in made.rows}
    held: dict[object, list[Held]] = defaultdict(list)
    people = {row.about.person.pk: row.about.person for row in made.rows if row.about.person.pk}
    for one in mandates.values():
        if one.deputy_id in people and one.pk not in ending and one.pk not in named:
            held[people[one.deputy_id]].append(_on_record(one, areas))
    for row in made.rows:
        known = mandates.get(sheet.mandate_key(row.line))
        if known and switching:
            reason = f"代表证号“{row.line['certificate_no']}”在{switching.label}名册中已经使用。"
            yield Fault(row.line.line_no, reason)
        held[row.about.person].append(
            _on_record(known, areas) if known else _in_file(row.line, places, switching)
        )
    for spans in held.values():
        for line_no, reason in faults_of_holding(spans):
            yield Fault(line_no, reason)


def _on_record(one: Mandate, areas: Mapping[int, str]) -> Held:
    area = areas.get(one.congress_term_id or 0)
    label = f"{one.get_level_display()}{one.term}"
    return Held(one.level, area, one.from_on, one.to_on, label)


def _in_file(
    line: Line, places: Mapping[str, tuple[int, str]], switching: Switching | None
) -> Held:
    level = sheet.level_of(line["level"]) or ""
    begun = sheet.day(line["from_on"]) or date.max
    if switching is not None:
        area: str | None = switching.area
        begun = switching.begins_on
    else:
        code = places.get(line["station_code"], (0, ""))[1]
        area = area_of_mandate(level, line["certificate_no"], code)
    label = f"{line['level']}{line['term']}"
    return Held(level, area, begun, sheet.day(line["to_on"]), label, line.line_no)
