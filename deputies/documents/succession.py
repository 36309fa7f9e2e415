"""What a switch of term would do: who stays, leaves, comes, and what follows for each (换届预演)."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from deputies.actions import departures
from deputies.actions.departures import Outlook
from deputies.documents import register
from deputies.documents.holding import Switching
from deputies.models import Deputy, Mandate, Membership, Switch
from liaison.accounts.models import Seat
from liaison.documents import excel
from stations.sheet import Fault

ONE_DAY = timedelta(days=1)


@dataclass
class Rehearsal:
    """A switch played through without writing anything."""

    switch: Switch
    plan: register.Plan
    old: list[Mandate] = field(default_factory=list)
    staying: list[register.Row] = field(default_factory=list)
    coming: list[register.Row] = field(default_factory=list)
    leaving: list[int] = field(default_factory=list)
    out: set[int] = field(default_factory=set)
    outlook: Outlook = Outlook()
    unassigned: list[register.Row] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return self.plan.is_sound

    @property
    def figures(self) -> dict[str, int]:
        """Everything the preview says in numbers; kept with the switch once confirmed."""
        people = self.plan.people
        return {
            "staying": len(self.staying),
            "coming": len(self.coming),
            "leaving": len(self.leaving),
            "out": len(self.out),
            "new_people": sum(each.is_new for each in people),
            "changed_people": sum(bool(each.changes) for each in people),
            "memberships_ended": self.outlook.memberships,
            "memberships_begun": sum(len(each.joins) for each in people),
            "memberships_moved": sum(each.leaves is not None for each in people),
            "grid_duties": self.outlook.grid_duties,
            "invitations": self.outlook.invitations,
            "seats": self.outlook.seats,
            "codes": len(self.out),
            "unassigned": len(self.unassigned),
        }

    @property
    def digest(self) -> str:
        """What was seen: confirmed is only what the page showed."""
        seen = (
            sorted(each.pk for each in self.old),
            sorted(self.leaving),
            sorted(self.out),
            [(row.line.line_no, row.about.person.token) for row in self.plan.rows],
            self.figures,
        )
        return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:32]


def rehearse(switch: Switch, *, by: Seat | None) -> Rehearsal:
    """Play `switch` through on the register as it is; about a dozen statements, none of which writes.

    Raises Unreadable when its roster cannot be read.
    """
    old = list(ending_mandates(switch))
    switching = Switching(
        level=switch.congress.level,
        area=switch.congress.division_code,
        number=switch.number,
        begins_on=switch.begins_on,
        ending=frozenset(each.pk for each in old),
    )
    answers = {int(line): who for line, who in switch.answers.items()}
    plan = register.plan(json.loads(switch.roster), answers, by=by, switching=switching)
    plan.faults += _faults_of_old(old, switch)
    made = Rehearsal(switch, plan, old=old)
    if plan.is_sound:
        _sort(made)
        _place(made)
    return made


def ending_mandates(switch: Switch):
    """The congress's mandates that would end the day before the new term begins."""
    own = Mandate.objects.filter(congress_term__congress=switch.congress_id)
    return own.not_over(switch.begins_on).order_by("pk")


def _faults_of_old(old: Iterable[Mandate], switch: Switch) -> list[Fault]:
    """The new term may not begin before the old one did."""
    early = [each for each in old if each.from_on >= switch.begins_on]
    if not early:
        return []
    first = max(each.from_on for each in early)
    reason = f"本届代表自 {first} 起任职，新一届第一次会议 {switch.begins_on} 不能早于或等于它。"
    return [Fault(0, reason)]


def _sort(made: Rehearsal) -> None:
    before = {each.deputy_id for each in made.old}
    for row in made.plan.rows:
        (made.staying if row.about.person.pk in before else made.coming).append(row)
    after = {row.about.person.pk for row in made.plan.rows}
    made.leaving = sorted(before - after)
    ending = [each.pk for each in made.old]
    on = made.switch.begins_on
    made.out = departures.without_mandate(made.leaving, on, ending=ending)
    made.outlook = departures.outlook(made.out, on)


def _place(made: Rehearsal) -> None:
    """Newcomers without a station in the file go where their electorate's deputies were assigned."""
    homes = _stations_of_electorates(made.old)
    for row in made.plan.rows:
        about = row.about
        if about.stations or about.has_primary:
            continue
        station = homes.get(row.line["electorate"])
        if station is None:
            made.unassigned.append(row)
        else:
            about.stations, about.joins = [station], [station]


def _stations_of_electorates(old: Iterable[Mandate]) -> dict[str, int]:
    """electorate → the station most of its deputies belong to; None of them, no entry."""
    electorate = {each.deputy_id: each.electorate for each in old}
    members = Membership.objects.filter(
        deputy__in=list(electorate), to_on=None, is_primary=True, station__closed_on=None
    )
    counted: dict[str, Counter[int]] = {}
    for deputy, station in members.order_by("pk").values_list("deputy_id", "station_id"):
        counted.setdefault(electorate[deputy], Counter())[station] += 1
    return {name: most.most_common(1)[0][0] for name, most in counted.items()}


def workbook(made: Rehearsal) -> bytes:
    """换届名单对照: everybody with what happens to him. No telephone numbers."""
    columns = [("姓名", 12), ("结果", 10), ("代表证号", 18), ("选区/选举单位", 28), ("说明", 36)]
    return excel.workbook(f"{made.switch.congress.name}换届", columns, _workbook_rows(made))


def _workbook_rows(made: Rehearsal):
    unassigned = {id(row) for row in made.unassigned}
    for label, rows in (("连任", made.staying), ("新任", made.coming)):
        for row in rows:
            note = "待编组进站" if id(row) in unassigned else ""
            line = row.line
            yield [line["name"], label, line["certificate_no"], line["electorate"], note]
    names = dict(Deputy.objects.filter(pk__in=made.leaving).values_list("pk", "name"))
    gone = set(made.leaving)
    for each in made.old:
        if each.deputy_id in gone:
            note = "不再担任任何层级代表" if each.deputy_id in made.out else "仍任其他层级代表"
            yield [names[each.deputy_id], "卸任", each.certificate_no, each.electorate, note]
