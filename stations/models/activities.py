"""What a station does: activities by the six functions, and the brands they run under."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.accounts.models import Seat
from stations import workflow
from stations.models.network import Station, ids_below
from stations.models.study import Topic
from stations.workflow import ActivityStage


class Function(models.TextChoices):
    """The six functions of a station (F20)."""

    SURVEY = "survey", "调研视察"
    CONTACT = "contact", "联系群众"
    PUBLICITY = "publicity", "政策宣传"
    ADVICE = "advice", "建言献策"
    SUPERVISION = "supervision", "监督对接"
    STUDY = "study", "学习交流"


class Form(models.TextChoices):
    """In what form an activity is held (活动形式)."""

    ORDINARY = "ordinary", "一般活动"
    RECEPTION = "reception", "接待日"
    DELIBERATION = "deliberation", "议事"
    LECTURE_FIXED = "lecture_fixed", "固定讲坛"
    LECTURE_MOBILE = "lecture_mobile", "流动讲坛"
    MOBILE = "mobile", "流动服务"
    STUDY_TOUR = "study_tour", "学习考察"
    JOINT = "joint", "部门进家"


class Series(models.Model):
    """A brand of activities with running numbers (特色活动品牌, T26)."""

    NOT_PERSONAL = {"name": "品牌名称"}

    station = models.ForeignKey(Station, models.PROTECT, related_name="series", verbose_name="站点")
    name = models.CharField("品牌名称", max_length=30)
    about = models.CharField("简介", max_length=200, blank=True)
    last_no = models.PositiveIntegerField("末期号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "特色活动品牌"
        constraints = [
            models.UniqueConstraint(
                "station",
                "name",
                name="series_name_once_a_station",
                violation_error_message="本站已有同名品牌。",
            )
        ]

    def __str__(self):
        return self.name


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Activities are public once published; a seat in the tree also sees its stations' plans."""
        if seat is None:
            return self.public()
        return self.filter(Q(station__any_of=ids_below(seat)) | _PUBLIC)

    def of_stations_of(self, seat):
        """What the list shows first: a seat in the tree its own stations', others all public ones."""
        if below := ids_below(seat):
            return self.filter(station__any_of=below)
        return self.visible_to(seat)

    def public(self):
        """What anybody may read: published, held, logged, or cancelled after being published."""
        return self.filter(_PUBLIC)

    def counting(self):
        """What counts as an activity for 121 (T24a): held; cancelled never does."""
        return self.filter(stage__in=[ActivityStage.HELD, ActivityStage.LOGGED])

    def between(self, first, last):
        """Beginning on the local dates from `first` to `last`, both included."""
        return self.filter(held_on__gte=first, held_on__lte=last)

    def for_list(self):
        return self.select_related("station", "series", "study_topic").order_by("-starts_at", "-pk")


_PUBLIC = Q(published_at__isnull=False)


class Activity(models.Model):
    """Something a station holds (活动): planned, published, held or cancelled, logged."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="activities", verbose_name="站点"
    )
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="品牌",
    )
    series_no = models.PositiveIntegerField("期号", null=True, blank=True)
    function = models.CharField("职能", max_length=12, choices=Function)
    form = models.CharField("形式", max_length=16, choices=Form, default=Form.ORDINARY)
    title = models.CharField("主题", max_length=80)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    #: The local date of `starts_at`: months and years of 121 are those of Asia/Shanghai.
    held_on = models.DateField("活动日期")
    place = models.CharField("地点", max_length=100, blank=True)
    is_online = models.BooleanField("线上举行", default=False)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    about = models.TextField("内容安排", blank=True)
    speaker = models.CharField("主讲人", max_length=60, blank=True)
    stage = models.CharField(
        "状态", max_length=10, choices=ActivityStage, default=ActivityStage.PLANNED
    )
    study_topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="学习主题"
    )
    study_title = models.CharField("学习内容", max_length=100, blank=True)
    study_minutes = models.PositiveSmallIntegerField("学习时长（分钟）", null=True, blank=True)
    study_waiver = models.CharField("未安排学习的理由", max_length=200, blank=True)
    minutes = models.TextField("活动纪要", blank=True)
    residents = models.PositiveIntegerField("参加群众人数", null=True, blank=True)
    sign_in_key = models.CharField("签到密钥", max_length=64)
    once = models.UUIDField("提交凭据", unique=True)
    #: The rule that made it, and the month (its first day) it is the reception of (J8).
    reception_rule = models.ForeignKey(
        "stations.ReceptionRule",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="receptions",
        verbose_name="固定接待日",
    )
    reception_month_on = models.DateField("所属月份", null=True, blank=True)
    #: How often its arrangements changed, and when last: what calendar programs go by (RFC 5545).
    revision = models.PositiveIntegerField("修订次数", default=0)
    changed_at = models.DateTimeField("修改时间", null=True, blank=True)
    planned_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="计划人"
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    #: The form's own token: a log written offline and sent twice is one log (J10).
    logged_once = models.UUIDField("归档凭据", null=True, blank=True)
    logged_at = models.DateTimeField("归档时间", null=True, blank=True)
    logged_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="归档人"
    )
    cancelled_at = models.DateTimeField("取消时间", null=True, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)

    PERSONAL = {"speaker": "公开的讲坛主讲人（J11）"}

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_it_starts",
                condition=Q(ends_at__gt=models.F("starts_at")),
                violation_error_message="结束时间必须晚于开始时间。",
            ),
            models.CheckConstraint(
                name="activity_logged_at_and_by",
                condition=Q(logged_at=None, logged_by=None)
                | Q(logged_at__isnull=False, logged_by__isnull=False),
                violation_error_message="归档时间和归档人须同时填写。",
            ),
            models.CheckConstraint(
                name="activity_logged_has_minutes_and_study",
                condition=~Q(stage="logged")
                | (
                    ~Q(minutes="")
                    & (~Q(study_title="") | Q(study_topic__isnull=False) | ~Q(study_waiver=""))
                ),
                violation_error_message="归档须有纪要，并有学习内容或未安排学习的理由（T3）。",
            ),
            models.CheckConstraint(
                name="activity_cancelled_has_reason",
                condition=Q(stage="cancelled", cancelled_at__isnull=False) & ~Q(cancel_reason="")
                | ~Q(stage="cancelled") & Q(cancelled_at=None),
                violation_error_message="取消活动须写明原因。",
            ),
            models.CheckConstraint(
                name="activity_rule_and_month",
                condition=Q(reception_rule=None, reception_month_on=None)
                | Q(reception_rule__isnull=False, reception_month_on__isnull=False),
                violation_error_message="固定接待日和所属月份须同时填写。",
            ),
            models.UniqueConstraint(
                "reception_rule",
                "reception_month_on",
                name="activity_reception_once_a_month",
                condition=Q(reception_rule__isnull=False),
                violation_error_message="这个固定接待日本月的接待已安排。",
            ),
            models.UniqueConstraint(
                "series",
                "series_no",
                name="activity_number_once_a_series",
                condition=Q(series_no__isnull=False),
                violation_error_message="该品牌的这一期已存在。",
            ),
        ]
        indexes = [
            models.Index(fields=["station", "held_on", "stage"], name="activity_station_day"),
            models.Index(fields=["-starts_at", "-id"], name="activity_time"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("stations:activity", args=[self.pk])

    @property
    def counts(self) -> bool:
        """Whether it counts as an activity of its station (T24a)."""
        return self.stage in (ActivityStage.HELD, ActivityStage.LOGGED)

    def steps_for(self, seat):
        """The buttons this seat gets, at stations it answers for."""
        if self.station_id not in ids_below(seat):
            return []
        return workflow.ACTIVITY.steps_for(seat.role, self.stage)

    def check_step(self, key, *, by):
        """The step, if `by` (a seat, or SYSTEM) may take it now; 403 or 409 else."""
        return workflow.ACTIVITY.check(key, role=getattr(by, "role", by), stage=self.stage)
