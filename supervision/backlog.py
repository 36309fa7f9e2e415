"""What waits for a seat: one QuerySet for each kind of work, in the order it should be done."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from deputies.models import (
    OPEN_STAGES,
    Duty,
    PointAppeal,
    PointItem,
    Publicity,
    activities_for,
    deputy_of,
)
from liaison import clock
from liaison.accounts.models import Seat
from liaison.notices.models import Message, State
from stations.models import Activity, Station, StudyPlan, without_plan
from stations.workflow import ActivityStage, PlanStage
from suggestions.actions import dispatch
from suggestions.models import (
    Channel,
    Concern,
    Cosigner,
    DirectReport,
    Handling,
    ReceivedOrder,
    Suggestion,
)
from suggestions.workflow import ConcernStage, HandlingStage, SuggestionStage

ONE_DAY = timedelta(days=1)


def concerns(stage: ConcernStage, **more) -> Callable[[Seat, date], QuerySet]:
    def found(seat: Seat, today: date) -> QuerySet:
        rows = Concern.objects.visible_to(seat).filter(stage=stage, **more)
        return rows.order_by("submitted_at", "pk")

    return found


def suggestions(*stages: SuggestionStage) -> Callable[[Seat, date], QuerySet]:
    def found(seat: Seat, today: date) -> QuerySet:
        rows = Suggestion.objects.visible_to(seat).filter(stage__in=stages)
        return rows.order_by("created_at", "pk")

    return found


def led(*stages: SuggestionStage) -> Callable[[Seat, date], QuerySet]:
    """A deputy's own: what waits for the lead, not for whoever joined."""

    def found(seat: Seat, today: date) -> QuerySet:
        rows = Suggestion.objects.filter(lead=deputy_of(seat), stage__in=stages)
        return rows.order_by("created_at", "pk")

    return found


def to_cosign(seat: Seat, today: date) -> QuerySet:
    """Drafts this deputy was asked to join and has not answered."""
    asked = Cosigner.objects.filter(deputy=deputy_of(seat), answer=Cosigner.Answer.WAITING)
    rows = Suggestion.objects.filter(stage=SuggestionStage.DRAFT)
    return rows.filter(pk__in=asked.values("suggestion")).order_by("created_at", "pk")


def handlings(*stages: HandlingStage) -> Callable[[Seat, date], QuerySet]:
    def found(seat: Seat, today: date) -> QuerySet:
        return Handling.objects.visible_to(seat).filter(stage__in=stages).for_list()

    return found


def overdue(seat: Seat, today: date) -> QuerySet:
    return Handling.objects.visible_to(seat).overdue(today).for_list()


def overdue_answers(seat: Seat, today: date) -> QuerySet:
    rows = Concern.objects.visible_to(seat).overdue(today)
    return rows.order_by("due_on", "pk")


def adoptable(seat: Seat, today: date) -> QuerySet:
    rows = Concern.objects.visible_to(seat).adoptable()
    return rows.order_by(F("deputy").asc(nulls_last=True), "pk")


def instructed(seat: Seat, today: date) -> QuerySet:
    rows = Concern.objects.visible_to(seat).filter(
        stage=ConcernStage.IN_HAND, channel=Channel.DIRECT
    )
    # A concern reported twice has an old instruction while the leaders still read the new report.
    unread = DirectReport.objects.filter(concern=OuterRef("pk"), stage__in=dispatch.WITH_LEADERS)
    with_word = rows.exclude(Exists(unread))
    return with_word.order_by("submitted_at", "pk")


def invitations(seat: Seat, today: date) -> QuerySet:
    return Duty.objects.visible_to(seat).standing(clock.now()).waiting().for_list()


def held_today(seat: Seat, today: date) -> QuerySet:
    rows = activities_for(deputy_of(seat), today).filter(held_on=today, stage__in=OPEN_STAGES)
    return rows.order_by("starts_at", "pk")


def received(channel: str) -> Callable[[Seat, date], QuerySet]:
    def found(seat: Seat, today: date) -> QuerySet:
        waiting = ReceivedOrder.objects.filter(channel=channel, answered_at=None)
        return waiting.order_by("received_at", "pk")

    return found


def undelivered(seat: Seat, today: date) -> QuerySet:
    return Message.objects.filter(state=State.DEAD).order_by("created_at", "pk")


def coming(seat: Seat, today: date) -> QuerySet:
    """Activities of today and tomorrow."""
    rows = Activity.objects.of_stations_of(seat).between(today, today + ONE_DAY)
    coming = rows.filter(stage__in=[ActivityStage.PLANNED, ActivityStage.PUBLISHED])
    return coming.order_by("starts_at", "pk")


def to_log(seat: Seat, today: date) -> QuerySet:
    rows = Activity.objects.of_stations_of(seat).filter(stage=ActivityStage.HELD)
    return rows.order_by("starts_at", "pk")


def owed_plans(seat: Seat, today: date) -> QuerySet:
    standing = Station.objects.managed_by(seat).open_on(today)
    return without_plan(standing, today.year).for_list()


def plans_to_approve(seat: Seat, today: date) -> QuerySet:
    waiting = StudyPlan.objects.managed_by(seat).filter(stage=PlanStage.SUBMITTED)
    return waiting.order_by("submitted_at", "pk")


def plans_returned(seat: Seat, today: date) -> QuerySet:
    drafts = StudyPlan.objects.managed_by(seat).filter(stage=PlanStage.DRAFT)
    returned = drafts.exclude(returned_reason="")
    return returned.order_by("submitted_at", "pk")


def unread_policies(seat: Seat, today: date) -> QuerySet:
    return Publicity.objects.unread_by(seat)


def point_appeals(seat: Seat, today: date) -> QuerySet:
    """Appeals about points nobody has answered, first due first."""
    return PointAppeal.objects.visible_to(seat).waiting().order_by("due_on", "pk")


def point_items(seat: Seat, today: date) -> QuerySet:
    """Manual items another proposed and this seat may approve."""
    waiting = PointItem.objects.visible_to(seat).waiting()
    return waiting.exclude(proposed_by__user=seat.user_id).order_by("proposed_at", "pk")
