"""A file of made-up concerns of any length: varied words, places and days, as an older system gives it."""

import csv
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from suggestions import vocabulary
from suggestions.concern_sheet import COLUMNS
from suggestions.routing import Category

#: Syllables places are named of: some four thousand names, the first ones the commonest.
FIRST = (
    "东西南北中新老大小上下金银铜铁石松柏柳桃梅兰竹菊荷枫桂杏翠青红白黄紫天地人和平安康乐福禄寿喜"
)
SECOND = "山水湖河江湾桥塘岭岗坡坪洲港园苑庄村巷里街路台阁亭井泉林"
KINDS = ["小区", "社区", "花园", "新村", "路", "街", "巷", "广场", "市场", "学校", "公园", "村"]
WHO = [
    "居民",
    "老人",
    "孩子",
    "住户",
    "商户",
    "学生",
    "上班的人",
    "村民",
    "残疾人",
    "孕妇",
    "司机",
    "业主",
]
WHEN = [
    "昨天",
    "上周",
    "半个月",
    "一个月",
    "两个月",
    "半年",
    "一年多",
    "三年",
    "夏天",
    "冬天",
    "夜里",
    "早上",
    "周末",
    "下雨天",
    "节假日",
]
HARM = [
    "没人管",
    "很危险",
    "又脏又乱",
    "味道很大",
    "吵得睡不着",
    "出行不便",
    "意见很大",
    "摔了人",
    "漏水",
    "堵了",
    "坏了",
    "不亮",
]
WISH = [
    "希望尽快修好",
    "请派人看看",
    "希望有个说法",
    "盼望早点解决",
    "请加强管理",
    "希望多查几次",
    "请给个答复",
]
STAGES = ("汇总梳理", "分析研判", "交办督办", "反馈评价")
#: One in so many is still at each of the four stages; the rest is closed.
STILL_OPEN = 50


def write(path: Path, rows: int, stations: list[str], *, seed: int = 121) -> Path:
    """`rows` concerns over these station codes and the last two years, oldest first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(COLUMNS.values()))
        out.writeheader()
        out.writerows(_rows(rows, stations, random.Random(seed)))
    return path


def said(pick: random.Random) -> tuple[str, str, str]:
    """A category's label, a place, and what somebody says of it."""
    category = pick.choice(list(vocabulary.CATEGORY_WORDS))
    decisive, leaning = vocabulary.CATEGORY_WORDS[category]
    things = [_common(pick, decisive), _common(pick, (*decisive, *leaning)), _common(pick, leaning)]
    place = f"{_common(pick, FIRST)}{_common(pick, SECOND)}{pick.choice(KINDS)}"
    text = (
        f"{place}{pick.randint(1, 40)}号附近的{things[0]}{pick.choice(HARM)}，已经{pick.choice(WHEN)}了，"
        f"{things[1]}也{pick.choice(HARM)}，{pick.choice(WHO)}{pick.choice(HARM)}，"
        f"找过{things[2]}的人，{pick.choice(WISH)}。"
    )
    return Category(category).label, place, text


def _common(pick: random.Random, choices):
    """The first ones of `choices` far oftener than the last, as words are."""
    return choices[min(int(pick.paretovariate(0.6)) - 1, 10**6) % len(choices)]


def _rows(rows: int, stations: list[str], pick: random.Random) -> Iterator[dict]:
    now = datetime.now(UTC)
    for number in range(rows):
        category, place, text = said(pick)
        at = now - timedelta(days=730) * (1 - number / rows) - timedelta(minutes=5)
        yield _row(number, category, place, text, at, pick.choice(stations))


def _row(number, category, place, text, at, station) -> dict:
    here = number % STILL_OPEN
    stage = STAGES[here] if here < len(STAGES) else "已办结"
    row = {
        "站点编码": station,
        "原话": text,
        "地点": place,
        "类别": category if stage != "汇总梳理" else "",
        "状态": stage,
        "提交时间": at.isoformat(timespec="seconds"),
    }
    if stage in ("交办督办", "反馈评价", "已办结"):
        row["渠道"] = "站内答复"
    if stage in ("反馈评价", "已办结"):
        row |= {"答复": "已经处理。", "答复时间": at.isoformat(timespec="seconds")}
    if stage == "已办结":
        row |= {"评价": "满意", "办结时间": at.isoformat(timespec="seconds")}
    return row
