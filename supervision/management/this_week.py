"""What of the demo is still to come, or set up around the year: made by the real actions."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from deputies.actions import attendance, cadres, training
from deputies.models import CourseCompletion, Deputy, Enrolment, GridDuty, deputy_of
from liaison import clock
from liaison.workdays.models import current_calendar
from stations import checklist, schedule
from stations.actions import activities, announcements, receptions, visits
from stations.actions import standards as standards_actions
from stations.hierarchy import Kind
from stations.models import (
    Activity,
    Function,
    Grid,
    MobileVisit,
    Rating,
    SelfCheck,
    Series,
    Sheet,
    Station,
    Topic,
)
from stations.workflow import ActivityStage
from supervision.management import cast
from supervision.management.demonstration import seat
from supervision.management.year import WEST_TOWN

AREAS = ("湖东", "湖西", "翠湖", "映湖", "石城", "园林")
PEOPLE_IN_CLASS = 60


def load() -> None:
    """Each part whole or not at all, once."""
    acts = (_standards, _grids, _receptions, _notices, _training, _coming, _enrolling)
    for act in acts:
        with transaction.atomic():
            act()


def _lake() -> Station:
    return Station.objects.get(code=cast.LAKE)


# -- activities ---------------------------------------------------------------------------------
def _coming() -> None:
    """Today one whose sign-in screen is ready; three more in the days to come."""
    lake, officer = _lake(), seat("zhanyuan")
    evening_talk = Series.objects.get(station=lake, name="庭院夜话")
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    today = _publish("demo:now", now, Function.CONTACT, "代表接待群众（今日）", officer, lake)
    member = deputy_of(seat("daibiao"))
    attendance.invite(today, deputies=[member], by=officer, on_duty=True)
    ahead = (
        (1, Function.PUBLICITY, "宣讲新修改的代表法", None),
        (2, Function.SURVEY, "视察公园东门停车秩序", None),
        (4, Function.ADVICE, "老旧小区加装电梯怎么商量", evening_talk),
    )
    for days, function, title, series in ahead:
        at = timezone.make_aware(datetime.combine(clock.today() + timedelta(days=days), time(15)))
        made = _publish(f"demo:+{days}", at, function, title, officer, lake, series=series)
        attendance.invite(made, deputies=[member], by=officer)


def _publish(name, at, function, title, officer, station, *, series=None) -> Activity:
    activity = activities.plan(
        station=station,
        function=function,
        title=title,
        starts_at=at,
        ends_at=at + timedelta(hours=2),
        place="天井湖社区党群服务中心一楼",
        about="先集中学习，再听取意见。",
        study_title="新修改的代表法",
        series=series,
        once=uuid5(NAMESPACE_URL, name),
        by=officer,
    )
    if activity.published_at is None:
        activities.publish(activity, by=officer)
    return activity


def _receptions() -> None:
    """The 10th of each month, at the lake and in the western town (J8)."""
    office = seat("lianluo")
    for code in (cast.LAKE, WEST_TOWN):
        station = Station.objects.get(code=code)
        if not station.reception_rules.exists():
            receptions.set_rule(
                station=station,
                begins=time(9),
                ends=time(11),
                place=station.host_venue,
                from_on=date(clock.today().year, 1, 1),
                by=office,
            )
    receptions.plan_receptions(clock.today(), current_calendar())


def _notices() -> None:
    """A notice on the lake's page, and one date of its mobile point left out (T14)."""
    lake, officer, today = _lake(), seat("zhanyuan"), clock.today()
    announcements.announce(
        lake,
        title="大风降温期间接待地点调整",
        text="大风降温期间，接待改在社区党群服务中心二楼。\n请家中老人注意保暖，有事也可以电话反映。",
        from_on=today,
        to_on=today + timedelta(days=7),
        once=uuid5(NAMESPACE_URL, "demo:notice"),
        by=officer,
    )
    rules = MobileVisit.objects.at_or_below(lake).order_by("pk")
    week = [today + timedelta(days=days) for days in range(2, 9)]
    for visit in rules[:1]:
        for day in [day for day in week if schedule.falls_on(visit, day)][:1]:
            if not visit.skips.filter(day=day).exists():
                visits.skip_visit(visit, on=day, reason="遇大风降温", by=officer)


# -- grids --------------------------------------------------------------------------------------
def _grids() -> None:
    """Six areas of two grids each; the last has nobody yet (J7)."""
    lake = _lake()
    if Grid.objects.filter(station=lake).exists():
        return
    grids = Grid.objects.bulk_create(
        Grid(code=f"{lake.code}-{place}{side}", name=f"{area}{side}网格", area=area, station=lake)
        for place, area in enumerate(AREAS, start=1)
        for side in ("东", "西")
    )
    members = list(Deputy.objects.member_of(lake, clock.today()).order_by("pk"))
    since = date(clock.today().year, 1, 1)
    GridDuty.objects.bulk_create(
        GridDuty(deputy=deputy, grid=grid, from_on=since)
        for deputy, grid in zip(members, grids[:-1], strict=False)
    )
    MobileVisit.objects.bulk_create(
        MobileVisit(
            station=lake,
            weekday=place,
            starts=time(18, 30),
            ends=time(20),
            place=f"{area}片区文化广场",
            from_on=since,
        )
        for place, area in enumerate(AREAS, start=1)
    )


# -- training -----------------------------------------------------------------------------------
def _training() -> None:
    """One class with its roster; who was there has done the required course (T5, T7)."""
    office, main = seat("lianluo"), Station.objects.get(code=cast.MAIN)
    if main.training_classes.exists():
        return
    year = clock.today().year
    course = Topic.objects.get(is_required_course=True)
    opened = training.open_training(
        station=main,
        topic=course,
        title="代表履职能力提升班",
        place="市委党校",
        lecturer="党校教研室",
        from_on=date(year, 3, 17),
        to_on=date(year, 3, 18),
        hours=Decimal(12),
        by=office,
    )
    people = list(Deputy.objects.in_office(clock.today()).order_by("pk")[:PEOPLE_IN_CLASS])
    Enrolment.objects.bulk_create(
        Enrolment(
            training=opened,
            deputy=deputy,
            is_present=place % 10 != 0,
            hours=opened.hours if place % 10 else 0,
            recorded_at=clock.now(),
            recorded_by=office,
        )
        for place, deputy in enumerate(people)
    )
    training.complete_from_class(opened, by=office)
    if not CourseCompletion.objects.filter(how=CourseCompletion.How.STATION).exists():
        lake = Deputy.objects.member_of(_lake(), clock.today()).order_by("pk")
        done = CourseCompletion.objects.values("deputy")
        CourseCompletion.objects.bulk_create(
            CourseCompletion(
                deputy=deputy,
                topic=course,
                completed_on=date(year, 5, 20),
                how=CourseCompletion.How.STATION,
                recorded_at=clock.now(),
                recorded_by=office,
            )
            for deputy in lake.exclude(pk__in=done)[:30]
        )


def _enrolling() -> None:
    """A class of next month deputies enrol in, and cadres asked to tomorrow's meeting (T7, F5)."""
    lake, officer, today = _lake(), seat("zhanyuan"), clock.today()
    if lake.cadres.exists():
        return
    training.open_training(
        station=lake,
        title="民生实事票决专题培训",
        place="天井湖社区会议室",
        from_on=today + timedelta(days=20),
        to_on=today + timedelta(days=20),
        hours=Decimal(4),
        enrolling_ends_on=today + timedelta(days=14),
        places=40,
        by=officer,
    )
    people = (("赵建国", "副主任"), ("钱慧", "城建办主任"), ("孙立新", "综治中心主任"))
    known = [
        cadres.register(station=lake, name=name, unit="天井湖街道", post=post, by=officer)
        for name, post in people
    ]
    ahead = lake.activities.filter(held_on__gte=today, stage=ActivityStage.PUBLISHED)
    if (meeting := ahead.order_by("starts_at", "pk").first()) is not None:
        cadres.invite(meeting, cadres=known[:2], how="meeting", by=officer)


# -- standards ----------------------------------------------------------------------------------
def _standards() -> None:
    """Last year's self-checks and stars of the fifty stations; this year's of all but five (J1, T23)."""
    if SelfCheck.objects.exists():
        return
    stations = list(Station.objects.filter(kind=Kind.STATION).order_by("path"))
    year = clock.today().year
    _checked(stations, year - 1, is_rated=True)
    _checked(stations[:-5], year, is_rated=False)


def _checked(stations: list[Station], year: int, *, is_rated: bool) -> None:
    office, at = seat("lianluo"), clock.now()
    items = list(standards_actions.items_of(stations[0], year))
    rows, ratings = [], []
    for number, station in enumerate(stations):
        done = {item.pk: (number * 7 + item.position * 3) % 11 > number % 5 for item in items}
        rows += [
            SelfCheck(
                station=station,
                year=year,
                item=item,
                is_done=done[item.pk],
                checked_at=at,
                checked_by=office,
                is_confirmed=done[item.pk] if is_rated else None,
            )
            for item in items
        ]
        scored = [(one.points, done[one.pk]) for one in items if one.sheet == Sheet.STANDARD]
        points, out_of = checklist.score(scored)
        ratings.append(
            Rating(
                station=station,
                year=year,
                points=points,
                out_of=out_of,
                stars=checklist.stars(points, out_of),
                rated_at=at,
                rated_by=office,
            )
        )
    SelfCheck.objects.bulk_create(rows, batch_size=500)
    if is_rated:
        Rating.objects.bulk_create(ratings)
