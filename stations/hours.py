"""When a station is open in the week: how the hours of a day are written, and how a week is told."""

import re
from collections.abc import Mapping

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})")
_BETWEEN = re.compile(r"[,，、;；]")


def tidy(text: str) -> str:
    """The hours of one day in one way of writing: `08:30–11:30、14:30–17:30`; empty stays empty.

    Raises ValueError, with a sentence in Chinese, for what is no range of hours, for one that ends
    before it begins, and for ranges out of order.
    """
    spans: list[tuple[str, str]] = []
    for part in filter(None, (piece.strip() for piece in _BETWEEN.split(text))):
        spans.append(_span(part))
    for (_, ended), (begun, _) in zip(spans, spans[1:], strict=False):
        if begun < ended:
            raise ValueError("各时段应先后排列，不能重叠。")
    return "、".join(f"{begun}–{ended}" for begun, ended in spans)


def _span(text: str) -> tuple[str, str]:
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"“{text}”不是时段，应写成 08:30-11:30，几段之间用顿号或逗号隔开。")
    hour, minute, to_hour, to_minute = map(int, found.groups())
    if max(hour, to_hour) > 24 or max(minute, to_minute) > 59:
        raise ValueError(f"“{text}”里有不存在的时刻。")
    begun, ended = f"{hour:02}:{minute:02}", f"{to_hour:02}:{to_minute:02}"
    if ended > "24:00" or begun >= ended:
        raise ValueError(f"“{text}”的结束时刻应晚于开始时刻。")
    return begun, ended


def lines(week: Mapping[str, str]) -> list[tuple[str, str]]:
    """`week` ("1" Monday … "7" Sunday → hours) as (days, hours), equal neighbours as one line.

    Days without hours are 不开放; an empty week gives no line at all.
    """
    if not any(week.values()):
        return []
    told: list[list[str]] = []
    for number, name in enumerate(WEEKDAYS, start=1):
        said = week.get(str(number)) or "不开放"
        if told and told[-1][2] == said:
            told[-1][1] = name
        else:
            told.append([name, name, said])
    return [(_days(first, last), said) for first, last, said in told]


def _days(first: str, last: str) -> str:
    return first if first == last else f"{first}至{last}"
