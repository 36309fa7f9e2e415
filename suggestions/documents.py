"""The lists on screen as Excel workbooks."""

from collections.abc import Iterable
from datetime import date

from liaison.accounts.models import Seat
from liaison.documents import excel
from suggestions.actions.rating import sealed_until
from suggestions.models import Concern, Handling, Suggestion

CONCERN_COLUMNS = (
    ("编号", 14),
    ("提交时间", 17),
    ("站点", 20),
    ("标题", 40),
    ("类别", 14),
    ("渠道", 14),
    ("状态", 10),
    ("拟办单位", 20),
    ("答复期限", 12),
    ("评价", 10),
    ("办结时间", 17),
)
SUGGESTION_COLUMNS = (
    ("编号", 16),
    ("标题", 40),
    ("领衔代表", 12),
    ("站点", 20),
    ("类别", 14),
    ("状态", 12),
    ("提交时间", 17),
    ("交办时间", 17),
    ("答复时间", 17),
    ("办结时间", 17),
)
HANDLING_COLUMNS = (
    ("建议编号", 16),
    ("标题", 40),
    ("承办单位", 20),
    ("承办方式", 10),
    ("状态", 10),
    ("交到时间", 17),
    ("签收时间", 17),
    ("答复期限", 12),
    ("答复时间", 17),
)


def concerns(rows: Iterable[Concern], *, seat: Seat, today: date) -> bytes:
    """Concerns as listed; no names, no telephone numbers, no rating its answerer may not read yet."""
    return excel.workbook(
        "群众诉求",
        CONCERN_COLUMNS,
        (
            (
                one.number,
                one.submitted_at,
                one.station.name,
                one.title,
                one.get_category_display(),
                one.get_channel_display(),
                one.get_stage_display(),
                one.department.name if one.department else "",
                one.due_on,
                "" if sealed_until(one, seat=seat, today=today) else one.get_rating_display(),
                one.closed_at,
            )
            for one in rows
        ),
    )


def suggestions(rows: Iterable[Suggestion]) -> bytes:
    """Suggestions as listed."""
    return excel.workbook(
        "代表建议",
        SUGGESTION_COLUMNS,
        (
            (
                one.number,
                one.title,
                one.lead.name,
                one.station.name,
                one.get_category_display(),
                one.get_stage_display(),
                one.submitted_at,
                one.assigned_at,
                one.replied_at,
                one.closed_at,
            )
            for one in rows
        ),
    )


def handlings(rows: Iterable[Handling]) -> bytes:
    """Handlings as listed."""
    return excel.workbook(
        "建议办理",
        HANDLING_COLUMNS,
        (
            (
                one.suggestion.number,
                one.suggestion.title,
                one.department.name,
                one.get_kind_display(),
                one.get_stage_display(),
                one.offered_at,
                one.signed_at,
                one.due_on,
                one.replied_at,
            )
            for one in rows
        ),
    )
