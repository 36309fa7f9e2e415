"""Which person on record each row of a roster speaks of, and when a person must be asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deputies.sheet import mandate_key
from deputies.succession.fit import spelled
from stations.sheet import Fault, Line

#: The answer “somebody not on record”.
NEW = "new"


@dataclass(eq=False)
class Person:
    """A deputy as far as recognising asks: on record (`pk`) or first met in this file (`line_no`)."""

    name: str
    birth_month: str
    phone_index: str
    pk: int | None = None
    line_no: int = 0
    electorates: set[str] = field(default_factory=set)

    @property
    def name_form(self) -> str:
        """The name in one spelling (全角、空格、间隔号): rows of a roster come so already."""
        return spelled(self.name)

    @property
    def token(self) -> str:
        """How an answer names this person: `pk:12`, or `line:7` for one met in the file."""
        return f"pk:{self.pk}" if self.pk else f"line:{self.line_no}"

    def fits(self, name: str, birth_month: str, phone_index: str) -> bool:
        """Whether nothing known speaks against being the same person."""
        if self.name_form != name:
            return False
        if self.birth_month and birth_month and self.birth_month != birth_month:
            return False
        return not (self.phone_index and phone_index and self.phone_index != phone_index)


@dataclass(frozen=True)
class Doubt:
    """A row of which a person must say who it is (需要确认)."""

    line: Line
    reason: str
    candidates: tuple[Person, ...]


class Register:
    """Everybody on record, and everybody met so far in the file."""

    def __init__(self, people: Iterable[Person], holders: Mapping[tuple, Person]):
        self.holders = dict(holders)
        self._by_name: dict[str, list[Person]] = {}
        self._by_phone: dict[str, list[Person]] = {}
        self._by_token: dict[str, Person] = {}
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        """Know `person` from now on."""
        self._by_name.setdefault(person.name_form, []).append(person)
        if person.phone_index:
            self._by_phone.setdefault(person.phone_index, []).append(person)
        self._by_token[person.token] = person

    def named(self, token: str) -> Person | None:
        """The person an answer names; None when there is no such one."""
        return self._by_token.get(token)

    def recognise(self, line: Line, phone_index: str) -> Person | Doubt | None:
        """Who `line` speaks of; None: nobody known; a Doubt when only a person can say.

        The holder of the same certificate, else the owner of the telephone, else the one of the
        same name, month of birth and electorate. Whoever merely could be the same is asked about.
        """
        holder = self.holders.get(mandate_key(line))
        owners = self._by_phone.get(phone_index, []) if phone_index else []
        if holder is not None:
            return self._holder(line, holder, owners)
        if owners:
            return self._owner(line, owners)
        return self._namesake(line, phone_index)

    def _holder(self, line: Line, holder: Person, owners: list[Person]):
        if owners and holder not in owners:
            reason = "代表证号属于一位代表，手机号却属于另一位。"
            return Doubt(line, reason, (holder, *owners))
        if holder.name_form != line["name"] and holder not in owners:
            return Doubt(line, f"该代表证号登记的是“{holder.name}”，姓名不同。", (holder,))
        return holder

    def _owner(self, line: Line, owners: list[Person]):
        same = [person for person in owners if person.name_form == line["name"]]
        if len(same) == 1:
            return same[0]
        names = "、".join(sorted({person.name for person in owners}))
        return Doubt(line, f"该手机号登记在“{names}”名下。", tuple(same or owners))

    def _namesake(self, line: Line, phone_index: str):
        born, electorate = line["birth_month"], line["electorate"]
        alike = self._by_name.get(line["name"], [])
        certain = [
            person
            for person in alike
            if born and person.birth_month == born and electorate in person.electorates
        ]
        if len(certain) == 1:
            return certain[0]
        possible = certain or [p for p in alike if p.fits(line["name"], born, phone_index)]
        if not possible:
            return None
        return Doubt(line, _reason(possible, born, line["name"]), tuple(possible))


def _reason(possible: Sequence[Person], born: str, name: str) -> str:
    if possible[0].name != name:
        return f"名册中有“{possible[0].name}”，与“{name}”只是写法不同，可能是同一人。"
    if len(possible) > 1:
        return f"有 {len(possible)} 位代表可能是同一人。"
    if born and possible[0].birth_month == born:
        return "同名且出生年月相同，但选区/选举单位不同，又没有手机号可以核对。"
    return "有同名代表，但出生年月或手机号不全，无法核对。"


@dataclass(frozen=True)
class Recognised:
    """A row and the person it speaks of; `is_new`: the first row of someone not on record."""

    line: Line
    person: Person
    is_new: bool


def recognise_all(
    lines: Sequence[Line],
    register: Register,
    *,
    answers: Mapping[int, str],
    index: Callable[[str], str],
) -> tuple[list[Recognised], list[Doubt], list[Fault]]:
    """Go through the rows in order: rows recognised, rows in doubt, and wrong answers.

    `answers` says for a line in doubt who it is: a `Person.token`, or NEW for somebody else.
    `index` is the blind index of a telephone number.
    """
    known: list[Recognised] = []
    doubts: list[Doubt] = []
    wrong: list[Fault] = []
    for line in lines:
        phone_index = index(line["phone"])
        found = register.recognise(line, phone_index)
        if isinstance(found, Doubt):
            found = _answered(found, answers.get(line.line_no, ""), register, wrong)
        if isinstance(found, Doubt):
            doubts.append(found)
            continue
        person = found or Person(
            line["name"], line["birth_month"], phone_index, line_no=line.line_no
        )
        if found is None:
            register.add(person)
        person.electorates.add(line["electorate"])
        known.append(Recognised(line, person, is_new=found is None))
    return known, doubts, wrong


def _answered(doubt: Doubt, answer: str, register: Register, wrong: list[Fault]):
    """The person an answer names, None for somebody new, the doubt itself without an answer."""
    if answer == NEW:
        if mandate_key(doubt.line) in register.holders:
            reason = "同一层级、届次的代表证号已属于另一位代表，不能作为新代表导入。"
            wrong.append(Fault(doubt.line.line_no, reason))
            return doubt
        return None
    if not answer:
        return doubt
    person = register.named(answer)
    if person is None:
        wrong.append(Fault(doubt.line.line_no, f"没有“{answer}”这位代表。"))
        return doubt
    return person
