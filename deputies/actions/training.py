"""Everything that can happen to training: classes, rosters, required courses completed (T5, T7)."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from deputies.models import CourseCompletion, Deputy, Enrolment, TrainingClass
from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations.models import ImportDraft, Station, Topic, ids_below

BATCH = 500


@transaction.atomic
def open_training(*, station: Station, by: Seat, **details) -> TrainingClass:
    """开设培训班 held by `station`. Raises Refused when it is not the seat's, or exists already."""
    _check_answers_for(station.pk, by)
    training = TrainingClass(station=station, **details)
    _keep(training)
    chain.record("open_training", by=by, about=training, facts={"name": training.title})
    return training


@transaction.atomic
def change_training(training: TrainingClass, *, by: Seat, **details) -> TrainingClass:
    """修改培训班. Raises Refused when its hours would fall below what somebody has been given."""
    training = _locked(training)
    _check_answers_for(training.station_id, by)
    for name, value in details.items():
        setattr(training, name, value)
    if training.enrolments.filter(hours__gt=training.hours).exists():
        raise Refused("已有代表的学时多于修改后的学时，请先更正名单。")
    _keep(training)
    chain.record("change_training", by=by, about=training, facts={"changed": sorted(details)})
    return training


def apply_roster(
    training: TrainingClass, plan, *, by: Seat, draft: ImportDraft | None = None
) -> int:
    """导入参训名单: all of `plan` (deputies.documents.training.Plan) or nothing.

    A deputy stands once in a class: a repeat changes the row on record, so that hours are counted
    once (T7). Returns how many rows were written. Raises Refused when a row is bad.
    """
    if plan.faults:
        raise Refused(f"有 {len(plan.faults)} 处错误，未导入任何内容。")
    try:
        with transaction.atomic():
            return _write_roster(training, plan, by, draft)
    except IntegrityError as clash:
        raise Refused("名单刚刚被改动，未导入任何内容，请重新预览。") from clash


def _write_roster(training: TrainingClass, plan, by: Seat, draft: ImportDraft | None) -> int:
    training = _locked(training)
    _check_answers_for(training.station_id, by)
    touched = [*plan.new, *plan.changed]
    told = {"recorded_at": clock.now(), "recorded_by": by}
    rows = [
        Enrolment(
            training=training,
            deputy_id=row.deputy_pk,
            is_present=row.is_present,
            hours=row.hours,
            **told,
        )
        for row in touched
    ]
    Enrolment.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["training", "deputy"],
        update_fields=["is_present", "hours", "recorded_at", "recorded_by"],
    )
    facts = {"new": len(plan.new), "changed": len(plan.changed)}
    chain.record("import_roster", by=by, about=training, facts=facts)
    if draft is not None:
        draft.delete()
    return len(rows)


@transaction.atomic
def complete_from_class(training: TrainingClass, *, by: Seat) -> int:
    """按培训班登记必修课: everybody present at the class has done its topic. Returns how many are new.

    Raises Refused when the class has no required course as its topic.
    """
    training = _locked(training)
    _check_answers_for(training.station_id, by)
    if training.topic is None or not training.topic.is_required_course:
        raise Refused("本班的学习主题不是必修课，不能按本班登记。")
    present = list(training.enrolments.filter(is_present=True).values_list("deputy", flat=True))
    return _complete(
        present,
        topic=training.topic,
        on=training.to_on,
        how=CourseCompletion.How.CLASS,
        training=training,
        by=by,
    )


@transaction.atomic
def complete_course(
    deputies: Iterable[Deputy], *, topic: Topic, on: date, how: str, by: Seat
) -> int:
    """登记必修课完成 for several deputies at once, on `on` (a local date). Returns how many are new.

    Whoever has done it keeps the first record. Raises Refused for a topic that is no required
    course, a day to come, and a deputy who is not the seat's.
    """
    if not topic.is_required_course:
        raise Refused("该主题不是必修课。")
    if on > clock.today():
        raise Refused("完成日期不能晚于今天。")
    keys = [deputy.pk for deputy in deputies]
    visible = Deputy.objects.visible_to(by).filter(pk__in=keys).count()
    if visible != len(set(keys)):
        raise Refused("名单中有不属于您管理范围的代表。")
    return _complete(keys, topic=topic, on=on, how=how, training=None, by=by)


def _complete(keys, *, topic, on, how, training, by) -> int:
    before = CourseCompletion.objects.filter(topic=topic).count()
    rows = [
        CourseCompletion(
            deputy_id=key,
            topic=topic,
            completed_on=on,
            how=how,
            training=training,
            recorded_at=clock.now(),
            recorded_by=by,
        )
        for key in keys
    ]
    CourseCompletion.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    new = CourseCompletion.objects.filter(topic=topic).count() - before
    facts = {"name": topic.title, "rows": new}
    chain.record("complete_course", by=by, about=topic, facts=facts)
    return new


def _keep(training: TrainingClass) -> None:
    try:
        training.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    training.save()


def _locked(training: TrainingClass) -> TrainingClass:
    rows = TrainingClass.objects.select_for_update(of=("self",))
    return rows.select_related("topic").get(pk=training.pk)


def _check_answers_for(station_id: int, by: Seat) -> None:
    if station_id not in ids_below(by):
        raise Refused("该站点不在您的管理范围内。")
