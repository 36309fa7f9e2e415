"""Reception days: the rules, the receptions they make, and who is told of them beforehand."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from liaison.workdays.calendar import Calendar
from stations.actions import activities
from stations.models import Activity, Form, Function, ReceptionRule, Station, StationSeat, ids_below
from stations.receptions import Occurrence, next_occurrences
from stations.workflow import ActivityStage

#: Receptions are made this long ahead, so that deputies can be asked in time.
AHEAD = timedelta(days=45)
#: Who else is told of a coming reception (the deputies on duty); apps above add theirs.
invited: list[Callable[[Activity], Iterable[User]]] = []
_NAMESPACE = UUID("5b1c5d8e-6d1e-4a57-9f0e-0f6a1c8f9d10")


def set_rule(*, station: Station, by: Seat, rule: ReceptionRule | None = None, **details):
    """定接待日: a new rule of `station`, or new `details` of `rule`; receptions made stay as they are.

    Raises PermissionDenied for a station `by` does not answer for, Refused for what does not fit.
    """
    if by.role not in activities.PLANNERS or station.pk not in ids_below(by):
        raise PermissionDenied("只能设置本站及下级站点的接待日。")
    rule = rule or ReceptionRule(station=station)
    for name, value in details.items():
        setattr(rule, name, value)
    try:
        rule.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    with transaction.atomic():
        rule.save()
        facts = {"station": station.code, "from_on": rule.from_on, "to_on": rule.to_on}
        chain.record("activity.set_reception", by=by, about=rule, facts=facts)
    return rule


def plan_receptions(today: date, calendar: Calendar) -> int:
    """Plan and publish what the rules ask for in the coming 45 days; returns how many are new.

    Each is made once, by rule and regular day: run twice, or cancelled by hand, it is not made again.
    """
    rules = ReceptionRule.objects.running(today).select_related("station").order_by("pk")
    return sum(_plan(rule, today, calendar) for rule in rules)


def _plan(rule: ReceptionRule, today: date, calendar: Calendar) -> int:
    found = next_occurrences(
        today,
        day_of_month=rule.day_of_month,
        rule=rule.holiday_rule,
        calendar=calendar,
        until=today + AHEAD,
    )
    wanted = [one for one in found if _is_wanted(rule, one)]
    return sum(_make(rule, one) for one in wanted)


def _is_wanted(rule: ReceptionRule, one: Occurrence) -> bool:
    station = rule.station
    if station.closed_on and one.held_on >= station.closed_on:
        return False
    return rule.from_on <= one.regular_on and (rule.to_on is None or one.regular_on <= rule.to_on)


@transaction.atomic
def _make(rule: ReceptionRule, one: Occurrence) -> bool:
    once = uuid5(_NAMESPACE, f"{rule.pk}:{one.regular_on:%Y-%m-%d}")
    if Activity.objects.filter(once=once).exists():
        return False
    about = f"原定{one.regular_on:%m月%d日}，遇休息日顺延。" if one.is_moved else ""
    activity = activities.plan(
        station=rule.station,
        function=Function.CONTACT,
        form=Form.RECEPTION,
        title=rule.title,
        starts_at=timezone.make_aware(datetime.combine(one.held_on, rule.begins)),
        ends_at=timezone.make_aware(datetime.combine(one.held_on, rule.ends)),
        place=rule.place,
        about=about,
        once=once,
        by=None,
    )
    if activity.stage != ActivityStage.PLANNED:
        return False
    activities.publish(activity, by=None)
    return True


def notify_receptions(today: date) -> int:
    """Tell officers and deputies of receptions as many days before as their rule says (J8).

    Late is better than never: a day on which nothing ran is made up for the next. Each person is
    told once of each reception. Returns how many messages were new.
    """
    rules: dict[int, int] = {}
    for rule in ReceptionRule.objects.running(today).order_by("pk"):
        days = max(rules.get(rule.station_id, 0), rule.notice_days)
        rules[rule.station_id] = days
    coming = Activity.objects.filter(
        form=Form.RECEPTION,
        stage=ActivityStage.PUBLISHED,
        station__in=list(rules),
        held_on__gt=today,
        held_on__lte=today + timedelta(days=max(rules.values(), default=0)),
    )
    told = 0
    for activity in coming.select_related("station").order_by("held_on", "pk"):
        if activity.held_on - today <= timedelta(days=rules[activity.station_id]):
            told += _notify(activity)
    return told


def _notify(activity: Activity) -> int:
    people = [*_officers(activity.station_id)]
    for more in invited:
        people.extend(more(activity))
    return outbox.post(
        to=people,
        template="reception_coming",
        about=activity,
        once=f"reception:{activity.pk}:{activity.held_on:%Y%m%d}",
        url=activity.get_absolute_url(),
    )


def _officers(station_id: int) -> list[User]:
    seats = StationSeat.objects.filter(station=station_id, seat__role=Role.STATION)
    from_now_on = seats.filter(seat__to_on=None, seat__user__is_active=True)
    return [one.seat.user for one in from_now_on.select_related("seat__user").order_by("pk")]
