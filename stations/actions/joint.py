"""What happens at a joint day: units come, voters ask, each question has an answer (J16)."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from stations.actions.activities import PLANNERS
from stations.models import Activity, Form, JointQuestion, JointUnit, ids_below
from stations.workflow import ActivityStage

#: Whether a receipt number is one of ours; the app of concerns adds its answer when it is ready.
receipts_known: list[Callable[[str], bool]] = []
CLOSED = (ActivityStage.LOGGED, ActivityStage.CANCELLED)


@transaction.atomic
def add_unit(activity: Activity, *, unit: str, by: Seat, posts: str = "") -> JointUnit:
    """登记到场部门. Refused for another form of activity, a closed log, or a unit twice."""
    _lock_open(activity, by)
    if activity.joint_units.filter(unit=unit).exists():
        raise Refused(f"“{unit}”已登记到场。")
    came = JointUnit.objects.create(activity=activity, unit=unit, posts=posts)
    chain.record("activity.joint_unit", by=by, about=activity, facts={"name": unit})
    return came


@transaction.atomic
def ask(activity: Activity, *, asked: str, unit: JointUnit, by: Seat) -> JointQuestion:
    """记现场提问: what was asked, and of which unit that is there."""
    _lock_open(activity, by)
    if unit.activity_id != activity.pk:
        raise Refused("该部门没有登记到场。")
    return JointQuestion.objects.create(activity=activity, asked=asked, unit=unit)


@transaction.atomic
def settle(
    question: JointQuestion,
    *,
    by: Seat,
    answer: str = "",
    task_owner: str = "",
    task_due_on: date | None = None,
    receipt: str = "",
) -> None:
    """答复: answered on the spot, or a task with owner and day, or followed as a concern.

    `task_due_on` is a local date, not before the activity. Once the log is closed an answer may
    still be written, but no question may be left without any. Raises Refused.
    """
    activity = question.activity
    _lock(activity, by)
    if not (answer or task_owner or receipt):
        raise Refused("请写明现场答复，或会后办理的责任人和日期，或转为诉求的编号。")
    if bool(task_owner) != bool(task_due_on):
        raise Refused("会后办理须同时写明责任人和办结日期。")
    if task_due_on and task_due_on < activity.held_on:
        raise Refused("办结日期不能早于活动日期。")
    if receipt and not any(known(receipt) for known in receipts_known):
        raise Refused(f"没有编号为“{receipt}”的诉求，请先在“现场收到诉求”中登记。")
    question.answer, question.receipt = answer, receipt
    question.task_owner, question.task_due_on = task_owner, task_due_on
    question.save(update_fields=["answer", "receipt", "task_owner", "task_due_on"])
    facts = {"name": question.asked, "to": task_owner or receipt}
    chain.record("activity.joint_settle", by=by, about=activity, facts=facts)


def check_record(activity: Activity) -> None:
    """归档前: a joint day has at least one unit, and each question has an answer (J16)."""
    if activity.form != Form.JOINT:
        return
    if not activity.joint_units.exists():
        raise Refused("部门进家活动至少要登记一个到场部门，才能归档。")
    if activity.residents is None:
        raise Refused("部门进家活动须填写参加群众（选民）人数，才能归档。")
    if one := activity.joint_questions.open_ended().order_by("pk").first():
        raise Refused(f"现场提问“{one.asked}”还没有答复、会后任务或诉求编号，不能归档。")


def _lock(activity: Activity, by: Seat) -> None:
    rows = Activity.objects.select_for_update(of=("self",), no_key=True)
    activity.refresh_from_db(from_queryset=rows)
    if by.role not in PLANNERS or activity.station_id not in ids_below(by):
        raise PermissionDenied("只能办理本站及下级站点的活动。")


def _lock_open(activity: Activity, by: Seat) -> None:
    _lock(activity, by)
    if activity.form != Form.JOINT:
        raise Refused("只有形式为“部门进家”的活动记录到场部门和现场提问。")
    if activity.stage in CLOSED:
        raise Refused(f"此活动{activity.get_stage_display()}，要补记请先“补充记录”。")
