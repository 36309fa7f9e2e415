"""Which column of an imported table a person said is which; jobs that make many documents."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from liaison.accounts.models import Seat


class ColumnMapping(models.Model):
    """A header once assigned to a field (列对应), remembered for the next import of this kind."""

    kind = models.CharField("表的种类", max_length=40)
    header = models.CharField("表头", max_length=100)
    field = models.CharField("字段", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "列对应"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "header"],
                name="column_mapping_once",
                violation_error_message="这个表头已有对应。",
            )
        ]

    def __str__(self):
        return f"{self.kind}：{self.header} → {self.field}"


class JobQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """A job is its asker's alone: what comes out may be personal."""
        return self.none() if seat is None else self.filter(asked_by=seat)

    def unfinished(self):
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])

    def for_list(self):
        return self.order_by("-asked_at", "pk")


class Job(models.Model):
    """Many documents made one after another by the worker (批量任务), with its progress and result."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待中"
        RUNNING = "running", "生成中"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"
        CANCELLED = "cancelled", "已取消"
        EXPIRED = "expired", "已过期清理"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("种类", max_length=40)
    title = models.CharField("名称", max_length=100)
    asked = models.JSONField("要求")
    asked_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="提出人")
    asked_at = models.DateTimeField("提出时间")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField("份数", default=0)
    made = models.PositiveIntegerField("已生成", default=0)
    beaten_at = models.DateTimeField("最近进展", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    reason = models.CharField("未完成原因", max_length=200, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批量任务"
        constraints = [
            models.CheckConstraint(
                name="job_makes_no_more_than_asked",
                condition=Q(made__lte=F("total")),
                violation_error_message="已生成的份数不能多于总份数。",
            ),
            models.CheckConstraint(
                name="job_ended_has_time",
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | ~Q(state__in=["waiting", "running"]) & Q(ended_at__isnull=False),
                violation_error_message="已结束的任务须有结束时间。",
            ),
        ]
        indexes = [models.Index(fields=["state", "beaten_at"], name="job_state_beat")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("documents:job", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def percent(self) -> int:
        """How far it has got, 0 to 100."""
        return round(self.made * 100 / self.total) if self.total else 0
