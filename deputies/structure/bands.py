"""By what the structure of deputies is told: the dimensions, and into which cell a person falls (F14)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

UNKNOWN = "未填写"
#: 汉族 and all others together: the peoples one by one are too few to be told.
HAN = "汉族"
MINORITIES = "少数民族"
PARTY_MEMBER = "中共党员"
MASSES = frozenset({"群众", "无党派人士", "无党派"})
#: 基层代表: workers, farmers and technicians at the front line (facts §6.3, §6.4).
GRASS_ROOTS = frozenset({"工人", "农民", "专业技术人员", "一线工人", "基层"})
#: Upper ends of the age bands, in full years at election.
AGES = ((35, "35 岁及以下"), (45, "36–45 岁"), (55, "46–55 岁"), (60, "56–60 岁"))
OLDEST = "61 岁及以上"


@dataclass(frozen=True, slots=True)
class Person:
    """What the structure looks at: one holder of one mandate."""

    sex: str = ""
    ethnicity: str = ""
    birth_month: str = ""
    party: str = ""
    structure: str = ""
    elected_on: date | None = None


def sex(person: Person) -> str:
    """性别."""
    return person.sex or UNKNOWN


def age(person: Person) -> str:
    """年龄段 at election: so that a term's figures stay what they were."""
    years = years_old(person.birth_month, person.elected_on)
    if years is None:
        return UNKNOWN
    return next((label for most, label in AGES if years <= most), OLDEST)


def years_old(birth_month: str, on: date | None) -> int | None:
    """Full years on a local date of somebody born in `birth_month` ("1970-01"); None if unknown."""
    try:
        year, month = (int(part) for part in birth_month.split("-"))
    except ValueError:
        return None
    if on is None or not 1 <= month <= 12:
        return None
    return on.year - year - (on.month < month)


def ethnicity(person: Person) -> str:
    """民族: Han, and all others together."""
    if not person.ethnicity:
        return UNKNOWN
    return HAN if person.ethnicity.removesuffix("族") == "汉" else MINORITIES


def party(person: Person) -> str:
    """政治面貌: members of the CPC, of the democratic parties, none."""
    if not person.party:
        return UNKNOWN
    if person.party in {PARTY_MEMBER, "中共预备党员", "中国共产党党员"}:
        return PARTY_MEMBER
    return "无党派和群众" if person.party in MASSES else "民主党派"


def structure(person: Person) -> str:
    """代表结构 (界别), as the register says it."""
    return person.structure or UNKNOWN


def grass_roots(person: Person) -> str:
    """基层代表 or not (facts §6.4)."""
    if not person.structure:
        return UNKNOWN
    return "基层代表" if person.structure in GRASS_ROOTS else "其他代表"


#: Key → heading, the cell of a person, the order of the cells (what is not named comes after).
DIMENSIONS = {
    "sex": ("性别", sex, ("男", "女")),
    "age": ("当选时年龄", age, (*(label for _, label in AGES), OLDEST)),
    "ethnicity": ("民族", ethnicity, (HAN, MINORITIES)),
    "party": ("政治面貌", party, (PARTY_MEMBER, "民主党派", "无党派和群众")),
    "structure": ("代表结构", structure, ("工人", "农民", "专业技术人员", "企业负责人", "干部")),
    "grass_roots": ("基层代表", grass_roots, ("基层代表", "其他代表")),
}


def count(people: Iterable[Person], dimension: str) -> dict[str, int]:
    """How many fall into each cell of `dimension`, in its order; every person once."""
    _, cell_of, order = DIMENSIONS[dimension]
    counted = Counter(cell_of(person) for person in people)
    known = [cell for cell in order]
    others = sorted(set(counted) - set(known) - {UNKNOWN})
    last = [UNKNOWN] if UNKNOWN in counted else []
    return {cell: counted[cell] for cell in (*known, *others, *last)}
