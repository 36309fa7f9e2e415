"""Who takes part in a training class: enrolled, signed in, asked afterwards what it was worth (T7)."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from deputies.models import Deputy, Enrolment, TrainingClass, TrainingFeedback, deputy_of
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import ids_below


@transaction.atomic
def enrol(training: TrainingClass, *, deputies: Sequence[Deputy], by: Seat) -> int:
    """报名: a deputy himself until the last day, or the office for its own; how many are new.

    Whoever stands in the class already keeps his row. Raises PermissionDenied for another's class
    or person, Refused after the last day, when no place is left, for who is not in office then.
    """
    training = _locked(training)
    _check_enrols(training, deputies, by)
    keys = {deputy.pk for deputy in deputies}
    known = set(training.enrolments.filter(deputy__in=keys).values_list("deputy_id", flat=True))
    new = [deputy for deputy in deputies if deputy.pk not in known]
    _check_in_office(new, training)
    _check_places(training, len(new))
    now = clock.now()
    Enrolment.objects.bulk_create(
        Enrolment(training=training, deputy=each, recorded_at=now, recorded_by=by) for each in new
    )
    if new:
        facts = {"name": training.title, "deputy": [each.name for each in new]}
        chain.record("enrol", by=by, about=training, facts=facts)
    return len(new)


@transaction.atomic
def withdraw(training: TrainingClass, *, by: Seat) -> None:
    """取消报名: the deputy of the seat `by`, until the last day. Raises Refused afterwards."""
    training = _locked(training)
    _check_open(training)
    mine = training.enrolments.filter(deputy=own(by), is_present=False)
    if not mine.exists():
        raise Refused("您没有报名本班，或已经签到。")
    mine.delete()
    chain.record("withdraw_enrolment", by=by, about=training, facts={"name": training.title})


@transaction.atomic
def record_present(training: TrainingClass, *, deputies: Sequence[Deputy], by: Seat) -> int:
    """培训签到: those who came, from the first day on; the hours of the class count once (T7).

    Who was not enrolled is by being there. Returns how many were not on record as present.
    """
    training = _locked(training)
    _check_keeps(training, by)
    if clock.today() < training.from_on:
        raise Refused("培训班还没有开班，不能签到。")
    keys = [deputy.pk for deputy in deputies]
    rows = training.enrolments.filter(deputy__in=keys)
    known = set(rows.filter(is_present=True).values_list("deputy_id", flat=True))
    new = [deputy for deputy in deputies if deputy.pk not in known]
    _check_in_office(new, training)
    told = {"recorded_at": clock.now(), "recorded_by": by}
    Enrolment.objects.bulk_create(
        [
            Enrolment(training=training, deputy=each, is_present=True, hours=training.hours, **told)
            for each in new
        ],
        update_conflicts=True,
        unique_fields=["training", "deputy"],
        update_fields=["is_present", "hours", "recorded_at", "recorded_by"],
    )
    if new:
        facts = {"name": training.title, "deputy": [each.name for each in new]}
        chain.record("sign_in_training", by=by, about=training, facts=facts)
    return len(new)


@transaction.atomic
def give_feedback(enrolment: Enrolment, *, rating: int, text: str, by: Seat) -> TrainingFeedback:
    """培训反馈, once, by whoever was there, when the class is over; it is kept without the name."""
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("training")
    enrolment = rows.get(pk=enrolment.pk)
    if enrolment.deputy_id != own(by).pk:
        raise PermissionDenied("只能填写本人的反馈。")
    if not enrolment.is_present or clock.today() < enrolment.training.to_on:
        raise Refused("参加培训并结业后才能填写反馈。")
    if enrolment.gave_feedback:
        raise Refused("您已填写过反馈，每班一次。")
    enrolment.gave_feedback = True
    enrolment.save(update_fields=["gave_feedback"])
    return TrainingFeedback.objects.create(training=enrolment.training, rating=rating, text=text)


def own(by: Seat) -> Deputy:
    """The deputy who acts from `by`; PermissionDenied when it is no deputy's."""
    deputy = deputy_of(by)
    if deputy is None:
        raise PermissionDenied("只有代表岗位可以办理。")
    return deputy


def _check_enrols(training: TrainingClass, deputies: Sequence[Deputy], by: Seat) -> None:
    if by.role == Role.DEPUTY:
        if [deputy.pk for deputy in deputies] != [own(by).pk]:
            raise PermissionDenied("只能为本人报名。")
        _check_open(training)
        return
    _check_keeps(training, by)
    if clock.today() > training.to_on:
        raise Refused("培训班已经结业，不能再报名。")


def _check_open(training: TrainingClass) -> None:
    if training.enrolling_ends_on is None or clock.today() > training.enrolling_ends_on:
        raise Refused("报名已截止，请联系主办站点。")


def _check_places(training: TrainingClass, number: int) -> None:
    if training.places and training.enrolments.count() + number > training.places:
        raise Refused(f"名额为 {training.places} 人，已经报满。")


def _check_in_office(deputies: Sequence[Deputy], training: TrainingClass) -> None:
    keys = {deputy.pk for deputy in deputies}
    serving = Deputy.objects.in_office(training.from_on).filter(pk__in=keys)
    missing = keys - set(serving.values_list("pk", flat=True))
    if missing:
        names = "、".join(each.name for each in deputies if each.pk in missing)
        raise Refused(f"{names}在开班当天不是在任代表。")


def _check_keeps(training: TrainingClass, by: Seat) -> None:
    if by.role not in (Role.STATION, Role.COMMITTEE) or training.station_id not in ids_below(by):
        raise PermissionDenied("该培训班不在您的管理范围内。")


def _locked(training: TrainingClass) -> TrainingClass:
    return TrainingClass.objects.select_for_update(of=("self",)).get(pk=training.pk)
