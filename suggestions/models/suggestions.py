"""A deputy's formal suggestion, each unit's handling of it, the reply and the verdict."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from deputies.models import Deputy, deputy_of
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Station, ids_below
from suggestions import deadlines, workflow
from suggestions.models.departments import Department, department_of
from suggestions.routing import Category
from suggestions.workflow import HandlingStage, SuggestionStage


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Tree seats: their station and below, drafts apart; deputies: their own; units: theirs."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.signed_by(deputy_of(seat))
        sent = self.exclude(stage=SuggestionStage.DRAFT)
        if seat.role in SEATS_IN_THE_TREE:
            return sent.filter(station__any_of=ids_below(seat))
        if seat.role == Role.GOVERNMENT:
            return sent.filter(assigned_at__isnull=False, goes_direct=False)
        if seat.role == Role.DEPARTMENT:
            mine = Handling.objects.filter(suggestion=OuterRef("pk"))
            return sent.filter(Exists(mine.filter(department=department_of(seat))))
        return self.none()

    def signed_by(self, deputy):
        """Led by `deputy`, or one he was asked to join and did not decline."""
        if deputy is None:
            return self.none()
        joined = deputy.cosigned.exclude(answer="declined").order_by().values("suggestion")
        return self.filter(Q(lead=deputy) | Q(pk__in=joined))

    def for_list(self):
        return self.select_related("lead", "station").order_by("-created_at", "-pk")


class Suggestion(models.Model):
    """A deputy's suggestion, criticism or opinion (代表建议、批评和意见, 代表法)."""

    number = models.CharField("建议编号", max_length=20, unique=True, null=True, blank=True)
    lead = models.ForeignKey(
        Deputy, models.PROTECT, related_name="suggestions", verbose_name="领衔代表"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="suggestions", verbose_name="所在站点"
    )
    title = models.CharField("标题", max_length=100)
    text = models.TextField("正文")
    category = models.CharField("类别", max_length=20, choices=Category, blank=True)
    wished_department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="希望承办单位",
    )
    stage = models.CharField(
        "状态", max_length=10, choices=SuggestionStage, default=SuggestionStage.DRAFT
    )
    goes_direct = models.BooleanField("直接交办", default=False)
    rounds = models.PositiveSmallIntegerField("办理轮次", default=1)
    created_at = models.DateTimeField("起草时间")
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    registered_at = models.DateTimeField("立案时间", null=True, blank=True)
    assigned_at = models.DateTimeField("交办时间", null=True, blank=True)
    divided_at = models.DateTimeField("分办时间", null=True, blank=True)
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    end_reason = models.CharField("说明", max_length=300, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表建议"
        constraints = [
            models.CheckConstraint(
                name="suggestion_registered_has_number",
                condition=Q(stage__in=["draft", "submitted", "refused", "withdrawn"])
                | Q(number__isnull=False, registered_at__isnull=False),
                violation_error_message="立案后的建议必须有编号。",
            ),
            models.CheckConstraint(
                name="suggestion_ended_has_time",
                condition=Q(closed_at__isnull=False)
                ^ ~Q(stage__in=["closed", "refused", "withdrawn"]),
                violation_error_message="已结束的建议必须有办结时间。",
            ),
        ]
        indexes = [
            models.Index(fields=["station", "-created_at", "-id"], name="suggestion_station_time"),
            models.Index(fields=["stage", "-created_at", "-id"], name="suggestion_stage_time"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("suggestions:suggestion", args=[self.pk])

    def steps_for(self, seat):
        """The buttons this seat gets."""
        return [] if self._is_only_joined_by(seat) else self._steps_for(seat)

    def check_step(self, key, *, by):
        """The step, if `by` (a seat, or SYSTEM) may take it now; 403 or 409 else."""
        if self._is_only_joined_by(by):
            raise PermissionDenied
        return workflow.SUGGESTION.check(key, role=getattr(by, "role", by), stage=self.stage)

    def _steps_for(self, seat):
        return workflow.SUGGESTION.steps_for(seat.role, self.stage)

    def _is_only_joined_by(self, seat) -> bool:
        """A deputy's steps are the lead's: whoever joined reads and confirms."""
        if getattr(seat, "role", None) != Role.DEPUTY:
            return False
        return getattr(deputy_of(seat), "pk", None) != self.lead_id


class NumberSeries(models.Model):
    """The last number given in a series: no gaps, no repeats (编号系列; its row is locked)."""

    key = models.CharField("系列", max_length=30, unique=True)
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "编号系列"

    def __str__(self):
        return f"{self.key}:{self.last}"


class HandlingQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """A unit sees its own; whoever sees the suggestion sees its handlings."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPARTMENT:
            return self.filter(department=department_of(seat))
        return self.filter(suggestion__in=Suggestion.objects.visible_to(seat))

    def open(self):
        """Still owed an answer; a unit that only assists owes none once the suggestion is closed."""
        waiting = [HandlingStage.OFFERED, HandlingStage.SIGNED]
        return self.filter(stage__in=waiting, suggestion__closed_at=None)

    def overdue(self, today):
        """Not answered, and promised for a day before `today` (a local date)."""
        return self.open().filter(due_on__lt=today)

    def for_list(self):
        return self.select_related("suggestion", "suggestion__lead", "department").order_by(
            "due_on", "pk"
        )


class Handling(models.Model):
    """One unit's part in a suggestion (办理), with its own clock."""

    class Kind(models.TextChoices):
        """主办 answers for all, 会办 assists it, 分办 answers for its own part (facts §2.5)."""

        LEAD = "lead", "主办"
        ASSIST = "assist", "会办"
        SEPARATE = "separate", "分办"

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="handlings", verbose_name="代表建议"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="handlings", verbose_name="承办单位"
    )
    kind = models.CharField("承办方式", max_length=10, choices=Kind, default=Kind.LEAD)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    stage = models.CharField(
        "状态", max_length=10, choices=HandlingStage, default=HandlingStage.OFFERED
    )
    offered_at = models.DateTimeField("交到时间")
    due_on = models.DateField("答复期限")
    due_reason = models.JSONField("期限说明")
    limit = models.CharField("期限依据", max_length=20)
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    signed_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签收人"
    )
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    returned_at = models.DateTimeField("退办时间", null=True, blank=True)

    objects = HandlingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理"
        constraints = [
            models.UniqueConstraint(
                "suggestion",
                name="handling_one_lead_per_round",
                condition=Q(kind="lead") & ~Q(stage="returned") & Q(replied_at=None),
                violation_error_message="一件建议同时只能有一个主办单位。",
            ),
            models.CheckConstraint(
                name="handling_signed_at_and_by",
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                violation_error_message="签收时间和签收人须同时填写。",
            ),
            models.CheckConstraint(
                name="handling_replied_has_time",
                condition=Q(replied_at__isnull=False) ^ ~Q(stage="replied"),
                violation_error_message="已答复的办理必须有答复时间。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], name="handling_due", condition=Q(stage__in=["offered", "signed"])
            ),
            models.Index(
                fields=["department", "stage", "due_on"], name="handling_department_stage"
            ),
        ]

    def __str__(self):
        return f"{self.department} {self.get_kind_display()}《{self.suggestion}》"

    def get_absolute_url(self):
        return self.suggestion.get_absolute_url()

    @property
    def rule(self):
        """The named limit this promise was made under, with its document."""
        return deadlines.LIMITS[self.limit]

    @property
    def is_open(self) -> bool:
        """Whether the unit still owes its answer."""
        waiting = self.stage in (HandlingStage.OFFERED, HandlingStage.SIGNED)
        return waiting and self.suggestion.closed_at is None

    def is_overdue(self, today) -> bool:
        """Whether it is open and its due day has passed on `today` (a local date)."""
        return self.is_open and deadlines.is_overdue(self.due_on, today)

    def steps_for(self, seat):
        """The buttons this seat gets."""
        return workflow.HANDLING.steps_for(seat.role, self.stage)

    def check_step(self, key, *, by):
        """The step, if `by` may take it now; 403 or 409 else."""
        return workflow.HANDLING.check(key, role=getattr(by, "role", by), stage=self.stage)
