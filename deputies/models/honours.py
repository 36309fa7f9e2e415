"""Honours of deputies, and what is told of them to the public: stories and cases, reviewed first."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from deputies import workflow
from deputies.models.people import Deputy, deputy_of
from deputies.workflow import HonourStage, PieceStage
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Station, ids_below


class HonourQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Of the deputies the seat sees, and a deputy the own."""
        return self.filter(deputy__in=Deputy.objects.visible_to(seat).order_by().values("pk"))

    def confirmed(self):
        return self.filter(stage=HonourStage.CONFIRMED)

    def for_list(self):
        return self.select_related("deputy").order_by("-granted_on", "-pk")


class Honour(models.Model):
    """An honour a deputy was given (表彰, T20), with its evidence; it counts once confirmed."""

    class Kind(models.TextChoices):
        """The three examples the network honours, and what others give (T20)."""

        ENTHUSIAST = "enthusiast", "热心人"
        PROMOTER = "promoter", "促进者"
        MODEL = "model", "好榜样"
        OTHER = "other", "其他表彰"

    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="honours", verbose_name="代表")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    title = models.CharField("表彰名称", max_length=80)
    granted_by = models.CharField("授予单位", max_length=60)
    granted_on = models.DateField("授予日期")
    stage = models.CharField(
        "状态", max_length=10, choices=HonourStage, default=HonourStage.RECORDED
    )
    recorded_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="登记人")
    recorded_at = models.DateTimeField("登记时间")
    decided_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核实人"
    )
    decided_at = models.DateTimeField("核实时间", null=True, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)

    NOT_PERSONAL = {"granted_by": "授予表彰的单位"}

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "表彰"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                "title",
                "granted_on",
                name="honour_once",
                condition=~Q(stage="rejected"),
                violation_error_message="该代表的这项表彰已登记。",
            ),
            models.CheckConstraint(
                name="honour_decided_at_and_by",
                condition=Q(stage="recorded", decided_at=None, decided_by=None)
                | ~Q(stage="recorded") & Q(decided_at__isnull=False) & Q(decided_by__isnull=False),
                violation_error_message="核实时间和核实人须同时填写。",
            ),
            models.CheckConstraint(
                name="honour_four_eyes",
                condition=Q(decided_by=None) | ~Q(decided_by=F("recorded_by")),
                violation_error_message="登记人不能核实自己登记的表彰。",
            ),
            models.CheckConstraint(
                name="honour_ended_says_why",
                condition=~Q(stage__in=["rejected", "revoked"]) | ~Q(reason=""),
                violation_error_message="不通过或撤销须写明原因。",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deputies:honour", args=[self.pk])

    def steps_for(self, seat):
        """The buttons this seat gets."""
        return workflow.HONOUR.steps_for(seat.role, self.stage)

    def check_step(self, key, *, by):
        """The step, if `by` may take it now; 403 or 409 else."""
        return workflow.HONOUR.check(key, role=by.role, stage=self.stage)


class PieceQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Tree seats: their station's and below; a deputy: what he wrote or what is about him."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.filter(Q(deputy=deputy_of(seat)) | Q(written_by=seat))
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(station__any_of=ids_below(seat))
        return self.none()

    def published(self):
        """What everybody may read: reviewed by another person, and published (T20, F17)."""
        return self.filter(stage=PieceStage.PUBLISHED)

    def for_list(self):
        return (
            self.select_related("deputy", "station")
            .defer("words", "text")
            .order_by("-written_at", "-pk")
        )


class Piece(models.Model):
    """A story or a case told of deputies' work (展示材料), public only after another has read it."""

    class Kind(models.TextChoices):
        """履职故事 tells of one deputy (T20); 履职案例 is experience to learn from (F17)."""

        STORY = "story", "履职故事"
        CASE = "case", "履职案例"

    kind = models.CharField("种类", max_length=5, choices=Kind)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="pieces", verbose_name="所属站点"
    )
    deputy = models.ForeignKey(
        Deputy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pieces",
        verbose_name="写到的代表",
    )
    honour = models.ForeignKey(
        Honour,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pieces",
        verbose_name="相关表彰",
    )
    title = models.CharField("标题", max_length=80)
    text = models.TextField("正文")
    words = SearchVectorField("检索词", null=True, editable=False)
    stage = models.CharField("状态", max_length=10, choices=PieceStage, default=PieceStage.DRAFT)
    written_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="编写人")
    written_at = models.DateTimeField("编写时间")
    reviewed_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    agreed_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="同意登记人"
    )
    agreed_at = models.DateTimeField("本人同意时间", null=True, blank=True)
    agreed_how = models.CharField("同意方式", max_length=100, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    reason = models.CharField("退回或撤下原因", max_length=200, blank=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "展示材料"
        constraints = [
            models.CheckConstraint(
                name="piece_story_has_its_deputy",
                condition=~Q(kind="story") | Q(deputy__isnull=False),
                violation_error_message="履职故事须写明是哪位代表。",
            ),
            models.CheckConstraint(
                name="piece_reviewed_at_and_by",
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                violation_error_message="审核时间和审核人须同时填写。",
            ),
            models.CheckConstraint(
                name="piece_agreed_at_and_by",
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                violation_error_message="同意时间和登记人须同时填写。",
            ),
            models.CheckConstraint(
                name="piece_four_eyes",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("written_by")),
                violation_error_message="编写人不能审核自己的材料。",
            ),
            models.CheckConstraint(
                name="piece_published_was_reviewed_and_agreed",
                condition=~Q(stage="published")
                | Q(reviewed_at__isnull=False, published_at__isnull=False)
                & (Q(deputy=None) | Q(agreed_at__isnull=False)),
                violation_error_message="经他人审核、本人同意后才能发布。",
            ),
            models.CheckConstraint(
                name="piece_withdrawn_says_why",
                condition=~Q(stage="withdrawn") | ~Q(reason=""),
                violation_error_message="撤下须写明原因。",
            ),
        ]
        indexes = [
            GinIndex("words", name="piece_words"),
            models.Index(fields=["stage", "kind", "-published_at"], name="piece_public"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deputies:piece", args=[self.pk])

    @property
    def needs_consent(self) -> bool:
        """Whether the deputy it names has not yet agreed to its being published."""
        return self.deputy_id is not None and self.agreed_at is None

    def steps_for(self, seat):
        """The buttons this seat gets."""
        return workflow.PIECE.steps_for(seat.role, self.stage)

    def check_step(self, key, *, by):
        """The step, if `by` may take it now; 403 or 409 else."""
        return workflow.PIECE.check(key, role=by.role, stage=self.stage)
