"""Which kind of station may stand under which: the one table behind 1+4+50+N, 1+N and 家–站–点."""

import re

from django.db.models import TextChoices


class Kind(TextChoices):
    """Kinds of station (站点类型)."""

    MAIN = "main", "总站"
    CENTRE = "centre", "中心站"
    STATION = "station", "联络站"
    POINT = "point", "联络点"
    MOBILE = "mobile", "流动联络点"
    HOME = "home", "代表之家"
    STUDIO = "studio", "代表工作室"
    TRADE = "trade", "行业(企业)站"


#: What may stand directly under each kind; ROOTS may stand alone at the top of a network.
#: Tongling's 1+4+50+N (T10), a street's 1+N (F19) and a town's 家–站–点 (J1) all fit in it.
MAY_HOLD: dict[Kind, frozenset[Kind]] = {
    Kind.MAIN: frozenset({Kind.CENTRE, Kind.TRADE}),
    Kind.CENTRE: frozenset({Kind.STATION, Kind.HOME, Kind.STUDIO, Kind.TRADE}),
    Kind.STATION: frozenset({Kind.POINT, Kind.MOBILE, Kind.STUDIO, Kind.TRADE}),
    Kind.HOME: frozenset({Kind.STATION, Kind.POINT, Kind.MOBILE, Kind.TRADE}),
    Kind.STUDIO: frozenset({Kind.STATION, Kind.POINT, Kind.MOBILE, Kind.TRADE}),
    Kind.POINT: frozenset(),
    Kind.MOBILE: frozenset(),
    Kind.TRADE: frozenset({Kind.POINT}),
}
ROOTS = frozenset({Kind.MAIN, Kind.HOME, Kind.STUDIO})


def why_not(kind: str, parent: str | None) -> str:
    """Why a station of `kind` may not stand under one of kind `parent` (None: at the top).

    Returns an empty string when it may, else a sentence in Chinese (T10).
    """
    label = Kind(kind).label
    if parent is None:
        return "" if kind in ROOTS else f"{label}必须有上级站点。"
    if kind in MAY_HOLD[Kind(parent)]:
        return ""
    holders = [holder.label for holder, held in MAY_HOLD.items() if kind in held]
    if not holders:
        return f"{label}是最高一级，不能设在{Kind(parent).label}之下。"
    return f"{label}不能设在{Kind(parent).label}之下，只能设在{'、'.join(holders)}之下。"


#: The digits of a division code (区划代码) that name the city.
CITY_DIGITS = 4


def network_of(code: str, division_code: str = "") -> str:
    """Which network a tree belongs to, told by the city of its top's division, else of its code.

    Several networks stand side by side in one database; "" is that of all tops without a division.
    """
    found = re.match(rf"\d{{{CITY_DIGITS}}}", division_code or code)
    return found.group() if found else ""
