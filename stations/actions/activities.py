"""Everything that can happen to an activity: planned, published, held or cancelled, logged."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import Activity, Form, Series, Station, Topic, ids_below
from stations.workflow import SYSTEM, ActivityStage

#: Asked before anything changes what counts on a day; each raises Refused when it may not (a closed
#: month). Apps above add theirs when they are ready.
before_change: list[Callable[[Activity], None]] = []
#: Asked when a log is closed; each raises Refused for what its form of activity still lacks.
before_log: list[Callable[[Activity], None]] = []
#: Told after a step, inside its transaction: the step's key, the activity, the seat (None: system).
after_step: list[Callable[[str, Activity, Seat | None], None]] = []
#: Who plans activities, at stations they answer for.
PLANNERS = (Role.STATION, Role.COMMITTEE)
#: What may be said of an activity until it is held.
DETAILS = frozenset(
    {
        "function",
        "form",
        "title",
        "starts_at",
        "ends_at",
        "place",
        "is_online",
        "about",
        "speaker",
        "latitude",
        "longitude",
        "study_topic",
        "study_title",
    }
)
_SECRET_LENGTH = 48
_VERBS = "activity."


def plan(
    *,
    station: Station,
    function: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Seat | None,
    once: UUID,
    form: str = Form.ORDINARY,
    series: Series | None = None,
    **details,
) -> Activity:
    """计划活动: a new activity of `station`, in its function (F20).

    `once` is the form's own token: sent twice it is one activity, and the first is returned. Under
    a `series` it gets the next number (T26), without gap or twin. `details` are those of DETAILS.
    Raises PermissionDenied for a station `by` does not answer for, Refused for what does not fit.
    """
    _check_planner(station, by)
    _check_details(details)
    said = Activity.objects.filter(once=once).select_related("station")
    if known := said.first():
        return known
    activity = Activity(
        station=station,
        function=function,
        form=form,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        held_on=clock.local_date(starts_at),
        series=series,
        planned_by=by,
        once=once,
        sign_in_key=get_random_string(_SECRET_LENGTH),
        **details,
    )
    _check_change(activity)
    with suppress(IntegrityError):
        return _planned(activity, by)
    # The same form came in a moment ago.
    return said.get()


@transaction.atomic
def _planned(activity: Activity, by: Seat | None) -> Activity:
    if activity.series is not None:
        activity.series_no = _next_number(activity.series, activity.station)
    _check_fields(activity)
    activity.save(force_insert=True)
    _tell("plan", activity, by)
    return activity


def _next_number(series: Series, station: Station) -> int:
    """The series' next number; whoever asks second waits until the first has kept his or given up."""
    series = Series.objects.select_for_update(of=("self",), no_key=True).get(pk=series.pk)
    if not station.path.startswith(series.station.path):
        raise Refused("该品牌属于另一个站点，不能用于本站活动。")
    series.last_no += 1
    series.save(update_fields=["last_no"])
    return series.last_no


def update(activity: Activity, *, by: Seat | None, **details) -> Activity:
    """修改活动: new `details` (those of DETAILS) until it is held.

    Raises PermissionDenied, or Refused when it is held, logged or cancelled, or the day is closed.
    """
    _check_details(details)
    with transaction.atomic():
        _lock(activity, by)
        if activity.stage not in (ActivityStage.PLANNED, ActivityStage.PUBLISHED):
            raise Refused(f"此活动当前为“{activity.get_stage_display()}”，不能修改安排。")
        _check_change(activity)
        changed = {name for name, value in details.items() if getattr(activity, name) != value}
        for name in changed:
            setattr(activity, name, details[name])
        activity.held_on = clock.local_date(activity.starts_at)
        if changed:
            _check_change(activity)
            _check_fields(activity)
            activity.revision, activity.changed_at = activity.revision + 1, clock.now()
            activity.save(update_fields=[*sorted(changed), "held_on", "revision", "changed_at"])
            _tell("update", activity, by, changed=sorted(changed))
    return activity


def publish(activity: Activity, *, by: Seat | None) -> None:
    """发布: everybody may read of it from now on."""
    with _step("publish", activity, by=by) as at:
        activity.published_at = at


def hold(activity: Activity, *, by: Seat) -> None:
    """举行: it took place; from now on it counts (T24a). Refused before its day, or in a closed month."""
    with _step("hold", activity, by=by) as at:
        if activity.held_on > clock.local_date(at):
            raise Refused("活动日期还没有到，不能记为已举行；日期有变请先修改安排。")
        _check_change(activity)


def log(
    activity: Activity,
    *,
    minutes: str,
    by: Seat,
    study_topic: Topic | None = None,
    study_title: str = "",
    study_minutes: int | None = None,
    study_waiver: str = "",
    residents: int | None = None,
    once: UUID | None = None,
) -> None:
    """归档: its minutes and what was studied at it (T3); every problem has an owner or a reason (T26).

    An activity without study needs the reason recorded by the committee's office, now or before.
    The same log again (`once`, written offline and sent twice, J10) changes nothing, also when
    the activity was opened again meanwhile.
    """
    with transaction.atomic():
        _lock(activity, by)
        if once and activity.logged_once == once:
            return
        if study_waiver and by.role != Role.COMMITTEE:
            raise PermissionDenied("未安排学习的理由由代表工作机构填写。")
        with _step("log", activity, by=by) as at:
            activity.minutes, activity.residents = minutes.strip(), residents
            activity.study_topic = study_topic or activity.study_topic
            activity.study_title = study_title or activity.study_title
            activity.study_minutes = study_minutes
            activity.study_waiver = study_waiver or activity.study_waiver
            activity.logged_at, activity.logged_by, activity.logged_once = at, by, once
            _check_record(activity)


def _check_record(activity: Activity) -> None:
    if not activity.minutes:
        raise Refused("归档须有活动纪要。")
    if not (activity.study_topic_id or activity.study_title or activity.study_waiver):
        raise Refused(
            "每次活动须有理论学习：请选择学习主题或填写学习内容；确未安排的，由代表工作机构记录理由。"
        )
    if one := activity.problems.open_ended().order_by("pk").first():
        raise Refused(f"问题“{one.problem}”还没有责任方，也没有写明理由，不能归档。")
    for check in before_log:
        check(activity)


def waive_study(activity: Activity, *, reason: str, by: Seat) -> None:
    """免学习: the committee's office records why this activity has no study item (T3)."""
    with transaction.atomic():
        _lock(activity, by)
        if by.role != Role.COMMITTEE:
            raise PermissionDenied("未安排学习的理由由代表工作机构填写。")
        if activity.stage in (ActivityStage.LOGGED, ActivityStage.CANCELLED):
            raise Refused(f"此活动{activity.get_stage_display()}，不能再记录。")
        activity.study_waiver = reason
        activity.save(update_fields=["study_waiver"])
        _tell("waive_study", activity, by, reason=reason)


def reopen(activity: Activity, *, reason: str, by: Seat) -> None:
    """补充记录: a logged activity may be written on again; that it was held stays."""
    with _step("reopen", activity, by=by, reason=reason):
        activity.logged_at = activity.logged_by = None


def cancel(activity: Activity, *, reason: str, by: Seat) -> None:
    """取消: it will not take place and never counts (T24a); who was asked is told."""
    with _step("cancel", activity, by=by, reason=reason) as at:
        activity.cancelled_at, activity.cancel_reason = at, reason
        activity.revision += 1


def start_series(*, station: Station, name: str, by: Seat, about: str = "") -> Series:
    """设立品牌: a brand of activities with running numbers (T26)."""
    _check_planner(station, by)
    series = Series(station=station, name=name, about=about)
    with transaction.atomic():
        try:
            series.full_clean()
        except ValidationError as error:
            raise Refused("".join(error.messages)) from error
        series.save(force_insert=True)
        chain.record("activity.start_series", by=by, about=series, facts={"name": name})
    return series


def may_act(activity: Activity, *, by: Seat) -> None:
    """403 unless `by` plans activities at this activity's station."""
    _check_planner(activity.station, by)


# -- how every step is taken --------------------------------------------------------------------
@contextmanager
def _step(key: str, activity: Activity, *, by: Seat | None, **facts) -> Iterator[datetime]:
    """Lock, check, change, move, record and tell, in one transaction; 403 or 409 else."""
    with transaction.atomic():
        _lock(activity, by)
        step = activity.check_step(key, by=SYSTEM if by is None else by)
        activity.changed_at = clock.now()
        yield activity.changed_at
        activity.stage = step.target
        activity.save()
        _tell(key, activity, by, **facts)


def _lock(activity: Activity, by: Seat | None) -> None:
    """Read it again under a row lock; 403 at a station `by` does not answer for."""
    rows = Activity.objects.select_for_update(of=("self",), no_key=True)
    activity.refresh_from_db(from_queryset=rows)
    _check_planner(activity.station, by)


def _check_planner(station: Station, by: Seat | None) -> None:
    if by is not None and (by.role not in PLANNERS or station.pk not in ids_below(by)):
        raise PermissionDenied("只能办理本站及下级站点的活动。")


def _check_details(details: dict) -> None:
    if strange := set(details) - DETAILS:
        raise TypeError(f"Not a detail of an activity: {sorted(strange)}")


def _check_change(activity: Activity) -> None:
    for check in before_change:
        check(activity)


def _check_fields(activity: Activity) -> None:
    try:
        activity.full_clean(validate_unique=False)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error


def _tell(key: str, activity: Activity, by: Seat | None, **facts) -> None:
    told = {"station": activity.station.code, "on": activity.held_on, **facts}
    chain.record(_VERBS + key, by=by, about=activity, facts=told)
    for tell in after_step:
        tell(key, activity, by)
