"""Whether mandates may stand as a roster has them: electorate, area, overlap (选举法, facts §6.1)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from deputies.succession.congresses import DIRECT, ELECTED_BY, are_related, significant

#: Marks between the parts of a name that people write for the one middle dot (GB 18030 A1A4).
_DOTS = re.compile(r"(?<=[\u3400-\u9fff])[.•‧・∙⋅●｡。](?=[\u3400-\u9fff])")
_WARD = re.compile(r"选区|选举区")
_CONGRESS = re.compile(r"人民代表大会|人大(?!代表)")
_STREET_CONGRESS = re.compile(r"街道(人民代表大会|人大(?!工委|代表|工作))")
#: How the place of an electing congress may not end, by the level of the deputies elected.
_MISFITS = {
    "city": (re.compile(r"(?:镇|乡|省|自治区)$"), "县级人民代表大会"),
    "province": (re.compile(r"(?:镇|乡|县|(?<!自治)区|省)$"), "设区的市级人民代表大会"),
    "national": (re.compile(r"(?:镇|乡|县|州|(?<!自治)区)$"), "省级人民代表大会"),
}


def spelled(name: str) -> str:
    """A name in one spelling: full-width forms, spaces and the dots of minorities' names made one."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).replace("\u200b", "")
    return _DOTS.sub("·", plain)


def faults_of_electorate(level: str, electorate: str, delegation: str = "") -> Iterator[str]:
    """What is wrong with who elects a deputy of `level` (选举法 art. 2, 25; 组织法 art. 59)."""
    if _STREET_CONGRESS.search(electorate) or (level == "township" and "街道" in electorate):
        yield f"“{electorate}”：街道不设人民代表大会，不选举人大代表；请改为所属县区的选区。"
        return
    if level in DIRECT:
        if _CONGRESS.search(electorate):
            yield (f"层级与选举单位不符：县乡两级代表由选区选民直接选举，“{electorate}”不是选区。")
        return
    if _WARD.search(electorate):
        yield (
            f"层级与选举单位不符：这一级代表由{ELECTED_BY[level]}人民代表大会选举，"
            f"“{electorate}”是选区。"
        )
        return
    yield from _faults_of_congress(level, electorate)


def _faults_of_congress(level: str, electorate: str) -> Iterator[str]:
    found = _CONGRESS.search(electorate)
    if found is None:
        return
    misfit, right = _MISFITS[level]
    if misfit.search(electorate[: found.start()]):
        yield f"层级与选举单位不符：这一级代表由{right}选举，“{electorate}”不是。"


@dataclass(frozen=True, slots=True)
class Held:
    """A mandate as the rules of holding several see it; `area` None where it is not known.

    `line_no` 0: on record, else the line of the file. to_on None: without an end.
    """

    level: str
    area: str | None
    from_on: date
    to_on: date | None
    label: str
    line_no: int = 0

    def overlaps(self, other: "Held") -> bool:
        """Whether a day lies in both."""
        begins = max(self.from_on, other.from_on)
        ends = min((day for day in (self.to_on, other.to_on) if day), default=None)
        return ends is None or begins <= ends


def faults_of_holding(held: Iterable[Held]) -> Iterator[tuple[int, str]]:
    """(line, reason) for each row of the file that may not stand beside the person's other mandates.

    Two of one level at one time, or two at one time in areas neither of which lies in the other
    (选举法 art. 48). What is only on record is not complained about.
    """
    order = sorted(held, key=lambda one: one.line_no)
    for at, one in enumerate(order):
        if one.line_no:
            yield from _clashes(one, order[:at])


def _clashes(one: Held, others: Iterable[Held]) -> Iterator[tuple[int, str]]:
    for other in others:
        if not one.overlaps(other):
            continue
        where = f"第 {other.line_no} 行" if other.line_no else "名册中"
        if one.level == other.level:
            yield (
                one.line_no,
                f"任期重叠：{where}此人已有同一层级的代表资格（{other.label}）；如为换届，请用“换届”办理。",
            )
            return
        if one.area and other.area and not are_related(one.area, other.area):
            areas = f"（{significant(other.area)}），本行属 {significant(one.area)}"
            reason = "不得同时担任两个无隶属关系地区的代表（选举法第四十八条）"
            yield one.line_no, f"{reason}：{where}已有{other.label}{areas}。"
            return
