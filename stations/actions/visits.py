"""When a mobile point comes by: its rules are planned and ended."""

from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations.actions import tree
from stations.models import MobileVisit, Station


@transaction.atomic
def plan_visit(
    station: Station,
    *,
    place: str,
    starts: time,
    ends: time,
    from_on: date,
    weekday: int | None = None,
    day: date | None = None,
    to_on: date | None = None,
    by: Seat | None,
) -> MobileVisit:
    """安排流动联络: every week on `weekday` (1 Monday … 7 Sunday), or once on `day` (T14).

    Times are local. Raises Refused when the station is closed or not the seat's, when neither or
    both of the two are given, the hours are out of order, or the same visit stands already.
    """
    tree.lock()
    station = tree.fresh(station)
    tree.check_answers_for(station, by)
    if station.closed_on is not None:
        raise Refused(f"“{station.name}”已撤销，不能再安排日程。")
    visit = MobileVisit(
        station=station, weekday=weekday, day=day, place=place, starts=starts, ends=ends,
        from_on=from_on, to_on=to_on,
    )  # fmt: skip
    try:
        visit.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    same = MobileVisit.objects.filter(station=station, weekday=weekday, day=day, starts=starts)
    if same.between(from_on, to_on or date.max).exists():
        raise Refused("同一时间已有流动联络安排。")
    visit.save()
    chain.record("plan_visit", by=by, about=station, facts={"on": visit.when, "name": place})
    return visit


@transaction.atomic
def end_visit(visit: MobileVisit, *, by: Seat | None) -> None:
    """终止日程: no visit by this rule from today on; one that has not begun is dropped.

    Raises Refused when the rule has ended already.
    """
    visit = MobileVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    tree.check_answers_for(visit.station, by)
    today = clock.today()
    if visit.to_on is not None and visit.to_on < today:
        raise Refused("这条日程已经结束。")
    chain.record("end_visit", by=by, about=visit.station, facts={"on": visit.when})
    if visit.from_on >= today or (visit.day is not None and visit.day >= today):
        visit.delete()
        return
    visit.to_on = today - timedelta(days=1)
    visit.save(update_fields=["to_on"])
