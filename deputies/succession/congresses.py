"""Which congress a mandate belongs to: its level and the area it stands for (facts §6.1)."""

import re

#: How many digits of a division code (GB/T 2260, GB/T 10114) name the area of each level.
DIGITS = {"national": 0, "province": 2, "city": 4, "county": 6, "township": 9}
CODE_LENGTH = 12
#: Levels whose deputies are elected by voters; the others are elected by the congresses below.
DIRECT = frozenset({"county", "township"})
#: Whose congresses elect the deputies of a level (选举法 art. 2).
ELECTED_BY = {"national": "省级", "province": "设区的市级", "city": "县级"}
_LEADING_CODE = re.compile(r"\d{6,12}")
_PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区", "21": "辽宁省",
    "22": "吉林省", "23": "黑龙江省", "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省",
    "35": "福建省", "36": "江西省", "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省",
    "44": "广东省", "45": "广西壮族自治区", "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省",
    "53": "云南省", "54": "西藏自治区", "61": "陕西省", "62": "甘肃省", "63": "青海省",
    "64": "宁夏回族自治区", "65": "新疆维吾尔自治区", "71": "台湾省",
}  # fmt: skip


def area_of(level: str, code: str) -> str | None:
    """The area's code of twelve digits that the congress of `level` around `code` stands for.

    None when `code` is too short or too general to tell, or names a street, which has no congress.
    """
    digits = DIGITS[level]
    if not digits:
        return "0" * CODE_LENGTH
    part = code[:digits]
    if len(part) < digits or not part.isdigit() or is_general(level, part):
        return None
    return None if level == "township" and is_street(code) else part.ljust(CODE_LENGTH, "0")


def is_general(level: str, part: str) -> bool:
    """Whether `part` of a code names a wider area than `level` needs (340700 is no county)."""
    shorter = max((digits for digits in DIGITS.values() if digits < DIGITS[level]), default=0)
    return not int(part[shorter:])


def is_street(code: str) -> bool:
    """Whether `code` is a street's (街道): 001–099 behind the county (组织法 art. 59: no congress)."""
    part = code[6:9]
    return len(part) == 3 and part.isdigit() and 1 <= int(part) <= 99


def significant(code: str) -> str:
    """A division code without the zeros that mean “all of it”: 340705000000 → 340705."""
    for digits in (0, 2, 4, 6, 9):
        if not code[digits:].strip("0"):
            return code[:digits]
    return code


def are_related(one: str, other: str) -> bool:
    """Whether one of two areas lies in the other (选举法 art. 48 forbids two unrelated ones)."""
    first, second = significant(one), significant(other)
    return first.startswith(second) or second.startswith(first)


def area_of_mandate(level: str, certificate_no: str, division_code: str) -> str | None:
    """The area told by the code a certificate begins with, else by the deputy's own station."""
    leading = _LEADING_CODE.match(certificate_no)
    told = area_of(level, leading.group()) if leading else None
    return told or area_of(level, division_code)


def name_of(level: str, area: str, place: str) -> str:
    """What the congress of `area` is called; `place` is the place's name where it is known."""
    if level == "national":
        return "全国人民代表大会"
    if level == "province":
        return f"{_PROVINCES.get(area[:2], place or area[:2])}人民代表大会"
    return f"{place or significant(area)}人民代表大会"
