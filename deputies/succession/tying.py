"""Which congress and term mandates on record belong to, told from their own texts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from deputies.succession.congresses import DIGITS, area_of_mandate, name_of

ONE_DAY = timedelta(days=1)
#: What a station's name says behind its place's.
_OF_STATION = (
    "人大代表联络中心站",
    "人大代表联络总站",
    "人大代表联络站",
    "中心站",
    "联络站",
    "总站",
)


@dataclass(frozen=True, slots=True)
class Loose:
    """A mandate without a term: `division_code` is that of its holder's primary station, or empty."""

    pk: int
    level: str
    term: str
    certificate_no: str
    from_on: date
    division_code: str


def by_congress(loose: Iterable[Loose]) -> dict[tuple[str, str], dict[str, list[Loose]]]:
    """(level, area) → number of the term → its mandates; what cannot be told is left out."""
    found: dict[tuple[str, str], dict[str, list[Loose]]] = defaultdict(lambda: defaultdict(list))
    for each in loose:
        area = area_of_mandate(each.level, each.certificate_no, each.division_code)
        if area is not None:
            found[each.level, area][each.term].append(each)
    return found


def chain(begins: Mapping[str, date]) -> dict[str, tuple[date, date | None]]:
    """Terms of one congress, number → first day, as number → (first day, last day or None).

    Each ends the day before the next begins; the latest is open.
    """
    order = sorted(begins, key=lambda number: (begins[number], number))
    spans: dict[str, tuple[date, date | None]] = {}
    for number, after in zip(order, [*order[1:], None], strict=True):
        last = None if after is None else max(begins[number], begins[after] - ONE_DAY)
        spans[number] = (begins[number], last)
    return spans


def places(stations: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(level, area) → the name of the place, out of stations as (division code, name)."""
    found: dict[tuple[str, str], str] = {}
    for code, name in stations:
        for level, digits in DIGITS.items():
            if digits and not code[digits:].strip("0") and code[:digits].strip("0"):
                found.setdefault((level, code[:digits].ljust(12, "0")), _place(name))
    return found


def _place(name: str) -> str:
    for ending in _OF_STATION:
        name = name.removesuffix(ending)
    return name


def congress_name(level: str, area: str, named: Mapping[tuple[str, str], str]) -> str:
    """What the congress is called, by the names of `places`."""
    return name_of(level, area, named.get((level, area), ""))
