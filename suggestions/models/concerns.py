"""What residents say, kept word for word, and how far each has got."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from deputies.models import Deputy
from liaison.accounts.models import Seat
from liaison.privacy.fields import EncryptedTextField
from stations.models import Activity, Station
from suggestions import workflow
from suggestions.models.channels import Channel, Rating
from suggestions.models.concern_sets import ConcernQuerySet
from suggestions.models.departments import Department
from suggestions.routing import Category
from suggestions.workflow import ConcernStage


class Concern(models.Model):
    """What a resident said (群众诉求、社情民意), and how far it has got."""

    class Source(models.TextChoices):
        """By which road it came (T15)."""

        PAGE = "page", "扫码或网页"
        COUNTER = "counter", "窗口代录"
        DEPUTY = "deputy", "代表转录"

    class NotifyBy(models.TextChoices):
        """How the resident wants to be told (告知方式)."""

        NONE = "", "我自己凭编号查"
        SMS = "sms", "发短信告诉我"

    PERSONAL = {
        "resident_name": "联系诉求人(选填,可匿名)",
        "phone": "告知办理进度(选填)",
        "phone_index": "按手机号查重与限频",
    }

    #: Columns no step writes: they stand as they were given (a trigger refuses it too).
    KEPT = frozenset({"number", "once", "text", "submitted_at", "words"})

    number = models.CharField("编号", max_length=20, unique=True)
    once = models.UUIDField("提交凭据", unique=True)

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="concerns", verbose_name="站点", db_index=False
    )
    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="concerns",
        verbose_name="在哪次活动上提出",
    )
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="concerns", verbose_name="代表"
    )
    source = models.CharField("来源", max_length=10, choices=Source, default=Source.PAGE)
    text = models.TextField("原话")
    place = models.CharField("发生地点", max_length=120, blank=True)
    resident_name = EncryptedTextField("姓名", blank=True, default="")
    phone = EncryptedTextField("手机号", blank=True, default="")
    phone_index = models.CharField("手机号索引", max_length=64, blank=True)
    consent_version = models.CharField("告知同意书版本", max_length=20, blank=True)
    is_private = models.BooleanField("诉求人要求不公开", default=False)
    notify_by = models.CharField("告知方式", max_length=5, choices=NotifyBy, blank=True, default="")
    submitted_at = models.DateTimeField("提交时间")
    taken_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代录人"
    )

    title = models.CharField("标题", max_length=100)
    edited_text = models.TextField("整理后内容", blank=True)
    category = models.CharField("类别", max_length=20, choices=Category, blank=True)
    subject = models.ForeignKey(
        "suggestions.Subject",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="类目",
        db_index=False,
    )
    words = SearchVectorField("分词", null=True)

    stage = models.CharField(
        "状态", max_length=10, choices=ConcernStage, default=ConcernStage.GATHERED
    )
    officer = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
        db_index=False,
    )
    proposal = models.JSONField("系统建议", null=True, blank=True)
    channel = models.CharField("渠道", max_length=10, choices=Channel, blank=True)
    channel_reason = models.CharField("选择渠道的理由", max_length=300, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="拟办单位"
    )
    due_on = models.DateField("答复期限", null=True, blank=True)
    due_reason = models.JSONField("期限说明", null=True, blank=True)
    suggestion = models.ForeignKey(
        "suggestions.Suggestion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="concerns",
        verbose_name="代表建议",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    rounds = models.PositiveSmallIntegerField("办理轮次", default=1)
    answer = models.TextField("答复", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    rating = models.CharField("结果评价", max_length=12, choices=Rating, blank=True)
    attitude = models.CharField("态度评价", max_length=12, choices=Rating, blank=True, default="")
    speed = models.CharField("速度评价", max_length=12, choices=Rating, blank=True, default="")
    rating_note = models.TextField("评价意见", blank=True)
    rated_at = models.DateTimeField("评价时间", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    end_reason = models.CharField("办结说明", max_length=300, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "群众诉求"
        constraints = [
            models.CheckConstraint(
                name="concern_in_hand_has_channel",
                condition=~Q(stage__in=["in_hand", "fed_back"]) | ~Q(channel=""),
                violation_error_message="进入办理的诉求必须已选定渠道。",
            ),
            models.CheckConstraint(
                name="concern_fed_back_has_answer",
                condition=~Q(stage="fed_back") | (~Q(answer="") & Q(answered_at__isnull=False)),
                violation_error_message="反馈评价阶段的诉求必须有答复。",
            ),
            models.CheckConstraint(
                name="concern_closed_was_answered_and_rated_or_explained",
                condition=~Q(stage="closed")
                | (~Q(answer="") & (~Q(rating="") | ~Q(end_reason=""))),
                violation_error_message="办结必须已答复,并有评价或说明(T31)。",
            ),
            models.CheckConstraint(
                name="concern_ended_has_time",
                condition=Q(closed_at__isnull=False)
                ^ Q(stage__in=["gathered", "judged", "in_hand", "fed_back"]),
                violation_error_message="已结束的诉求必须有办结时间。",
            ),
            models.CheckConstraint(
                name="concern_declined_has_reason",
                condition=~Q(stage="declined") | ~Q(end_reason=""),
                violation_error_message="不予受理必须写明理由。",
            ),
            models.CheckConstraint(
                name="concern_merged_has_target",
                condition=Q(stage="merged", merged_into__isnull=False)
                | (~Q(stage="merged") & Q(merged_into=None)),
                violation_error_message="并案必须指明并入的诉求。",
            ),
        ]
        indexes = [
            models.Index(fields=["station", "-submitted_at", "-id"], name="concern_station_time"),
            models.Index(fields=["-submitted_at", "-id"], name="concern_time"),
            models.Index(fields=["stage", "-submitted_at", "-id"], name="concern_stage_time"),
            models.Index(
                fields=["due_on"],
                name="concern_due",
                condition=Q(stage="in_hand", due_on__isnull=False),
            ),
            models.Index(
                fields=["station"],
                name="concern_adoptable",
                condition=Q(channel="suggestion", suggestion=None),
            ),
            models.Index(
                fields=["officer", "-submitted_at", "-id"],
                name="concern_officer",
                condition=Q(officer__isnull=False, closed_at=None),
            ),
            models.Index(
                fields=["-submitted_at", "-id"],
                name="concern_returned",
                condition=Q(stage="judged") & ~Q(channel=""),
            ),
            GinIndex("words", name="concern_words"),
        ]
        triggers = [
            # The original words stand as they were said (T15), whatever any code tries.
            pgtrigger.ReadOnly(
                name="original_words_are_kept", fields=["text", "number", "submitted_at", "once"]
            ),
        ]

    def __str__(self):
        return f"{self.title}（{self.number}）"

    def get_absolute_url(self):
        return reverse("suggestions:concern", args=[self.number])

    @property
    def wording(self) -> str:
        """What to show officially: the edited text, else the original words."""
        return self.edited_text or self.text

    def steps_for(self, seat):
        """The buttons this seat gets."""
        return workflow.CONCERN.steps_for(seat.role, self.stage)

    def check_step(self, key, *, by):
        """The step, if `by` (a seat, or RESIDENT / SYSTEM) may take it now; 403 or 409 else."""
        return workflow.CONCERN.check(key, role=getattr(by, "role", by), stage=self.stage)
