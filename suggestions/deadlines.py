"""How long each step may take: the named limits, and the promise a clock makes when it starts."""

from dataclasses import dataclass
from datetime import date

from liaison.workdays.calendar import Calendar
from liaison.workdays.terms import Months, Promise, Term, WorkingDays, due


@dataclass(frozen=True)
class Limit:
    """A named time limit, with the document that sets it."""

    key: str
    label: str
    term: Term
    source: str


#: Defaults of facts §2.3 and §3.3.
LIMITS = {
    limit.key: limit
    for limit in (
        Limit("station_answer", "站内答复", WorkingDays(5), "站点运行办法(默认值)"),
        Limit("hand_over", "闭会期间交办", WorkingDays(7), "代表建议办理规定(默认值)"),
        Limit("send_back", "退办", WorkingDays(7), "代表建议办理规定(默认值)"),
        Limit("reply", "书面答复", Months(3), "代表法:交办之日起三个月内答复"),
        Limit("assist", "会办意见", Months(1), "代表建议办理规定(默认值)"),
        Limit("second_reply", "重新办理", Months(1), "代表建议办理规定(默认值)"),
        Limit("rating_reminder", "提醒评价", WorkingDays(5), "站点运行办法(默认值)"),
        Limit("rating_window", "评价保密期", WorkingDays(10), "站点运行办法(默认值)"),
        Limit("reopen", "办结后可重新打开", Months(1), "站点运行办法(默认值)"),
        Limit("hotline", "12345 代表通道", WorkingDays(5), "热线代表通道约定(默认值)"),
    )
}


def promise(key: str, start: date, calendar: Calendar) -> Promise:
    """The due day of limit `key` when its clock starts on `start` (a local date).

    KeyError for an unknown limit. The result explains itself (`.as_json()`).
    """
    return due(start, LIMITS[key].term, calendar)


def is_overdue(due_on: date | None, today: date) -> bool:
    """Late begins the day after the due day; it is asked of the clock, never stored."""
    return due_on is not None and due_on < today
