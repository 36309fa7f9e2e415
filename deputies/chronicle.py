"""What activities, duties, classes, courses and grids tell of deputies, for the record (J13)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from deputies.models import (
    Attendance,
    CampaignEvent,
    CourseCompletion,
    Duty,
    Enrolment,
    GridDuty,
    SessionAttendance,
)
from deputies.record import Event, Part, addresses, register
from deputies.vocabulary import Campaign
from stations.models.activities import Form, Function
from stations.workflow import ActivityStage

#: Being at an activity is called after what the activity was for.
VISITS = {
    Function.SURVEY.value: ("调研视察", Part.INSPECTIONS),
    Function.CONTACT.value: ("联系群众", Part.GROUP),
    Function.PUBLICITY.value: ("政策宣传", Part.GROUP),
    Function.ADVICE.value: ("建言献策", Part.GROUP),
    Function.SUPERVISION.value: ("监督对接", Part.REPORTING),
    Function.STUDY.value: ("学习交流", Part.STUDY),
    "reception": ("接待群众", Part.GROUP),
}
ABSENCES = {"absence": ("无故缺席", Part.GROUP)}
SESSIONS = {
    "session_present": ("出席人代会", Part.MEETINGS),
    "session_absent": ("未经批准缺席人代会", Part.MEETINGS),
}
TRAINING = {"training": ("参加培训", Part.STUDY)}
COURSES = {"course": ("完成必修课", Part.STUDY)}
SERVICES = {"service_visit": ("上门服务", Part.GROUP)}
CAMPAIGNS = {"campaign": ("服务进万家", Part.GROUP)}
GRIDS = {"grid": ("下沉网格", Part.GROUP)}


def visits(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """进站记录: being at an activity that was held; a visit on duty or on a reception day is one.

    One statement. The day is the activity's.
    """
    on_duty = Duty.objects.filter(
        activity=OuterRef("activity"), deputy=OuterRef("deputy"), is_on_duty=True
    )
    rows = Attendance.objects.counting().filter(activity__held_on__range=(first, last))
    names = "pk", "deputy_id", "activity_id", "activity__held_on", "activity__title"
    kinds = "activity__function", "activity__form"
    found = _of(rows, deputy_ids).annotate(on_duty=Exists(on_duty)).order_by()
    address = addresses(reverse("stations:activity", args=[0]))
    for pk, deputy, activity, on, title, function, form, duty in found.values_list(
        *names, *kinds, "on_duty"
    ):
        kind = "reception" if duty or form == Form.RECEPTION else function
        yield Event(deputy, kind, on, title, f"attendance:{pk}", address(activity))


def absences(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """无故缺席: said to come or put on duty, no leave asked, and not there when it was put on file.

    Whoever never answered an invitation and had no duty is not absent. One statement.
    """
    there = Attendance.objects.filter(activity=OuterRef("activity"), deputy=OuterRef("deputy"))
    owed = Q(answer=Duty.Answer.COMING) | Q(answer=Duty.Answer.WAITING, is_on_duty=True)
    rows = Duty.objects.filter(
        owed, activity__stage=ActivityStage.LOGGED, activity__held_on__range=(first, last)
    ).exclude(Exists(there))
    names = "pk", "deputy_id", "activity_id", "activity__held_on", "activity__title"
    address = addresses(reverse("stations:activity", args=[0]))
    for pk, deputy, activity, on, title in _of(rows, deputy_ids).order_by().values_list(*names):
        yield Event(deputy, "absence", on, title, f"duty:{pk}", address(activity))


def training(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """参训记录: a class attended, with its hours, on the day it began. One statement."""
    rows = Enrolment.objects.filter(is_present=True, training__from_on__range=(first, last))
    names = "pk", "deputy_id", "training_id", "training__from_on", "training__title", "hours"
    address = addresses(reverse("deputies:training", args=[0]))
    for pk, deputy, place, on, title, hours in _of(rows, deputy_ids).order_by().values_list(*names):
        yield Event(deputy, "training", on, title, f"enrolment:{pk}", address(place), hours)


def courses(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """必修课: completed on its day, whichever way. One statement."""
    rows = CourseCompletion.objects.filter(completed_on__range=(first, last))
    names = "pk", "deputy_id", "completed_on", "topic__title"
    for pk, deputy, on, title in _of(rows, deputy_ids).order_by().values_list(*names):
        yield Event(deputy, "course", on, title, f"course:{pk}")


def grids(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """下沉网格: a grid answered for, once a calendar year: on its first day in that year (J7)."""
    rows = GridDuty.objects.filter(
        Q(to_on=None) | Q(to_on__gte=first.replace(month=1, day=1)), from_on__lte=last
    )
    names = "pk", "deputy_id", "grid_id", "from_on", "to_on", "grid__name"
    address = addresses(reverse("deputies:grid", args=[0]))
    for pk, deputy, grid, from_on, to_on, name in (
        _of(rows, deputy_ids).order_by().values_list(*names)
    ):
        for year in range(first.year, last.year + 1):
            on = max(from_on, date(year, 1, 1))
            if on.year == year and first <= on <= last and (to_on is None or on <= to_on):
                yield Event(deputy, "grid", on, name, f"grid:{pk}:{year}", address(grid))


def services(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """上门服务: a need met at an activity the deputy came to, on that day (T19). One statement."""
    rows = Attendance.objects.counting().filter(
        activity__held_on__range=(first, last), activity__needs__isnull=False
    )
    names = "deputy_id", "activity__needs", "activity__held_on", "activity__needs__title"
    address = addresses(reverse("deputies:need", args=[0]))
    for deputy, need, on, title in _of(rows, deputy_ids).order_by().values_list(*names):
        yield Event(deputy, "service_visit", on, title, f"need:{need}", address(need))


def campaigns(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """服务进万家: an event of one of the six, each deputy at it (T18). One statement."""
    rows = CampaignEvent.deputies.through.objects.filter(
        campaignevent__held_on__range=(first, last)
    )
    names = "deputy_id", "campaignevent_id", "campaignevent__held_on"
    said = "campaignevent__theme", "campaignevent__title"
    address = addresses(reverse("deputies:campaign", args=[0]))
    for deputy, event, on, theme, title in (
        _of(rows, deputy_ids).order_by().values_list(*names, *said)
    ):
        told = f"{Campaign(theme).label}：{title}"
        yield Event(deputy, "campaign", on, told, f"campaign:{event}", address(event))


def _of(rows: Any, deputy_ids: Sequence[int] | None):
    return rows if deputy_ids is None else rows.filter(deputy__any_of=deputy_ids)


def sessions(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """人代会出席: each session attended, and each missed without approval (C12); leave is neither.

    One statement. The day is the session's first.
    """
    told = {"present": "session_present", "absent": "session_absent"}
    rows = SessionAttendance.objects.filter(
        state__in=list(told), session__from_on__range=(first, last)
    )
    if deputy_ids is not None:
        rows = rows.filter(mandate__deputy__in=list(deputy_ids))
    names = "pk", "mandate__deputy_id", "mandate_id", "state", "session__from_on", "session__title"
    address = addresses(reverse("deputies:mandate", args=[0]))
    for pk, deputy, mandate, state, on, title in rows.order_by().values_list(*names):
        yield Event(deputy, told[state], on, title, f"session:{pk}", address(mandate))


def tell_the_record() -> None:
    """Register every source of this file."""
    register(sessions, kinds=SESSIONS)
    register(visits, kinds=VISITS)
    register(absences, kinds=ABSENCES)
    register(training, kinds=TRAINING)
    register(courses, kinds=COURSES)
    register(grids, kinds=GRIDS)
    register(services, kinds=SERVICES)
    register(campaigns, kinds=CAMPAIGNS)
