"""How dates, numbers, stages and icons are written on a page."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html

from liaison.ui import paging

register = template.Library()

#: Tones a stage tag may have; the name says what it means, the stylesheet what it looks like.
TONES = ("neutral", "info", "primary", "warning", "danger", "success")
_ALIASES = {"secondary": "neutral", "muted": "neutral", "late": "danger", "done": "success"}
#: What a stage's own key sounds like: waiting for someone, being worked on, finished, left aside.
_STAGES = {
    "info": (
        "gathered",
        "judged",
        "submitted",
        "registered",
        "replied",
        "fed_back",
        "received",
        "reported",
        "recorded",
        "proposed",
        "waiting",
    ),
    "primary": ("in_hand", "assigned", "signed", "sent", "voted", "reviewed"),
    "warning": ("offered", "studied"),
    "danger": ("overdue", "rejected", "revoked"),
    "success": (
        "closed",
        "kept",
        "answered",
        "filed",
        "published",
        "confirmed",
        "approved",
        "upheld",
    ),
}
_TONES = _ALIASES | {name: name for name in TONES}
_TONES |= {stage: name for name, stages in _STAGES.items() for stage in stages}


def _local(value):
    return (
        timezone.localtime(value)
        if isinstance(value, datetime) and timezone.is_aware(value)
        else value
    )


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """2026年11月22日; a dash for nothing. Moments are shown in Asia/Shanghai."""
    if not isinstance(value, date):
        return "—"
    day = _local(value)
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def cn_weekday(value: date | None) -> str:
    """周日; nothing for nothing."""
    return f"周{'一二三四五六日'[_local(value).weekday()]}" if isinstance(value, date) else ""


@register.filter
def is_provisional(reason: dict | None) -> bool:
    """Whether a stored promise (workdays.terms) reaches a year without a holiday notice (暂定)."""
    return bool(reason and reason.get("provisional"))


@register.filter
def cn_datetime(value: datetime | None) -> str:
    """11月22日 14:05 for a moment of this year, with the year in front for another's; a dash for nothing."""
    if not isinstance(value, datetime):
        return "—"
    moment = _local(value)
    year = "" if moment.year == timezone.localtime().year else f"{moment.year}年"
    return f"{year}{moment.month}月{moment.day}日 {moment:%H:%M}"


@register.filter
def cn_month(value: date | None) -> str:
    """2026年11月; a dash for nothing."""
    return f"{value.year}年{value.month}月" if isinstance(value, date) else "—"


@register.filter
def cn_number(value) -> str:
    """3,309; at most one decimal; a dash for nothing; texts such as "1000+" as they are."""
    if value is None or value == "":
        return "—"
    if isinstance(value, str) and not value.lstrip("-").replace(".", "", 1).isdigit():
        return value
    number = float(value)
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


@register.filter
def cn_percent(value) -> str:
    """A share between 0 and 1 as 87.5%; a dash for nothing."""
    return "—" if value is None or value == "" else f"{float(value) * 100:.1f}%".replace(".0%", "%")


@register.filter
def tone(value: str) -> str:
    """The tone of a stage's key, or of a tone's own name; what is not known is neutral."""
    return _TONES.get(str(value), "neutral")


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """A Bootstrap icon: decoration by default, or with `label` a picture with that name."""
    if label:
        return format_html('<i class="bi bi-{}" role="img" aria-label="{}"></i>', name, label)
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """The address's query string with some values changed: filters stay when a page is turned."""
    return paging.query_with(context["request"].GET, **changes)


#: Parts of a list's address which are not filters: the tab, the page, the order.
_NOT_FILTERS = frozenset({"stage", "page", "sort"})


@register.simple_tag(takes_context=True)
def filters_in_use(context) -> int:
    """How many filters the address sets."""
    given = context["request"].GET.items()
    return sum(1 for name, value in given if value and name not in _NOT_FILTERS)


@register.filter
def field_id(bound_field) -> str:
    """Where a link in the error summary jumps to: the field, or its group's first choice."""
    target = bound_field.id_for_label or bound_field.auto_id
    return target or ""
