"""Deputies asked to an activity: invited in bulk, answering, told of changes, reminded the day before."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from deputies.models import Attendance, Deputy, Duty, deputy_of
from liaison import clock
from liaison.accounts.models import Seat, User
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from liaison.notices.models import Message
from stations.models import Activity, ids_below
from stations.workflow import ActivityStage

OFFICE = (Role.STATION, Role.COMMITTEE)
AHEAD = (ActivityStage.PLANNED, ActivityStage.PUBLISHED)


@transaction.atomic
def invite(
    activity: Activity, *, deputies: Iterable[Deputy], by: Seat | None, on_duty: bool = False
) -> int:
    """邀请: ask `deputies` to `activity`, `on_duty` those who receive residents; how many are new.

    Whoever was asked before is not asked again, but may be put on duty. They are told at once,
    or when the activity is published. Raises PermissionDenied at another's station, Refused when
    it is over or cancelled.
    """
    activity = _locked(activity)
    _check_answers_for(activity, by)
    if activity.stage not in AHEAD or activity.ends_at <= clock.now():
        raise Refused("活动已经举行或取消，不能再邀请。")
    keys = {deputy.pk for deputy in deputies}
    asked = set(activity.duties.filter(deputy__in=keys).values_list("deputy_id", flat=True))
    serving = Deputy.objects.performing(activity.held_on).filter(pk__in=keys - asked)
    now = clock.now()
    new = [
        Duty(activity=activity, deputy_id=pk, is_on_duty=on_duty, asked_at=now)
        for pk in serving.values_list("pk", flat=True)
    ]
    Duty.objects.bulk_create(new)
    if on_duty:
        activity.duties.filter(deputy__in=asked).update(is_on_duty=True)
    if new:
        facts = {"new": len(new), "station": activity.station.code}
        chain.record("invite_deputies", by=by, about=activity, facts=facts)
        if activity.stage == ActivityStage.PUBLISHED:
            _tell(activity, "activity_invited", [duty.deputy_id for duty in new])
    return len(new)


@transaction.atomic
def answer_duty(duty: Duty, *, coming: bool, reason: str = "", by: Seat) -> Duty:
    """回复邀请: `coming`, or on leave for a `reason`; until the activity is over the answer may change.

    A deputy answers for himself, an officer for who rang up. Raises PermissionDenied, Refused.
    """
    activity = _locked(duty.activity)
    duty = Duty.objects.select_for_update(of=("self",)).select_related("deputy").get(pk=duty.pk)
    _check_may_answer(duty, activity, by)
    _check_answer(duty, activity, coming, reason)
    duty.answer = Duty.Answer.COMING if coming else Duty.Answer.LEAVE
    duty.leave_reason = "" if coming else reason
    duty.answered_at = clock.now()
    duty.save(update_fields=["answer", "leave_reason", "answered_at"])
    facts = {"deputy": duty.deputy.name, "answer": duty.get_answer_display()}
    chain.record("answer_duty", by=by, about=activity, facts=facts)
    if not coming and by.role == Role.DEPUTY:
        outbox.post(
            to=_officers(activity),
            template="activity_leave",
            about=activity,
            once=f"duty:{duty.pk}:leave:{duty.answered_at.isoformat()}",
            context={"duty": duty},
            url=activity.get_absolute_url(),
        )
    return duty


def tell_after_step(step: str, activity: Activity, by: Seat | None) -> None:
    """Whoever is asked hears of it: published, moved to another time or place, cancelled."""
    if step == "publish":
        _tell(activity, "activity_invited")
    elif step == "cancel" and activity.published_at is not None:
        _tell(activity, "activity_cancelled")
    elif step == "update" and activity.published_at is not None and _is_news(activity):
        _tell(activity, "activity_changed")


def accounts_asked(activity: Activity) -> Iterable[User]:
    """The accounts of those asked who have not taken leave: told of a reception beforehand."""
    return _accounts(_asked(activity))


def remind(day: date) -> int:
    """活动提醒: everybody asked to an activity held on `day` (a local date), once; how many were told."""
    soon = Activity.objects.filter(held_on=day, stage=ActivityStage.PUBLISHED)
    told = 0
    for activity in soon.select_related("station").order_by("starts_at", "pk"):
        told += outbox.post(
            to=_accounts(_asked(activity)),
            template="activity_tomorrow",
            about=activity,
            once=f"activity:{activity.pk}:reminded:{day}",
            url=activity.get_absolute_url(),
        )
    return told


def _check_answers_for(activity: Activity, by: Seat | None) -> None:
    if by is not None and (by.role not in OFFICE or activity.station_id not in ids_below(by)):
        raise PermissionDenied("该活动不在您的管理范围内。")


def _check_may_answer(duty: Duty, activity: Activity, by: Seat) -> None:
    if by.role != Role.DEPUTY:
        _check_answers_for(activity, by)
    elif (own := deputy_of(by)) is None or own.pk != duty.deputy_id:
        raise PermissionDenied("只能回复本人的邀请。")


def _check_answer(duty: Duty, activity: Activity, coming: bool, reason: str) -> None:
    if activity.stage not in AHEAD or activity.ends_at <= clock.now():
        raise Refused("活动已经结束或取消，不用再回复。")
    if coming:
        return
    if not reason:
        raise Refused("请假须写明原因。")
    if Attendance.objects.filter(activity=activity, deputy=duty.deputy_id).exists():
        raise Refused("已经签到，不能请假。")


def _locked(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",), no_key=True).select_related("station")
    return rows.get(pk=activity.pk)


def _asked(activity: Activity) -> QuerySet[Duty]:
    """The duties of those who have not taken leave."""
    return activity.duties.exclude(answer=Duty.Answer.LEAVE)


def _accounts(duties: QuerySet[Duty]) -> QuerySet[User]:
    seats = Seat.objects.filter(deputy_seat__deputy__in=duties.values("deputy"))
    return User.objects.filter(is_active=True, seats__in=seats.current(clock.today())).distinct()


def _officers(activity: Activity) -> QuerySet[User]:
    """The liaison officers of the station that holds it."""
    seats = Seat.objects.of(Role.STATION).filter(station_seat__station=activity.station_id)
    return User.objects.filter(is_active=True, seats__in=seats.current(clock.today())).distinct()


def _tell(activity: Activity, template: str, deputies: Iterable[int] | None = None) -> None:
    duties = _asked(activity) if deputies is None else _asked(activity).filter(deputy__in=deputies)
    moment = clock.now().isoformat()
    outbox.post(
        to=_accounts(duties),
        template=template,
        about=activity,
        once=f"{_what_was_told(activity)}{template}:{moment}",
        url=activity.get_absolute_url(),
    )


def _what_was_told(activity: Activity) -> str:
    """Time and place as people were told them: the beginning of the notices' once-keys."""
    times = f"{activity.starts_at:%Y%m%d%H%M}-{activity.ends_at:%Y%m%d%H%M}"
    return f"activity:{activity.pk}:at:{times}:{activity.place[:40]}:"


def _is_news(activity: Activity) -> bool:
    """Whether time or place differ from what the newest notice of this activity said."""
    told = Message.objects.filter(once__startswith=f"activity:{activity.pk}:at:")
    newest = told.order_by("-created_at", "pk").values_list("once", flat=True).first()
    return newest is not None and not newest.startswith(_what_was_told(activity))
