"""When a mobile point comes by: its rules are planned and ended, one date of a rule left out."""

from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations import schedule
from stations.actions import tree
from stations.models import MobileVisit, Station, VisitSkip


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


@transaction.atomic
def skip_visit(visit: MobileVisit, *, on: date, reason: str, by: Seat) -> VisitSkip:
    """停一次: no visit by this rule on `on` (a local date, today or ahead); residents read why (T14).

    Raises Refused for a day the rule does not fall on, one gone by, or one left out already.
    """
    visit = _locked(visit, by)
    if on < clock.today():
        raise Refused("这一天已经过去，不能再登记停一次。")
    if not schedule.falls_on(visit, on):
        raise Refused("这一天没有流动联络安排。")
    if not reason.strip():
        raise Refused("停一次须写明原因。")
    skip, is_new = VisitSkip.objects.get_or_create(
        visit=visit,
        day=on,
        defaults={"reason": reason.strip(), "skipped_at": clock.now(), "skipped_by": by},
    )
    if not is_new:
        raise Refused("这一天已登记停一次。")
    facts = {"on": on, "name": visit.place, "reason": skip.reason}
    chain.record("skip_visit", by=by, about=visit.station, facts=facts)
    return skip


@transaction.atomic
def unskip_visit(visit: MobileVisit, *, on: date, by: Seat) -> None:
    """恢复一次: the visit of `on` takes place after all. Raises Refused when gone by or not left out."""
    visit = _locked(visit, by)
    if on < clock.today():
        raise Refused("这一天已经过去，不能恢复。")
    if not VisitSkip.objects.filter(visit=visit, day=on).delete()[0]:
        raise Refused("这一天没有登记停一次。")
    facts = {"on": on, "name": visit.place}
    chain.record("unskip_visit", by=by, about=visit.station, facts=facts)


def _locked(visit: MobileVisit, by: Seat) -> MobileVisit:
    rows = MobileVisit.objects.select_for_update(of=("self",)).select_related("station")
    visit = rows.get(pk=visit.pk)
    tree.check_answers_for(visit.station, by)
    return visit
