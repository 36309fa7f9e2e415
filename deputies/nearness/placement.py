"""就地就近: the primary station each unassigned deputy is proposed for, and why (T11)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from deputies.nearness.places import STEP, Atlas, Found, Place


class Certainty(StrEnum):
    """How sure a proposal is (把握)."""

    SURE = "sure"
    LIKELY = "likely"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text that may name a place: what it is called on the page, its words, what it weighs.

    is_spare: heard only when no text before it named a place (a group's name repeats its electorate).
    """

    label: str
    text: str
    weight: int
    is_spare: bool = False


#: Who is elected by a place serves it; then where he lives, then where he works.
ELECTORATE, RESIDENCE, WORKPLACE = 5, 3, 2
#: How much of its weight a text gives to a station of the place it names, named only as a whole; and
#: to one in the same county.
_WITHIN_AREA, _SAME_COUNTY = 0.6, 0.2


@dataclass(frozen=True, slots=True)
class Person:
    """An unassigned deputy: the texts that tell where he belongs, and stations refused before."""

    pk: int
    key: str
    evidence: tuple[Evidence, ...] = ()
    refused: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One deputy, one station, how sure, and the reasons a person reads."""

    person: int
    station: int
    certainty: Certainty
    reasons: tuple[str, ...]


def propose(people: Iterable[Person], places: Sequence[Place]) -> list[Proposal]:
    """A station for each of `people`, the same for the same input in whatever order it comes.

    Whom the texts place for certain is placed first; the others are then spread over the stations
    that suit them equally, the emptiest first. Nobody is proposed where no station is left for him.
    """
    atlas = Atlas(places)
    offered = sorted((each for each in places if each.takes), key=lambda each: each.path)
    loads = {each.pk: each.load for each in offered}
    suits = _Suitability(offered)
    judged = [_judge(each, atlas, suits) for each in sorted(people, key=lambda p: (p.key, p.pk))]
    order = list(Certainty)
    judged.sort(key=lambda each: order.index(each.certainty))
    return [each.settle(loads) for each in judged if each.suited]


@dataclass(slots=True)
class _Judged:
    """What the texts of one person say: the stations they suit best, equally."""

    person: Person
    found: list[tuple[Evidence, Found]]
    suited: list[Place]
    certainty: Certainty

    def settle(self, loads: dict[int, int]) -> Proposal:
        """The emptiest of the suited stations, which now has one deputy more."""
        chosen = min(self.suited, key=lambda each: (loads[each.pk], each.path))
        reasons = [_told(evidence, found, chosen) for evidence, found in self.found]
        if len(self.suited) > 1:
            among = f"{len(self.suited)} 个同样合适的站点中"
            reasons.append(f"{among}该站现有 {loads[chosen.pk]} 名代表，为最少")
        if not self.found:
            reasons.insert(0, "选区、居住地和工作单位都看不出在哪里，只按人数安排")
        loads[chosen.pk] += 1
        return Proposal(self.person.pk, chosen.pk, self.certainty, tuple(filter(None, reasons)))


def _judge(person: Person, atlas: Atlas, suits: "_Suitability") -> _Judged:
    told: list[tuple[Evidence, Found]] = []
    for evidence in person.evidence:
        found = atlas.named_in(evidence.text)
        if found and not (told and evidence.is_spare):
            told.append((evidence, found))
    weighed = [(evidence.weight, suits.of(found)) for evidence, found in told]
    scores = {
        each.pk: sum(weight * scale[each.pk] for weight, scale in weighed)
        for each in suits.offered
        if each.pk not in person.refused
    }
    best = max(scores.values(), default=0)
    suited = [each for each in suits.offered if scores.get(each.pk, -1) == best]
    return _Judged(person, told, suited, _certainty(told, suited))


class _Suitability:
    """How well each offered station suits what a text names, worked out once a name."""

    def __init__(self, offered: list[Place]):
        self.offered = offered
        self._known: dict[tuple[Place, ...], dict[int, float]] = {}

    def of(self, found: Found) -> dict[int, float]:
        if found.places not in self._known:
            self._known[found.places] = {each.pk: _suits(found, each) for each in self.offered}
        return self._known[found.places]


def _suits(found: Found, place: Place) -> float:
    if found.has(place):
        # A word that two places bear is half a proof of each.
        return 1.0 if len(found.places) == 1 else 0.8
    if found.spans(place):
        return _WITHIN_AREA
    county = place.path[: 2 * STEP]
    return _SAME_COUNTY if any(each.path.startswith(county) for each in found.places) else 0.0


def _certainty(told: list[tuple[Evidence, Found]], suited: list[Place]) -> Certainty:
    if not told:
        return Certainty.OPEN
    if len(suited) != 1:
        return Certainty.LIKELY
    place = suited[0]
    is_named = any(found.has(place) for _, found in told)
    is_denied = any(not found.has(place) and not found.spans(place) for _, found in told)
    return Certainty.SURE if is_named and not is_denied else Certainty.LIKELY


def _told(evidence: Evidence, found: Found, place: Place) -> str:
    said = f"{evidence.label}“{evidence.text}”"
    where = found.word if not found.word.isdigit() else found.places[0].name
    if found.has(place):
        return f"{said}在该站范围内"
    if found.spans(place):
        return f"{said}在{where}"
    return f"{said}在{where}，不在该站范围内"
