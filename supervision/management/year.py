"""The demo's year so far: what the stations held and studied, and who of the deputies came.

Written in bulk, for speed, in the shape the actions leave behind; the day's own activities, made
one by one by the real actions, are in this_week.py.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from deputies.models import Attendance, Level, Mandate, Membership
from liaison import clock
from liaison.accounts.models import Seat
from stations.hierarchy import Kind
from stations.models import Activity, Function, PlanItem, Series, Station, StudyPlan, Topic
from stations.workflow import ActivityStage, PlanStage
from supervision.management import cast
from supervision.management.demonstration import seat

#: The same year whenever it is loaded.
SEED = 121
HIGH = (Level.NATIONAL, Level.PROVINCE, Level.CITY)
WEST_TOWN = "340706105000"
#: Of fifty stations, these missed the months named (counted back from this month: 1 is the last one).
SHORT = {6: (1,), 17: (2, 5), 28: (1, 2, 3), 39: (7,)}
#: Of a hundred deputies: came once too little, did not come at all.
NEARLY, NEVER = 8, 4
SUBJECTS = {
    Function.SURVEY: (
        "视察老旧小区改造",
        "调研农村饮水安全",
        "走访企业用工情况",
        "视察校园食品安全",
    ),
    Function.CONTACT: ("代表接待群众", "入户走访听意见", "听取物业管理意见", "走访困难家庭"),
    Function.PUBLICITY: ("宣讲惠民政策", "宣传代表法", "反诈宣传进社区", "安全生产宣讲"),
    Function.ADVICE: ("讨论民生实事项目", "会商停车难", "商议村庄环境整治", "征集建议选题"),
    Function.SUPERVISION: ("听取部门工作通报", "监督建议办理进展", "视察路灯维修", "监督养老服务"),
    Function.STUDY: ("学习新修改的代表法", "代表履职交流", "学习监督法", "建议撰写交流"),
}
BRANDS = (
    (cast.LAKE, "庭院夜话", "傍晚在居民庭院里拉家常、听意见。"),
    (WEST_TOWN, "柳峰有约", "每期一个话题，代表与群众、部门面对面。"),
)


class Year:
    """This year up to today; every figure follows from SEED."""

    def __init__(self) -> None:
        self.today = clock.today()
        self.chance = Random(SEED)  # noqa: S311
        self.office: Seat = seat("lianluo")

    @cached_property
    def stations(self) -> list[Station]:
        return list(Station.objects.filter(kind=Kind.STATION).order_by("path"))

    @cached_property
    def topics(self) -> list[Topic]:
        return list(Topic.objects.order_by("rank", "pk"))

    @cached_property
    def brands(self) -> dict[int, Series]:
        found = Series.objects.filter(name__in=[name for _, name, _ in BRANDS])
        return {series.station_id: series for series in found}


@transaction.atomic
def load() -> None:
    """Once: plans, brands, activities, visits."""
    if Activity.objects.exists():
        return
    year = Year()
    _plans(year)
    by_code = {station.code: station for station in year.stations}
    Series.objects.bulk_create(
        Series(station=by_code[code], name=name, about=about) for code, name, about in BRANDS
    )
    held = Activity.objects.bulk_create(_activities(year), batch_size=500)
    for series in year.brands.values():
        series.save(update_fields=["last_no"])
    _visits(year, held)


# -- study --------------------------------------------------------------------------------------
def _plans(year: Year) -> None:
    """All stations but the last have their plan approved and published (T2)."""
    at = _moment(date(year.today.year, 1, 20), 10)
    plans = StudyPlan.objects.bulk_create(
        StudyPlan(
            station=station,
            year=year.today.year,
            person="站长",
            stage=PlanStage.PUBLISHED,
            submitted_at=at - timedelta(days=5),
            approved_at=at,
            approved_by=year.office,
            published_at=at,
        )
        for station in year.stations[:-1]
    )
    PlanItem.objects.bulk_create(
        PlanItem(plan=plan, month=place, position=place, topic=topic, form="集中学习")
        for plan in plans
        for place, topic in enumerate(year.topics[:8], start=1)
    )


# -- activities ---------------------------------------------------------------------------------
def _activities(year: Year) -> Iterator[Activity]:
    for number, station in enumerate(year.stations):
        missed = {(year.today.month - 1 - back) % 12 + 1 for back in SHORT.get(number, ())}
        for month in range(1, year.today.month + 1):
            if month in missed:
                continue
            for day in _days(year, month):
                yield _activity(year, station, day)


def _days(year: Year, month: int) -> list[date]:
    """One or two days of the month that are over."""
    days = year.chance.sample(range(2, 27), k=year.chance.choice((1, 1, 2)))
    found = [date(year.today.year, month, day) for day in sorted(days)]
    over = [day for day in found if day < year.today]
    first = date(year.today.year, month, 1)
    return over or ([first] if first < year.today else [])


def _activity(year: Year, station: Station, day: date) -> Activity:
    function = year.chance.choice(list(Function))
    series = year.brands.get(station.pk) if year.chance.random() < 0.5 else None
    if series:
        series.last_no += 1
    begins = _moment(day, year.chance.choice((9, 10, 14, 15)))
    topic = year.chance.choice(year.topics)
    return Activity(
        station=station,
        series=series,
        series_no=series.last_no if series else None,
        function=function,
        title=year.chance.choice(SUBJECTS[function]),
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        held_on=day,
        place=station.host_venue or station.name,
        stage=ActivityStage.LOGGED,
        study_topic=topic,
        study_title=topic.title,
        study_minutes=20,
        minutes="先集中学习二十分钟，随后开展活动；收集的意见已登记，由联络员跟进。",
        residents=year.chance.randint(5, 40),
        sign_in_key=get_random_string(48),
        once=uuid5(NAMESPACE_URL, f"demo:{station.code}:{day}"),
        planned_by=year.office,
        published_at=begins - timedelta(days=5),
        logged_at=begins + timedelta(hours=3),
        logged_by=year.office,
    )


# -- visits -------------------------------------------------------------------------------------
def _visits(year: Year, held: list[Activity]) -> None:
    """Most deputies have come as often as they owe; some once too little, a few never."""
    owed = _owed(year)
    by_station: dict[int, list[Activity]] = {}
    for activity in held:
        by_station.setdefault(activity.station_id, []).append(activity)
    rows = Membership.objects.running(year.today).order_by("pk").values_list("deputy", "station")
    Attendance.objects.bulk_create(
        (
            _visit(year, deputy, activity)
            for deputy, station in rows
            for activity in _attended(year, owed.get(deputy, 0), by_station.get(station, []))
        ),
        batch_size=1000,
    )


def _owed(year: Year) -> dict[int, int]:
    """Two visits of a county or township deputy, one of a city or higher one, the larger of both."""
    owed: dict[int, int] = {}
    running = Mandate.objects.running(year.today).order_by("pk")
    for deputy, level in running.values_list("deputy", "level"):
        owed[deputy] = max(owed.get(deputy, 0), 1 if level in HIGH else 2)
    return owed


def _attended(year: Year, owed: int, held: list[Activity]) -> list[Activity]:
    drawn = year.chance.randrange(100)
    if drawn < NEVER:
        times = 0
    elif drawn < NEVER + NEARLY:
        times = owed - 1
    else:
        times = owed + year.chance.choice((0, 0, 0, 1))
    return year.chance.sample(held, k=max(0, min(times, len(held))))


def _visit(year: Year, deputy: int, activity: Activity) -> Attendance:
    at = activity.starts_at + timedelta(minutes=year.chance.randint(0, 15))
    how = year.chance.choice((Attendance.How.CODE, Attendance.How.OFFICER))
    return Attendance(
        activity=activity,
        deputy_id=deputy,
        how=how,
        signed_in_at=at,
        recorded_at=at,
        recorded_by=year.office,
    )


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
