"""Reception days: the rules, what a changed rule does to receptions made, and who is told beforehand."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from liaison.workdays.calendar import Calendar
from liaison.workdays.models import current_calendar
from stations.actions import activities, reception_changes
from stations.models import Activity, Form, Function, ReceptionRule, Station, StationSeat, ids_below
from stations.receptions import Occurrence, is_wanted, next_occurrences
from stations.workflow import ActivityStage

#: Receptions are made this long ahead, so that deputies can be asked in time.
AHEAD = timedelta(days=45)
#: Who else is told of a coming reception (the deputies on duty); apps above add theirs.
invited: list[Callable[[Activity], Iterable[User]]] = []


def set_rule(
    *,
    station: Station,
    by: Seat,
    rule: ReceptionRule | None = None,
    agreed: str | None = None,
    **details,
):
    """定接待日: a new rule of `station`, or new `details` of `rule`.

    Receptions already made for days to come follow a changed rule: they move or are cancelled, and
    whoever was asked is told (see stations.actions.reception_changes). `agreed` is the token of what
    the person was shown would happen; None asks for no agreement. The nightly planner waits while a
    rule changes, and finds it changed. Raises PermissionDenied for a station `by` does not answer
    for, Refused for what does not fit, or when meanwhile something else would happen than was shown.
    """
    if by.role not in activities.PLANNERS or station.pk not in ids_below(by):
        raise PermissionDenied("只能设置本站及下级站点的接待日。")
    with transaction.atomic():
        was = locked(rule.pk) if rule else None
        rule = _as_said(locked(rule.pk) if rule else ReceptionRule(station=station), details)
        outcomes = reception_changes.foretell(was, rule, clock.now(), current_calendar())
        if agreed is not None and agreed != reception_changes.token(outcomes):
            raise Refused("刚才看到的影响已有变化，请返回重新查看后再确认。")
        rule.save()
        reception_changes.carry_out(outcomes, by=by)
        facts = {"station": station.code, "from_on": rule.from_on, "to_on": rule.to_on}
        chain.record("activity.set_reception", by=by, about=rule, facts=facts)
    return rule


def foretell(rule: ReceptionRule, details: dict) -> list[reception_changes.Outcome]:
    """What giving `rule` these `details` would do to the receptions made. Raises Refused as set_rule."""
    was = ReceptionRule.objects.select_related("station").get(pk=rule.pk)
    now = ReceptionRule.objects.select_related("station").get(pk=rule.pk)
    return reception_changes.foretell(was, _as_said(now, details), clock.now(), current_calendar())


def locked(key: int) -> ReceptionRule:
    """The rule as it stands, nobody else changing it or planning by it."""
    rows = ReceptionRule.objects.select_for_update(of=("self",)).select_related("station")
    return rows.get(pk=key)


def _as_said(rule: ReceptionRule, details: dict) -> ReceptionRule:
    for name, value in details.items():
        setattr(rule, name, value)
    try:
        rule.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    return rule


def plan_receptions(today: date, calendar: Calendar) -> int:
    """Plan and publish what the rules ask for in the coming 45 days; returns how many are new.

    Each is made once, by rule and month: run twice, or cancelled by hand, it is not made again.
    """
    running = ReceptionRule.objects.running(today).order_by("pk").values_list("pk", flat=True)
    return sum(_plan(key, today, calendar) for key in running)


@transaction.atomic
def _plan(key: int, today: date, calendar: Calendar) -> int:
    """By the rule as it stands once nobody else is changing it."""
    rule = locked(key)
    found = next_occurrences(
        today,
        day_of_month=rule.day_of_month,
        rule=rule.holiday_rule,
        calendar=calendar,
        until=today + AHEAD,
    )
    made = set(rule.receptions.values_list("reception_month_on", flat=True))
    closed = rule.station.closed_on
    wanted = [
        one for one in found if is_wanted(rule, one, closed_on=closed) and one.month not in made
    ]
    for one in wanted:
        _make(rule, one)
    return len(wanted)


def _make(rule: ReceptionRule, one: Occurrence) -> None:
    activity = activities.plan(
        station=rule.station,
        function=Function.CONTACT,
        form=Form.RECEPTION,
        title=rule.title,
        starts_at=timezone.make_aware(datetime.combine(one.held_on, rule.begins)),
        ends_at=timezone.make_aware(datetime.combine(one.held_on, rule.ends)),
        place=rule.place,
        about=reception_changes.moved_note(one),
        once=uuid4(),
        by=None,
    )
    activity.reception_rule, activity.reception_month_on = rule, one.month
    activity.save(update_fields=["reception_rule", "reception_month_on"])
    activities.publish(activity, by=None)


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
