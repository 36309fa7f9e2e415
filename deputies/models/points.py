"""What is added to deputies' points by hand, and what they object to (J13)."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from deputies.models.people import Deputy
from deputies.models.point_rules import POINTS
from deputies.performance import workflow
from deputies.performance.rules import CORRECTION, MANUAL, Group
from deputies.performance.workflow import AppealStage, ItemStage
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.errors import Refused


class PointItemQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Of the deputies the seat sees; a deputy the own."""
        return self.filter(deputy__in=Deputy.objects.visible_to(seat).order_by().values("pk"))

    def waiting(self):
        """Not decided yet."""
        return self.filter(stage=ItemStage.PROPOSED)

    def counting(self):
        """Approved: in the record."""
        return self.filter(stage=ItemStage.APPROVED)

    def for_list(self):
        return self.select_related("deputy", "proposed_by__user").order_by("-proposed_at", "-pk")


class PointItem(models.Model):
    """Something nobody's activity shows, proposed with evidence and approved by another (手工项目).

    What it gives is said by the rules of its day; a correction (更正) alone says it itself.
    """

    NOT_PERSONAL = {"title": "事项名称"}

    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="point_items", verbose_name="代表"
    )
    kind = models.CharField(
        "项目", max_length=30, choices=[*MANUAL.items(), (CORRECTION, "积分更正")]
    )
    done_on = models.DateField("日期")
    title = models.CharField("事项", max_length=80)
    evidence = models.TextField("佐证说明")
    group = models.CharField("分组", max_length=12, choices=Group, blank=True)
    points = models.DecimalField("更正分值", null=True, blank=True, **POINTS)
    stage = models.CharField("状态", max_length=10, choices=ItemStage, default=ItemStage.PROPOSED)
    proposed_at = models.DateTimeField("提出时间")
    proposed_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="提出人")
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人"
    )
    reason = models.CharField("审批意见", max_length=200, blank=True)

    objects = PointItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分手工项目"
        constraints = [
            models.CheckConstraint(
                name="point_item_seen_by_four_eyes",
                condition=~Q(decided_by=F("proposed_by")) | Q(stage="withdrawn"),
                violation_error_message="提出人不能审批自己提出的项目。",
            ),
            models.CheckConstraint(
                name="point_item_decided_at_and_by",
                condition=Q(stage="proposed", decided_at=None, decided_by=None)
                | ~Q(stage="proposed") & Q(decided_at__isnull=False, decided_by__isnull=False),
                violation_error_message="审批时间和审批人须同时填写。",
            ),
            models.CheckConstraint(
                name="point_item_rejected_has_reason",
                condition=~Q(stage="rejected") | ~Q(reason=""),
                violation_error_message="不通过须写明理由。",
            ),
            models.CheckConstraint(
                name="point_item_correction_says_points",
                condition=Q(kind=CORRECTION, points__isnull=False) & ~Q(group="")
                | ~Q(kind=CORRECTION) & Q(points=None, group=""),
                violation_error_message="只有更正直接写明分值和分组。",
            ),
        ]
        indexes = [
            models.Index(fields=["deputy", "done_on"], name="point_item_deputy_day"),
            models.Index(
                fields=["proposed_at", "id"],
                name="point_item_waiting",
                condition=Q(stage="proposed"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deputies:points_item", args=[self.pk])

    def steps_for(self, seat):
        """The buttons this seat gets: not its own proposal's decision, not another's withdrawal."""
        is_own = self.proposed_by.user_id == seat.user_id
        steps = workflow.ITEM.steps_for(seat.role, self.stage)
        return [step for step in steps if (step.key == "withdraw") == is_own]

    def check_step(self, key, *, by):
        """The step, if `by` may take it now; 403 or 409 else: four eyes see every item."""
        is_own = self.proposed_by.user_id == by.user_id
        if key == "withdraw" and not is_own:
            raise PermissionDenied("只有提出人可以撤回。")
        step = workflow.ITEM.check(key, role=by.role, stage=self.stage)
        if key != "withdraw" and is_own:
            raise Refused("这是您自己提出的项目，须由另一位工作人员审批。")
        return step


class PointAppealQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Of the deputies the seat sees; a deputy the own."""
        if seat is None or seat.role not in (Role.DEPUTY, Role.COMMITTEE, Role.LEADER):
            return self.none()
        return self.filter(deputy__in=Deputy.objects.visible_to(seat).order_by().values("pk"))

    def waiting(self):
        """Not decided yet."""
        return self.filter(stage=AppealStage.WAITING)

    def for_list(self):
        """Those waiting first, by the day they are due."""
        return self.select_related("deputy").order_by(
            models.Case(models.When(stage=AppealStage.WAITING, then=0), default=1),
            "due_on",
            "-pk",
        )


class PointAppeal(models.Model):
    """A deputy says his points are not right (积分申诉); decided in time, with a reason (J13)."""

    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="point_appeals", verbose_name="代表"
    )
    year = models.PositiveSmallIntegerField("年度")
    about_key = models.CharField("所涉明细", max_length=60, blank=True)
    about = models.CharField("所涉事项", max_length=120)
    group = models.CharField("分组", max_length=12, choices=Group)
    text = models.TextField("申诉内容", max_length=1000)
    stage = models.CharField(
        "状态", max_length=10, choices=AppealStage, default=AppealStage.WAITING
    )
    filed_at = models.DateTimeField("提出时间")
    filed_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="提出人")
    due_on = models.DateField("答复期限")
    due_reason = models.JSONField("期限说明")
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    reason = models.CharField("答复", max_length=500, blank=True)
    correction = models.OneToOneField(
        PointItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appeal",
        verbose_name="更正",
    )

    NOT_PERSONAL = {"about": "所涉事项"}

    objects = PointAppealQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分申诉"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                "about_key",
                name="point_appeal_once_a_line_at_a_time",
                condition=Q(stage="waiting") & ~Q(about_key=""),
                violation_error_message="该明细已有一件申诉在处理。",
            ),
            models.CheckConstraint(
                name="point_appeal_decided_with_reason",
                condition=Q(stage="waiting", decided_at=None, decided_by=None)
                | Q(stage="withdrawn", decided_at__isnull=False)
                | Q(stage__in=["upheld", "dismissed"], decided_at__isnull=False)
                & Q(decided_by__isnull=False)
                & ~Q(reason=""),
                violation_error_message="答复申诉须写明理由。",
            ),
            models.CheckConstraint(
                name="point_appeal_upheld_is_corrected",
                condition=Q(stage="upheld", correction__isnull=False)
                | ~Q(stage="upheld") & Q(correction=None),
                violation_error_message="予以更正须记入更正分值。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"], name="point_appeal_due", condition=Q(stage="waiting")
            )
        ]

    def __str__(self):
        return f"{self.deputy} {self.about}"

    def get_absolute_url(self):
        return reverse("deputies:points_appeal", args=[self.pk])

    def steps_for(self, seat):
        """The buttons this seat gets."""
        return workflow.APPEAL.steps_for(seat.role, self.stage)

    def check_step(self, key, *, by):
        """The step, if `by` may take it now; 403 or 409 else."""
        return workflow.APPEAL.check(key, role=by.role, stage=self.stage)

    def is_late(self, today) -> bool:
        """Whether it waits still and its day has passed on `today` (a local date)."""
        return self.stage == AppealStage.WAITING and self.due_on < today
