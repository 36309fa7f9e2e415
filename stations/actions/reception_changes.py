"""What becomes of receptions already made when their rule changes: they stay, move or are cancelled."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from liaison import clock
from liaison.accounts.models import Seat
from liaison.workdays.calendar import Calendar
from stations.actions import activities
from stations.models import Activity, ReceptionRule
from stations.receptions import Occurrence, is_wanted, occurrence
from stations.workflow import ActivityStage

ENDED = "固定接待日已停用。"
_TIMES = ("starts_at", "ends_at")
COMING = (ActivityStage.PLANNED, ActivityStage.PUBLISHED)


@dataclass(frozen=True)
class Outcome:
    """What happens to one reception: its new arrangements (None: cancelled), or why it stays."""

    activity: Activity
    arrangements: dict | None = None
    kept: str = ""
    said: str = ""

    @property
    def is_cancelled(self) -> bool:
        return self.arrangements is None and not self.kept

    @property
    def is_moved(self) -> bool:
        """Whether day or hours change, so that an answer given before may no longer hold."""
        return bool(self.arrangements and set(_TIMES) & set(self.arrangements))

    @property
    def words(self) -> str:
        """What happens, in Chinese, for the person who must confirm it."""
        if self.kept:
            return f"保持不变：{self.kept}"
        if self.arrangements is None:
            return "取消"
        told = [_NAMED[name](value) for name, value in self.arrangements.items() if name in _NAMED]
        return "改为" + "，".join(told)


@dataclass(frozen=True)
class Tie:
    """What an app above has tied to receptions: people asked, their answers, their sign-ins.

    `signed_in` says whether anybody is there already, `said` in Chinese how many were asked and
    answered, `ask_again` takes answers back that were given for another day.
    """

    signed_in: Callable[[Activity], bool]
    said: Callable[[Activity], str]
    ask_again: Callable[[Activity], None]


#: Apps above add theirs when they are ready.
ties: list[Tie] = []


def foretell(
    was: ReceptionRule | None, rule: ReceptionRule, now: datetime, calendar: Calendar
) -> list[Outcome]:
    """What changing `was` into `rule` does to each reception made for a day from today on.

    What has begun stays, and so does what an officer arranged by hand for that one day. A reception
    whose new day is past already is held as announced. What the rule no longer asks for is
    cancelled; the others move. Changes nothing.
    """
    if was is None:
        return []
    coming = was.receptions.filter(stage__in=COMING, held_on__gte=clock.local_date(now))
    rows = coming.select_related("station").order_by("starts_at", "pk")
    found = (_outcome(one, was, rule, now, calendar) for one in rows)
    return [one for one in found if one.kept or one.arrangements != {}]


def carry_out(outcomes: Sequence[Outcome], *, by: Seat) -> None:
    """Let it happen, inside the transaction of the rule's change; whoever was asked is told."""
    for one in outcomes:
        if one.is_cancelled:
            activities.cancel(one.activity, reason=ENDED, by=by)
            # The month is free again, should the rule run on after all.
            one.activity.reception_rule = one.activity.reception_month_on = None
            one.activity.save(update_fields=["reception_rule", "reception_month_on"])
        elif one.arrangements:
            if one.is_moved:
                for tie in ties:
                    tie.ask_again(one.activity)
            activities.update(one.activity, by=by, **one.arrangements)


def token(outcomes: Sequence[Outcome]) -> str:
    """What was shown, in short: the same outcomes give the same token."""
    told = "\n".join(f"{one.activity.pk} {one.words} {one.said}" for one in outcomes)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def moved_note(one: Occurrence) -> str:
    """Why it is not on its regular day; empty when it is."""
    return f"原定{one.regular_on:%m月%d日}，遇休息日顺延。" if one.is_moved else ""


def _outcome(
    activity: Activity, was: ReceptionRule, rule: ReceptionRule, now: datetime, calendar: Calendar
) -> Outcome:
    said = "，".join(words for tie in ties if (words := tie.said(activity)))
    month = activity.reception_month_on
    if month is None:
        return Outcome(activity, arrangements={})
    before, after = _of_month(was, month, calendar), _of_month(rule, month, calendar)
    ended = not is_wanted(rule, after, closed_on=activity.station.closed_on)
    old, new = _arrangements(was, before), _arrangements(rule, after)
    changed = {} if ended else _changes(activity, old, new)
    if not ended and not changed:
        return Outcome(activity, arrangements={})
    if activity.starts_at <= now or any(tie.signed_in(activity) for tie in ties):
        return Outcome(activity, kept="已经开始，照原定安排举行。", said=said)
    if ended:
        return Outcome(activity, said=said)
    if any(getattr(activity, name) != old[name] for name in _TIMES):
        return Outcome(activity, kept="这一次的时间已单独改过。", said=said)
    if changed.get("starts_at", activity.starts_at) <= now:
        return Outcome(activity, kept="新的日期本月已过，这一次照原定安排举行。", said=said)
    return Outcome(activity, arrangements=changed, said=said)


def _changes(activity: Activity, old: dict, new: dict) -> dict:
    """What the rule changes about `activity`; words an officer wrote for that one day stay."""
    return {
        name: value
        for name, value in new.items()
        if value != old[name] and (name in _TIMES or getattr(activity, name) == old[name])
    }


def _of_month(rule: ReceptionRule, month: date, calendar: Calendar) -> Occurrence:
    return occurrence(
        month.year,
        month.month,
        day_of_month=rule.day_of_month,
        rule=rule.holiday_rule,
        calendar=calendar,
    )


def _arrangements(rule: ReceptionRule, one: Occurrence) -> dict:
    return {
        "starts_at": timezone.make_aware(datetime.combine(one.held_on, rule.begins)),
        "ends_at": timezone.make_aware(datetime.combine(one.held_on, rule.ends)),
        "place": rule.place,
        "title": rule.title,
        "about": moved_note(one),
    }


_NAMED: dict[str, Callable] = {
    "starts_at": lambda at: f"{timezone.localtime(at):%-m月%-d日 %H:%M}开始",
    "ends_at": lambda at: f"{timezone.localtime(at):%H:%M}结束",
    "place": lambda place: f"地点{place or '在本站'}",
    "title": lambda title: f"名称“{title}”",
}
