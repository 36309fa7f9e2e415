"""Which deputies came: duties and invitations before, sign-ins at, leave from an activity."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from deputies.models.people import Deputy, Membership
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Activity, ids_below
from stations.workflow import ActivityStage

#: Stages in which people come: announced, under way or over; never planned only, never cancelled.
OPEN_STAGES = (ActivityStage.PUBLISHED, ActivityStage.HELD, ActivityStage.LOGGED)

#: A sign-in by phone that arrives later than this (seconds) was kept there without network.
LATE_SECONDS = 600


class DutyQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """A deputy sees the own ones; seats in the tree those of activities at or below them."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.filter(deputy__deputy_seats__seat=seat)
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(activity__station__any_of=ids_below(seat))
        return self.none()

    def standing(self, now):
        """Of activities that are announced, not over at `now`, not cancelled."""
        return self.filter(activity__stage=ActivityStage.PUBLISHED, activity__ends_at__gt=now)

    def waiting(self):
        """Not answered yet."""
        return self.filter(answer=Duty.Answer.WAITING)

    def for_list(self):
        return self.select_related("activity__station").order_by("activity__starts_at", "pk")


class Duty(models.Model):
    """A deputy asked to an activity (值班安排、活动邀请), and what he answered."""

    class Answer(models.TextChoices):
        WAITING = "waiting", "待回复"
        COMING = "coming", "参加"
        LEAVE = "leave", "请假"

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="duties", verbose_name="活动"
    )
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="duties", verbose_name="代表")
    is_on_duty = models.BooleanField("值班接待", default=False)
    answer = models.CharField("回复", max_length=10, choices=Answer, default=Answer.WAITING)
    leave_reason = models.CharField("请假原因", max_length=200, blank=True)
    asked_at = models.DateTimeField("邀请时间")
    answered_at = models.DateTimeField("回复时间", null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动邀请"
        constraints = [
            models.UniqueConstraint(
                "activity",
                "deputy",
                name="duty_once_an_activity",
                violation_error_message="已邀请该代表。",
            ),
            models.CheckConstraint(
                name="duty_leave_has_reason",
                condition=~Q(answer="leave") | ~Q(leave_reason=""),
                violation_error_message="请假须写明原因。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} → {self.activity}"


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """A deputy sees the own record; seats in the tree see who came at or below their station."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.filter(deputy__deputy_seats__seat=seat)
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(activity__station__any_of=ids_below(seat))
        return self.none()

    def counting(self):
        """Visits that count for 121 (T24b): at an activity that was held."""
        return self.filter(activity__stage__in=["held", "logged"])

    def with_own(self):
        """Each with `is_own`: whether the deputy belonged to the activity's station on its day."""
        member = Membership.objects.filter(
            Q(to_on=None) | Q(to_on__gte=OuterRef("activity__held_on")),
            deputy=OuterRef("deputy"),
            station=OuterRef("activity__station"),
            from_on__lte=OuterRef("activity__held_on"),
        )
        return self.annotate(is_own=Exists(member))

    def counting_under(self, rule):
        """Visits that count under `rule` (obligations.Parameters, facts §9.6)."""
        found = self.counting()
        if not rule.online:
            found = found.filter(activity__is_online=False)
        return found.with_own().filter(is_own=True) if rule.own_station else found

    def in_year(self, year):
        """At activities of this calendar year (Asia/Shanghai)."""
        return self.filter(activity__held_on__year=year)

    def for_list(self):
        return self.select_related("activity__station").order_by("-activity__starts_at", "-pk")


class Attendance(models.Model):
    """A deputy was there (进站记录): one a deputy and activity, however often he signs in."""

    class How(models.TextChoices):
        CODE = "code", "扫码签到"
        OFFICER = "officer", "联络员代签"
        PLACE = "place", "定位签到"

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="attendances", verbose_name="活动"
    )
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="attendances", verbose_name="代表"
    )
    how = models.CharField("签到方式", max_length=10, choices=How)
    signed_in_at = models.DateTimeField("签到时间")
    recorded_at = models.DateTimeField("记录时间")
    recorded_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="记录人")
    metres_away = models.PositiveIntegerField("距活动地点（米）", null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "进站记录"
        constraints = [
            models.UniqueConstraint(
                "activity",
                "deputy",
                name="attendance_one_visit_an_activity",
                violation_error_message="该代表已签到，一次活动只计一次。",
            )
        ]

    def __str__(self):
        return f"{self.deputy} @ {self.activity}"

    @property
    def is_late(self) -> bool:
        """Whether it reached us more than ten minutes after it was made: kept on a phone offline."""
        by_phone = self.how != Attendance.How.OFFICER
        return by_phone and (self.recorded_at - self.signed_in_at).total_seconds() > LATE_SECONDS


def activities_for(deputy, today):
    """What a deputy is asked to, or the own stations hold: everything announced, cancelled or not."""
    asked = Duty.objects.filter(activity=OuterRef("pk"), deputy=deputy)
    mine = Membership.objects.filter(deputy=deputy).running(today).values("station")
    return Activity.objects.public().filter(Q(Exists(asked)) | Q(station__in=mine))
