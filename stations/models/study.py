"""What is studied: the topic catalogue and each station's yearly plan."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.accounts.models import Seat
from stations import workflow
from stations.curriculum import FIRST_RANK, OWES_PLAN
from stations.models.network import Station, ids_below
from stations.workflow import PlanStage


class TopicQuerySet(models.QuerySet):
    def in_year(self, year):
        """Topics in use at some time of `year`."""
        begun = self.filter(from_on__lte=date(year, 12, 31))
        return begun.filter(Q(to_on=None) | Q(to_on__gte=date(year, 1, 1)))

    def required_in(self, year):
        """What a plan of `year` must hold (T6), by rank."""
        return self.in_year(year).filter(is_required_in_plan=True).for_list()

    def template_of(self, year):
        """What a new plan of `year` begins with: first topic, required items and courses (T4–T6)."""
        wanted = Q(rank=FIRST_RANK) | Q(is_required_in_plan=True) | Q(is_required_course=True)
        return self.in_year(year).filter(wanted).for_list()

    def first_topic(self, year):
        """The first topic of `year` (第一学习内容, T4), or None."""
        return self.in_year(year).filter(rank=FIRST_RANK).order_by("pk").first()

    def courses(self, today):
        """The required courses (必修课, T5) on `today` (a local date)."""
        begun = self.filter(is_required_course=True, from_on__lte=today)
        return begun.filter(Q(to_on=None) | Q(to_on__gte=today)).for_list()

    def for_list(self):
        return self.order_by("rank", "pk")


class Topic(models.Model):
    """A topic of study (学习主题), ranked: rank 1 is the first topic (第一学习内容, T4)."""

    title = models.CharField("主题", max_length=100, unique=True)
    rank = models.PositiveSmallIntegerField("顺序")
    is_required_in_plan = models.BooleanField("计划必列（T6）", default=False)
    is_required_course = models.BooleanField("必修课（T5）", default=False)
    basis = models.CharField("依据", max_length=100, blank=True)
    from_on = models.DateField("启用日期")
    to_on = models.DateField("停用日期", null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "学习主题"
        constraints = [
            models.CheckConstraint(
                name="topic_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
                violation_error_message="停用日期不能早于启用日期。",
            ),
        ]

    def __str__(self):
        return self.title


class StudyPlanQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Tree seats: the plans of their station and below; everyone: what is published."""
        if seat is None:
            return self.filter(stage=PlanStage.PUBLISHED)
        own = models.Q(station__any_of=ids_below(seat))
        return self.filter(own | models.Q(stage=PlanStage.PUBLISHED))

    def managed_by(self, seat):
        """The plans of the stations a seat answers for."""
        return self.filter(station__any_of=ids_below(seat))

    def filed(self):
        """Plans that were submitted: a draft is no plan yet (T2)."""
        return self.exclude(stage=PlanStage.DRAFT)

    def published(self):
        return self.filter(stage=PlanStage.PUBLISHED)

    def for_list(self):
        return self.select_related("station").order_by("-year", "station__path", "pk")


def without_plan(stations, year):
    """Those of `stations` (a QuerySet) which owe a plan of `year` and have filed none (T2)."""
    filed = StudyPlan.objects.filed().filter(station=models.OuterRef("pk"), year=year)
    return stations.filter(kind__in=OWES_PLAN).exclude(models.Exists(filed))


class StudyPlan(models.Model):
    """A station's study plan for one year (年度学习计划, T2)."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="study_plans", verbose_name="站点"
    )
    year = models.PositiveSmallIntegerField("年度")
    person = models.CharField("负责人", max_length=50, blank=True)
    stage = models.CharField("状态", max_length=10, choices=PlanStage, default=PlanStage.DRAFT)
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    approved_at = models.DateTimeField("审核时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    returned_reason = models.CharField("退回意见", max_length=200, blank=True)

    PERSONAL = {"person": "公开的学习计划负责人"}

    objects = StudyPlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度学习计划"
        constraints = [
            models.UniqueConstraint(
                "station",
                "year",
                name="study_plan_one_a_year",
                violation_error_message="该站点这一年度的学习计划已存在。",
            ),
            models.CheckConstraint(
                name="study_plan_approved_at_and_by",
                condition=models.Q(approved_at=None, approved_by=None)
                | models.Q(approved_at__isnull=False, approved_by__isnull=False),
                violation_error_message="审核时间和审核人须同时填写。",
            ),
        ]

    def __str__(self):
        return f"{self.station} {self.year}年学习计划"

    def get_absolute_url(self):
        return reverse("stations:study_plan", args=[self.pk])

    def steps_for(self, seat):
        """The buttons this seat gets, at stations it answers for."""
        if self.station_id not in ids_below(seat):
            return []
        return workflow.PLAN.steps_for(seat.role, self.stage)

    def check_step(self, key, *, by):
        """The step, if `by` may take it now; 403 or 409 else."""
        return workflow.PLAN.check(key, role=getattr(by, "role", by), stage=self.stage)


class PlanItem(models.Model):
    """One session of a plan (学习安排)."""

    plan = models.ForeignKey(StudyPlan, models.CASCADE, related_name="items")
    month = models.PositiveSmallIntegerField("月份")
    position = models.PositiveSmallIntegerField("序号")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name="主题")
    form = models.CharField("形式", max_length=30, blank=True)
    note = models.CharField("说明", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "学习安排"
        constraints = [
            models.CheckConstraint(
                name="plan_item_month_is_a_month",
                condition=models.Q(month__gte=1, month__lte=12),
                violation_error_message="月份应为 1 到 12。",
            ),
            models.UniqueConstraint("plan", "position", name="plan_item_position_once"),
        ]

    def __str__(self):
        return f"{self.month}月 {self.topic}"
