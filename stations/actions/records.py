"""What is written down at an activity beside its minutes: the three lists, a deliberation, photos."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from liaison.accounts.models import Seat
from liaison.attachments.actions import attach
from liaison.audit import chain
from liaison.errors import Refused
from stations.actions.activities import PLANNERS
from stations.models import Activity, ActivityProblem, Deliberation, ids_below
from stations.workflow import ActivityStage


@transaction.atomic
def add_problem(
    activity: Activity, *, problem: str, by: Seat, owner: str = "", reason: str = ""
) -> ActivityProblem:
    """记问题: a problem raised at `activity` (问题清单, T26); its owner may be found later."""
    _lock_open(activity, by)
    added = ActivityProblem.objects.create(
        activity=activity, problem=problem, owner=owner, reason=reason
    )
    chain.record("activity.add_problem", by=by, about=activity, facts={"name": problem})
    return added


@transaction.atomic
def settle_problem(
    problem: ActivityProblem, *, owner: str, reason: str, feedback: str, by: Seat
) -> None:
    """定责任、记反馈: who owns it or why nobody does, and what came of it.

    Feedback arrives after the log is closed: then the feedback alone may be written, and the owner
    or reason stays.
    """
    activity = problem.activity
    _lock(activity, by)
    if activity.stage == ActivityStage.LOGGED and not (owner or reason):
        raise Refused("活动已归档，责任方或理由不能清空。")
    problem.owner, problem.reason, problem.feedback = owner, reason, feedback
    problem.save(update_fields=["owner", "reason", "feedback"])
    facts = {"name": problem.problem, "now": owner or reason}
    chain.record("activity.settle_problem", by=by, about=activity, facts=facts)


@transaction.atomic
def deliberate(
    activity: Activity,
    *,
    topic: str,
    views: str,
    by: Seat,
    consensus: str = "",
    tasks: Iterable[tuple[str, str]] = (),
) -> Deliberation:
    """议事: topic → views → consensus → tasks (J3).

    `tasks` are (what, owner) pairs; each new one joins the activity's list of problems, where its
    owner and what came of it are followed.
    """
    _lock_open(activity, by)
    record, _ = Deliberation.objects.update_or_create(
        activity=activity, defaults={"topic": topic, "views": views, "consensus": consensus}
    )
    known = set(activity.problems.values_list("problem", flat=True))
    for what, owner in tasks:
        if what not in known:
            known.add(what)
            ActivityProblem.objects.create(activity=activity, problem=what, owner=owner)
    chain.record("activity.deliberate", by=by, about=activity, facts={"name": topic})
    return record


@transaction.atomic
def add_photos(activity: Activity, *, uploads: Iterable[UploadedFile], by: Seat) -> None:
    """添加照片. Raises sniff.Unacceptable for a file that is no photo; then none is kept."""
    _lock_open(activity, by)
    for upload in uploads:
        attach(activity, upload=upload, by=by)


def _lock(activity: Activity, by: Seat) -> None:
    rows = Activity.objects.select_for_update(of=("self",), no_key=True)
    activity.refresh_from_db(from_queryset=rows)
    if by.role not in PLANNERS or activity.station_id not in ids_below(by):
        raise PermissionDenied("只能办理本站及下级站点的活动。")


def _lock_open(activity: Activity, by: Seat) -> None:
    _lock(activity, by)
    if activity.stage in (ActivityStage.LOGGED, ActivityStage.CANCELLED):
        raise Refused(f"此活动{activity.get_stage_display()}，要补记请先“补充记录”。")
