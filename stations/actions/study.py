"""Everything that can happen to study topics and yearly study plans (T2, T4, T6)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from stations import curriculum
from stations.actions.recipients import people_above, people_at
from stations.models import PlanItem, Station, StudyPlan, Topic, ids_below
from stations.workflow import PlanStage

MONTHS = 12


class Session(NamedTuple):
    """One line of a plan as it is written."""

    month: int
    topic: Topic
    form: str = ""
    note: str = ""


# -- the catalogue ------------------------------------------------------------------------------
@transaction.atomic
def add_topic(*, by: Seat | None, **details) -> Topic:
    """增加学习主题. Raises Refused when the title is taken or a value makes no sense."""
    topic = Topic(**details)
    _keep_topic(topic)
    chain.record("add_topic", by=by, about=topic, facts={"name": topic.title})
    return topic


@transaction.atomic
def change_topic(topic: Topic, *, by: Seat | None, **details) -> Topic:
    """修改学习主题: what does not change is not written. Raises Refused as `add_topic`."""
    topic = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    changed = sorted(name for name, value in details.items() if getattr(topic, name) != value)
    if not changed:
        return topic
    for name in changed:
        setattr(topic, name, details[name])
    _keep_topic(topic)
    chain.record(
        "change_topic", by=by, about=topic, facts={"name": topic.title, "changed": changed}
    )
    return topic


def _keep_topic(topic: Topic) -> None:
    try:
        topic.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    topic.save()


# -- plans --------------------------------------------------------------------------------------
@transaction.atomic
def draft_plan(
    station: Station, *, year: int, by: Seat, person: str = "", from_last_year: bool = False
) -> StudyPlan:
    """编制学习计划: a draft holding the required topics, or last year's sessions and these.

    Raises Refused when the station is not the seat's, has such a plan already, or when there is no
    plan of last year to copy.
    """
    _check_answers_for(station.pk, by)
    sessions = _last_years(station, year) if from_last_year else []
    try:
        with transaction.atomic():
            plan = StudyPlan.objects.create(station=station, year=year, person=person)
    except IntegrityError as clash:
        raise Refused(f"{station.name}{year}年的学习计划已存在。") from clash
    _write(plan, _with_template(sessions, year))
    chain.record("draft_plan", by=by, about=plan, facts={"station": station.code, "year": year})
    return plan


@transaction.atomic
def set_sessions(
    plan: StudyPlan, *, sessions: Sequence[Session], by: Seat, person: str | None = None
) -> StudyPlan:
    """修改学习安排: these sessions, in this order, instead of the former ones; drafts only."""
    plan = _locked(plan)
    _check_answers_for(plan.station_id, by)
    check_open(plan)
    if person is not None:
        plan.person = person
        plan.save(update_fields=["person"])
    plan.items.all().delete()
    _write(plan, sessions)
    chain.record("change_plan", by=by, about=plan, facts={"rows": len(sessions)})
    return plan


def check_open(plan: StudyPlan) -> None:
    """Raises Refused unless the plan is a draft, which alone may be changed."""
    if plan.stage != PlanStage.DRAFT:
        raise Refused(f"计划当前为“{plan.get_stage_display()}”，不能修改；须先退回。")


@transaction.atomic
def submit(plan: StudyPlan, *, by: Seat) -> StudyPlan:
    """报送: to the office above. Raises Refused naming each required topic it lacks (T6)."""
    plan = _step(plan, "submit", by)
    planned = list(plan.items.values_list("topic", flat=True))
    if not planned:
        raise Refused("学习计划还没有任何安排。")
    required = Topic.objects.required_in(plan.year)
    if reason := curriculum.refusal(curriculum.lacking(required, planned)):
        raise Refused(reason)
    plan.submitted_at, plan.returned_reason = clock.now(), ""
    plan.save(update_fields=["stage", "submitted_at", "returned_reason"])
    chain.record("submit_plan", by=by, about=plan)
    _tell(plan, people_above(plan.station, Role.COMMITTEE), "study_plan_submitted")
    return plan


@transaction.atomic
def approve(plan: StudyPlan, *, by: Seat) -> StudyPlan:
    """审核通过."""
    plan = _step(plan, "approve", by)
    plan.approved_at, plan.approved_by = clock.now(), by
    plan.save(update_fields=["stage", "approved_at", "approved_by"])
    chain.record("approve_plan", by=by, about=plan)
    _tell(plan, people_at([plan.station], Role.STATION), "study_plan_approved")
    return plan


@transaction.atomic
def send_back(plan: StudyPlan, *, reason: str, by: Seat) -> StudyPlan:
    """退回修改, with the reason. Raises Refused when none is given."""
    if not reason.strip():
        raise Refused("退回须写明意见。")
    plan = _step(plan, "send_back", by)
    plan.returned_reason = reason.strip()
    plan.save(update_fields=["stage", "returned_reason"])
    chain.record("send_back_plan", by=by, about=plan, facts={"reason": plan.returned_reason})
    _tell(plan, people_at([plan.station], Role.STATION), "study_plan_returned")
    return plan


@transaction.atomic
def publish(plan: StudyPlan, *, by: Seat) -> StudyPlan:
    """公布: residents may read it on the station's page."""
    plan = _step(plan, "publish", by)
    plan.published_at = clock.now()
    plan.save(update_fields=["stage", "published_at"])
    chain.record("publish_plan", by=by, about=plan)
    return plan


@transaction.atomic
def remind_missing(stations: Iterable[Station], *, year: int, by: Seat) -> int:
    """提醒报送: the officers of these stations, each once a day. Returns how many were told (T2)."""
    stations = list(stations)
    told = outbox.post(
        to=people_at(stations, Role.STATION),
        template="study_plan_missing",
        once=f"study_plan_missing:{year}:{clock.today()}",
        context={"year": year},
        url=f"{reverse('stations:study_new')}?year={year}",
    )
    facts = {"year": year, "stations": [station.code for station in stations], "rows": told}
    chain.record("remind_plans", by=by, facts=facts)
    return told


# -- inside -------------------------------------------------------------------------------------
def _step(plan: StudyPlan, key: str, by: Seat) -> StudyPlan:
    """The plan, locked, moved by a step the seat may take at a station it answers for."""
    plan = _locked(plan)
    step = plan.check_step(key, by=by)
    _check_answers_for(plan.station_id, by)
    plan.stage = step.target
    return plan


def _locked(plan: StudyPlan) -> StudyPlan:
    rows = StudyPlan.objects.select_for_update(of=("self",))
    return rows.select_related("station").get(pk=plan.pk)


def _write(plan: StudyPlan, sessions: Sequence[Session]) -> None:
    PlanItem.objects.bulk_create(
        PlanItem(
            plan=plan,
            position=position,
            month=each.month,
            topic=each.topic,
            form=each.form,
            note=each.note,
        )
        for position, each in enumerate(sessions, start=1)
    )


def _with_template(sessions: list[Session], year: int) -> list[Session]:
    """`sessions`, and what every plan of the year begins with where they lack it, by rank."""
    wanted = curriculum.lacking(Topic.objects.template_of(year), [s.topic.pk for s in sessions])
    first = [t for t in wanted if t.rank == curriculum.FIRST_RANK]
    others = [t for t in wanted if t.rank != curriculum.FIRST_RANK]
    placed = [Session(1, topic) for topic in first] + sessions
    after = 1 if not sessions else 0
    added = [
        Session(min(number + after, MONTHS), topic) for number, topic in enumerate(others, start=1)
    ]
    return placed + added


def _last_years(station: Station, year: int) -> list[Session]:
    """The sessions of the year before whose topics are still in use."""
    former = StudyPlan.objects.filter(station=station, year=year - 1).first()
    if former is None:
        raise Refused(f"{station.name}没有{year - 1}年的学习计划，不能复制。")
    in_use = set(Topic.objects.in_year(year).values_list("pk", flat=True))
    items = former.items.select_related("topic").order_by("position", "pk")
    return [
        Session(item.month, item.topic, item.form, item.note)
        for item in items
        if item.topic_id in in_use
    ]


def _check_answers_for(station_id: int, by: Seat) -> None:
    if station_id not in ids_below(by):
        raise Refused("该站点不在您的管理范围内。")


def _tell(plan: StudyPlan, to, template: str) -> None:
    # A plan may be sent back and submitted again: each time is news.
    once = f"{template}:{plan.pk}:{plan.submitted_at:%Y%m%d%H%M%S%f}"
    outbox.post(to=to, template=template, about=plan, once=once, url=plan.get_absolute_url())
