"""What a file of concerns from an older system must look like: its columns, and how cells are read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from suggestions.routing import CHANNEL_LABELS, Category
from suggestions.workflow import ConcernStage

#: Column → its heading; those of NEEDED must stand in every row.
COLUMNS = {
    "number": "编号",
    "station": "站点编码",
    "text": "原话",
    "title": "标题",
    "place": "地点",
    "category": "类别",
    "stage": "状态",
    "channel": "渠道",
    "submitted_at": "提交时间",
    "answer": "答复",
    "answered_at": "答复时间",
    "rating": "评价",
    "closed_at": "办结时间",
    "end_reason": "办结说明",
}
NEEDED = ("station", "text", "submitted_at")
LONGEST = {
    "number": 20,
    "text": 5000,
    "title": 100,
    "place": 120,
    "end_reason": 300,
    "answer": 5000,
}
RATINGS = {"满意": "satisfied", "基本满意": "fair", "不满意": "unsatisfied"}
STAGES = {stage.label: stage.value for stage in ConcernStage if stage != ConcernStage.MERGED}
CATEGORIES = {category.label: category.value for category in Category}
CHANNELS = {label: key for key, label in CHANNEL_LABELS.items()}
ENDED = ("closed", "declined", "withdrawn")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
NUMBER = re.compile(r"^[0-9A-Z-]{6,20}$")
#: Moments without an offset are local (Asia/Shanghai has kept UTC+8 since 1991).
LOCAL = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Fault:
    """What is wrong in a line of the file (the first line is the headings)."""

    line: int
    reason: str


def missing_headings(headings: list[str]) -> list[str]:
    """The needed headings the file lacks."""
    return [COLUMNS[key] for key in NEEDED if COLUMNS[key] not in headings]


def read(line: int, cells: Mapping[str, str], *, stations, now: datetime) -> "dict | list[Fault]":
    """The row ready to be stored, or what is wrong with it.

    `stations` maps codes to keys; `now` is the latest moment anything may have happened.
    """
    row = {key: _clean(cells.get(heading) or "") for key, heading in COLUMNS.items()}
    faults = [Fault(line, reason) for reason in _faults(row, stations)]
    if faults:
        return faults
    try:
        row |= _moments(row, now)
    except ValueError as wrong:
        return [Fault(line, str(wrong))]
    row |= {
        "station": stations[row["station"]],
        "category": CATEGORIES.get(row["category"], ""),
        "stage": STAGES[row["stage"] or "汇总梳理"],
        "channel": CHANNELS.get(row["channel"], ""),
        "rating": RATINGS.get(row["rating"], ""),
    }
    return [Fault(line, reason) for reason in _contradictions(row)] or row


def _clean(text: str) -> str:
    """Without control characters but line breaks; blanks around cut off."""
    return CONTROL.sub("", text).strip()


def _faults(row, stations) -> Iterator[str]:
    for key in NEEDED:
        if not row[key]:
            yield f"缺“{COLUMNS[key]}”"
    if row["station"] and row["station"] not in stations:
        yield f"没有编码为“{row['station']}”的站点"
    for key, most in LONGEST.items():
        if len(row[key]) > most:
            yield f"“{COLUMNS[key]}”超过 {most} 字"
    if row["number"] and not NUMBER.match(row["number"]):
        yield f"编号“{row['number']}”应为 6 至 20 位数字、大写字母和短横"
    yield from _unknown(row)


def _unknown(row) -> Iterator[str]:
    choices = {"category": CATEGORIES, "stage": STAGES, "channel": CHANNELS, "rating": RATINGS}
    for key, known in choices.items():
        if row[key] and row[key] not in known:
            yield f"“{COLUMNS[key]}”没有“{row[key]}”这一项"


def _moments(row, now: datetime) -> dict:
    said = _moment(row["submitted_at"], "提交时间", now)
    found: dict[str, datetime | None] = {"submitted_at": said}
    for key in ("answered_at", "closed_at"):
        moment = _moment(row[key], COLUMNS[key], now) if row[key] else None
        if moment and moment < said:
            raise ValueError(f"“{COLUMNS[key]}”早于提交时间")
        found[key] = moment
    return found


def _moment(text: str, heading: str, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise ValueError(f"“{heading}”应写成 2026-03-02 09:30") from None
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)).astimezone(UTC)
    if moment > now:
        raise ValueError(f"“{heading}”在将来")
    if moment.date() < date(1990, 1, 1):
        raise ValueError(f"“{heading}”早于 1990 年")
    return moment


def _contradictions(row) -> Iterator[str]:
    """What the database would refuse, in words (T31)."""
    stage = row["stage"]
    if stage in ("in_hand", "fed_back") and not row["channel"]:
        yield "进入办理的诉求必须有渠道"
    if stage in ("fed_back", "closed") and not row["answer"]:
        yield "待评价和已办结的诉求必须有答复"
    if stage == "fed_back" and not row["answered_at"]:
        yield "待评价的诉求必须有答复时间"
    if stage == "closed" and not (row["rating"] or row["end_reason"]):
        yield "已办结的诉求必须有评价或办结说明"
    if stage == "declined" and not row["end_reason"]:
        yield "不予受理必须有办结说明"
    if (stage in ENDED) != (row["closed_at"] is not None):
        yield "已结束的诉求必须有办结时间，未结束的不能有"
