"""How one thing that waits is shown on today's page: which columns say it, how they read, where it opens.

All queues are read in one statement, so everything that waits is told in the same columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, DateField, DateTimeField, F, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse

from liaison.ui.templatetags.ui import cn_datetime


@dataclass(frozen=True)
class Line:
    """One thing waiting: what it is, a word about it, where it opens, whether it is late."""

    title: str
    meta: str
    url: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What a statement says of one thing waiting; a column its kind does not tell is None."""

    title: str
    key: str
    place: str | None = None
    word: str | None = None
    at: datetime | None = None
    due_on: date | None = None


#: The columns of a row in their order; each has one type in all parts of the statement.
COLUMNS: Mapping[str, Callable[[], Any]] = {
    "title": TextField,
    "key": TextField,
    "place": TextField,
    "word": TextField,
    "at": DateTimeField,
    "due_on": DateField,
}


_TYPES = {TextField: "text", DateTimeField: "timestamptz", DateField: "date"}
#: What stands in a column which a kind of thing does not tell.
NOTHING: Mapping[str, Any] = {
    name: RawSQL(f"NULL::{_TYPES[field]}", (), field()) for name, field in COLUMNS.items()
}


@dataclass(frozen=True)
class Kind:
    """A kind of thing: the column or expression for each of COLUMNS it tells, and how they read."""

    columns: Mapping[str, Any]
    line: Callable[[Row, date], Line]

    @cached_property
    def expressions(self) -> tuple[Any, ...]:
        """What to select of such a thing, in the order of COLUMNS."""
        return tuple(_expression(name, self.columns.get(name)) for name in COLUMNS)


def _expression(name: str, told: Any) -> Any:
    """A name is a column; NULL of the column's type stands for what is not told.

    A title or a key may be a number in its own table; the others are of their type already.
    """
    if told is None:
        return NOTHING[name]
    column = F(told) if isinstance(told, str) else told
    return Cast(column, COLUMNS[name]()) if name in ("title", "key") else column


def _of_concern(row: Row, today: date) -> Line:
    meta = f"{row.key} · {row.place}"
    if row.due_on:
        meta += f" · {_until(row.due_on, today)}"
    late = row.due_on is not None and row.due_on < today
    return Line(row.title, meta, reverse("suggestions:concern", args=[row.key]), late)


def _of_suggestion(row: Row, today: date) -> Line:
    meta = f"{row.word or '未编号'} · {row.place}代表"
    return Line(row.title, meta, reverse("suggestions:suggestion", args=[row.key]))


def _of_handling(row: Row, today: date) -> Line:
    meta = f"{row.place} · {_until(row.due_on, today)}"
    late = row.word == "open" and row.due_on < today
    return Line(row.title, meta, reverse("suggestions:suggestion", args=[row.key]), late)


def _of_meeting(url_name: str) -> Callable[[Row, date], Line]:
    def line(row: Row, today: date) -> Line:
        meta = f"{cn_datetime(row.at)} · {row.place}"
        return Line(row.title, meta, reverse(url_name, args=[row.key]))

    return line


def _of_sign_in(row: Row, today: date) -> Line:
    meta = f"{cn_datetime(row.at)} · {row.place}"
    return Line(row.title, meta, f"{reverse('deputies:sign_in')}?a={row.key}")


def _of_plan(row: Row, today: date) -> Line:
    meta = row.word or f"{cn_datetime(row.at)}报送"
    return Line(f"{row.place} {row.title}年", meta, reverse("stations:study_plan", args=[row.key]))


def _of_owed_plan(row: Row, today: date) -> Line:
    url = f"{reverse('stations:study_new')}?station={row.key}&year={today.year}"
    return Line(f"{row.title} {today.year}年", "尚未报送", url)


def _of_policy(row: Row, today: date) -> Line:
    meta = f"{row.place} · {cn_datetime(row.at)}"
    return Line(row.title, meta, reverse("deputies:publicity", args=[row.key]))


def _of_received(row: Row, today: date) -> Line:
    return Line(row.title, row.key, reverse("suggestions:receiver_order", args=[row.key]))


def _of_message(row: Row, today: date) -> Line:
    return Line(row.title, row.word or "", reverse("notices:dead"))


def _of_point_appeal(row: Row, today: date) -> Line:
    meta = f"{row.place} · {_until(row.due_on, today)}"
    late = row.due_on is not None and row.due_on < today
    return Line(row.title, meta, reverse("deputies:points_appeal", args=[row.key]), late)


def _of_point_item(row: Row, today: date) -> Line:
    meta = f"{row.place} · {cn_datetime(row.at)}提出"
    return Line(row.title, meta, reverse("deputies:points_item", args=[row.key]))


_MEETING = {"title": "title", "key": "pk", "at": "starts_at", "place": "station__name"}

CONCERN = Kind(
    {"title": "title", "key": "number", "place": "station__name", "due_on": "due_on"}, _of_concern
)
SUGGESTION = Kind(
    {"title": "title", "key": "pk", "place": "lead__name", "word": "number"}, _of_suggestion
)
HANDLING = Kind(
    {
        "title": "suggestion__title",
        "key": "suggestion_id",
        "place": "department__name",
        "due_on": "due_on",
        # whoever only assists owes nothing once the suggestion is closed
        "word": Case(When(suggestion__closed_at=None, then=Value("open"))),
    },
    _of_handling,
)
INVITATION = Kind(
    {
        "title": "activity__title",
        "key": "pk",
        "at": "activity__starts_at",
        "place": "activity__station__name",
    },
    _of_meeting("deputies:answer_duty"),
)
ACTIVITY = Kind(_MEETING, _of_meeting("stations:activity"))
SIGN_IN = Kind(_MEETING, _of_sign_in)
PLAN = Kind(
    {
        "title": "year",
        "key": "pk",
        "place": "station__name",
        "word": "returned_reason",
        "at": "submitted_at",
    },
    _of_plan,
)
OWED_PLAN = Kind({"title": "name", "key": "code"}, _of_owed_plan)
POLICY = Kind(
    {"title": "title", "key": "pk", "place": "station__name", "at": "sent_at"}, _of_policy
)
RECEIVED = Kind({"title": "title", "key": "number"}, _of_received)
MESSAGE = Kind(
    {
        "title": Coalesce(NullIf(F("subject"), Value("")), F("about_label")),
        "key": "pk",
        "word": "channel",
    },
    _of_message,
)


def _until(due_on: date, today: date) -> str:
    """How far off a due day is, in words."""
    days = (due_on - today).days
    if days < 0:
        return f"已逾期 {-days} 天"
    return "今天到期" if days == 0 else f"还有 {days} 天"


POINT_APPEAL = Kind(
    {"title": "about", "key": "pk", "place": "deputy__name", "due_on": "due_on"}, _of_point_appeal
)
POINT_ITEM = Kind(
    {"title": "title", "key": "pk", "place": "deputy__name", "at": "proposed_at"}, _of_point_item
)
