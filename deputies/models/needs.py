"""Needs for a deputy's service (群众需要什么，代表就服务什么), and whom they were put to (T19)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from deputies import workflow
from deputies.models.people import Deputy
from deputies.models.skills import Skill
from deputies.vocabulary import Campaign
from deputies.workflow import NeedStage
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.privacy.fields import EncryptedTextField
from stations.models import SEATS_IN_THE_TREE, Activity, Station, ids_below


class NeedQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Seats in the tree see those of their stations, a deputy those he was asked to."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.filter(invitations__deputy__deputy_seats__seat=seat)
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(station__any_of=ids_below(seat))
        return self.none()

    def for_list(self):
        return (
            self.select_related("station")
            .defer("asker_phone")
            .prefetch_related("skills")
            .order_by("-created_at", "-pk")
        )


class Need(models.Model):
    """What somebody needs a deputy's knowledge for (服务需求)."""

    class Source(models.TextChoices):
        RESIDENT = "resident", "群众（站点登记）"
        COMMUNITY = "community", "社区（村）"
        CAMPAIGN = "campaign", "服务进万家活动"

    class Rating(models.TextChoices):
        SATISFIED = "satisfied", "满意"
        FAIR = "fair", "基本满意"
        UNSATISFIED = "unsatisfied", "不满意"

    PERSONAL = {"asker_name": "服务对接", "asker_phone": "服务对接与回访"}

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="needs", verbose_name="所在站点"
    )
    source = models.CharField("来自", max_length=10, choices=Source)
    theme = models.CharField("活动主题", max_length=10, choices=Campaign, blank=True)
    title = models.CharField("需求", max_length=60)
    text = models.TextField("详细情况", blank=True)
    asker_name = models.CharField("提出人", max_length=60, blank=True)
    asker_phone = EncryptedTextField("联系电话", blank=True, default="")
    place = models.CharField("服务地点", max_length=100, blank=True)
    from_on = models.DateField("希望开始日期")
    to_on = models.DateField("希望完成日期")
    skills = models.ManyToManyField(Skill, related_name="needs", verbose_name="需要的特长")
    stage = models.CharField("状态", max_length=10, choices=NeedStage, default=NeedStage.OPEN)
    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name="服务活动",
    )
    outcome = models.CharField("服务结果", max_length=300, blank=True)
    beneficiaries = models.PositiveIntegerField("受益人数", null=True, blank=True)
    rating = models.CharField("受益方评价", max_length=12, choices=Rating, blank=True)
    rating_words = models.CharField("评价意见", max_length=200, blank=True)
    cancel_reason = models.CharField("撤回原因", max_length=200, blank=True)
    once = models.UUIDField("提交凭据", unique=True)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "服务需求"
        constraints = [
            models.CheckConstraint(
                name="need_days_in_order",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message="希望完成日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                name="need_campaign_has_theme",
                condition=~Q(source="campaign") | ~Q(theme=""),
                violation_error_message="来自服务进万家活动的需求须选择活动主题。",
            ),
            models.CheckConstraint(
                name="need_served_has_outcome",
                condition=~Q(stage__in=["served", "closed"]) | ~Q(outcome=""),
                violation_error_message="登记结果须写明服务结果。",
            ),
            models.CheckConstraint(
                name="need_closed_has_rating",
                condition=~Q(stage="closed") | ~Q(rating=""),
                violation_error_message="办结须有受益方评价。",
            ),
            models.CheckConstraint(
                name="need_cancelled_has_reason",
                condition=~Q(stage="cancelled") | ~Q(cancel_reason=""),
                violation_error_message="撤回须写明原因。",
            ),
        ]
        indexes = [models.Index(fields=["station", "stage"], name="need_station_stage")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deputies:need", args=[self.pk])

    def steps_for(self, seat):
        """The steps this seat may take now, at stations it answers for."""
        if self.station_id not in ids_below(seat):
            return []
        return workflow.NEED.steps_for(seat.role, self.stage)

    def check_step(self, key, *, by):
        """The step, if `by` (a seat, or SYSTEM) may take it now; 403 or 409 else."""
        return workflow.NEED.check(key, role=getattr(by, "role", by), stage=self.stage)


class NeedInvitationQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """A deputy sees the own ones, seats in the tree those of needs at their stations."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.filter(deputy__deputy_seats__seat=seat)
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(need__station__any_of=ids_below(seat))
        return self.none()

    def waiting(self):
        """Not answered, of needs that still want somebody."""
        ahead = (NeedStage.INVITED, NeedStage.ACCEPTED)
        return self.filter(answer=NeedInvitation.Answer.WAITING, need__stage__in=ahead)

    def for_list(self):
        return self.select_related("need__station").order_by("-asked_at", "-pk")


class NeedInvitation(models.Model):
    """A deputy asked to meet a need (服务邀请), with the reasons he was proposed for."""

    class Answer(models.TextChoices):
        WAITING = "waiting", "待回复"
        ACCEPTED = "accepted", "应邀"
        DECLINED = "declined", "婉拒"

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="invitations", verbose_name="服务需求"
    )
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="need_invitations", verbose_name="代表"
    )
    answer = models.CharField("回复", max_length=10, choices=Answer, default=Answer.WAITING)
    decline_reason = models.CharField("婉拒原因", max_length=200, blank=True)
    asked_at = models.DateTimeField("邀请时间")
    answered_at = models.DateTimeField("回复时间", null=True, blank=True)

    objects = NeedInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "服务邀请"
        constraints = [
            models.UniqueConstraint(
                "need",
                "deputy",
                name="need_invitation_once",
                violation_error_message="已邀请该代表。",
            ),
            models.CheckConstraint(
                name="need_declined_has_reason",
                condition=~Q(answer="declined") | ~Q(decline_reason=""),
                violation_error_message="婉拒须写明原因。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} → {self.need}"
