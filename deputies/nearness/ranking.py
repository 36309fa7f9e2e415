"""Which deputies suit a need, the best first, and why (T19)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deputies.nearness.places import STEP, distance


@dataclass(frozen=True, slots=True)
class Want:
    """What is needed: skills (key → name), where (a path), whether party members go first."""

    skills: Mapping[int, str]
    path: str
    prefers_party: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A deputy: skills (key → whether proven), stations (path, name), what he does this quarter."""

    pk: int
    key: str
    skills: Mapping[int, bool]
    stations: tuple[tuple[str, str], ...] = ()
    load: int = 0
    is_party: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A proposed deputy with the reasons a person reads."""

    pk: int
    reasons: tuple[str, ...]
    matched: int
    distance: int


#: The distance of somebody who belongs nowhere.
NOWHERE = 99


#: Of those without any needed skill, the nearest are shown too: they may know somebody.
WITHOUT_SKILL = 5


def rank(want: Want, candidates: Iterable[Candidate], limit: int = 30) -> list[Ranked]:
    """The first `limit` of `candidates`, a few of them without the skill at the end.

    More of the needed skills first, then nearer, then party members where that is wanted, then
    proven, then less busy this quarter; the same for the same input. "A health need proposes
    deputies with medical skill in the same area first" (T19).
    """
    judged = [(_order(want, each), each) for each in candidates]
    judged.sort(key=lambda pair: pair[0])
    ranked = [_explained(want, each) for _, each in judged[:limit]]
    able = [each for each in ranked if each.matched]
    return [*able, *[each for each in ranked if not each.matched][:WITHOUT_SKILL]]


def _order(want: Want, each: Candidate) -> tuple:
    matched = [key for key in want.skills if key in each.skills]
    proven = sum(each.skills[key] for key in matched)
    party = 0 if want.prefers_party and each.is_party else 1
    near, _, _ = _nearest(want, each)
    return (-len(matched), near, party, -proven, each.load, each.key, each.pk)


def _nearest(want: Want, each: Candidate) -> tuple[int, str, str]:
    """How far his nearest station is, its path and its name."""
    found = [(distance(path, want.path), path, name) for path, name in each.stations]
    return min(found, default=(NOWHERE, "", ""))


def _explained(want: Want, each: Candidate) -> Ranked:
    matched = [key for key in want.skills if key in each.skills]
    near, path, name = _nearest(want, each)
    skills = "、".join(
        want.skills[key] + ("（有证书或依据）" if each.skills[key] else "") for key in matched
    )
    reasons = [f"专长：{skills}" if skills else "没有所需专长"]
    reasons.append(_where(want.path, path, name, near))
    reasons.append(f"本季度已安排 {each.load} 次" if each.load else "本季度尚无安排")
    if want.prefers_party and each.is_party:
        reasons.append("党员代表")
    return Ranked(each.pk, tuple(reasons), len(matched), near)


def _where(wanted: str, path: str, name: str, near: int) -> str:
    if not name:
        return "未编组"
    if near == 0:
        return f"就在{name}"
    shared = wanted[: len(path)] == path or path[: len(wanted)] == wanted
    if shared or wanted[: 3 * STEP] == path[: 3 * STEP]:
        return f"在{name}，同一站点片区"
    same = wanted[: 2 * STEP] == path[: 2 * STEP]
    return f"在{name}，{'同一县区' if same else '其他县区'}"
