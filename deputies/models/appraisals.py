"""What came of a year's points: the grade decided, and who may read which of it (C11, J14)."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from deputies.models.ledger import NUMERALS, SUM
from deputies.models.people import Deputy
from deputies.performance.appraisal import Grade
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import Station, ids_below


class AppraisalQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Of the deputies the seat sees."""
        return self.filter(deputy__in=Deputy.objects.visible_to(seat).order_by().values("pk"))

    def for_list(self):
        """Most points first."""
        return self.select_related("deputy").order_by("-points", "-pk")


class Appraisal(models.Model):
    """A deputy's grade of a year (年度考评): proposed by points, decided by the office."""

    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="appraisals", verbose_name="代表"
    )
    year = models.PositiveSmallIntegerField("年度")
    points = models.DecimalField("全年得分", **SUM)
    proposed = models.CharField("建议等次", max_length=10, choices=Grade)
    grade = models.CharField("考评等次", max_length=10, choices=Grade)
    reason = models.CharField("与建议等次不同的理由", max_length=200, blank=True)
    needs_talk = models.BooleanField("应约谈", default=False)
    decided_at = models.DateTimeField("评定时间")
    decided_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="评定人")
    talked_on = models.DateField("约谈日期", null=True, blank=True)
    talk_note = models.CharField("约谈情况", max_length=300, blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度考评"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                "year",
                name="appraisal_once_a_year",
                violation_error_message="该代表本年度已评定。",
            ),
            models.CheckConstraint(
                name="appraisal_other_grade_has_reason",
                condition=Q(grade=F("proposed")) | ~Q(reason=""),
                violation_error_message="与建议等次不同须写明理由。",
            ),
            models.CheckConstraint(
                name="appraisal_talk_has_note",
                condition=Q(talked_on=None, talk_note="")
                | Q(talked_on__isnull=False) & ~Q(talk_note=""),
                violation_error_message="约谈须写明日期和情况。",
            ),
        ]
        indexes = [
            models.Index(F("year"), F("points").desc(), F("id").desc(), name="appraisal_year_order")
        ]

    def __str__(self):
        return f"{self.deputy} {self.year}年 {self.get_grade_display()}"


class Audience(models.TextChoices):
    """To whom points are made known (公示对象, J14)."""

    SELF = "self", "代表本人"
    ELECTORATE = "electorate", "选区群众"
    UNITS = "units", "相关单位"


class Consent(models.TextChoices):
    """Whose points a publication holds (公示范围)."""

    LAW = "law", "依法公开，全部代表"
    UNLESS = "unless", "本人未提出异议的代表"
    ASKED = "asked", "本人同意公开的代表"


class PublicationQuerySet(models.QuerySet):
    def standing(self):
        """Published and not withdrawn."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, seat):
        """The office sees those of its tree and above; units and the government what is for units."""
        if seat is None:
            return self.none()
        if seat.role in (Role.COMMITTEE, Role.LEADER):
            return self.filter(station__any_of=ids_below(seat))
        if seat.role in (Role.DEPARTMENT, Role.GOVERNMENT):
            return self.standing().filter(audience=Audience.UNITS)
        return self.none()

    def for_list(self):
        return self.select_related("station").order_by("-published_at", "-pk")


class Publication(models.Model):
    """A period's points made known to one audience (积分公示), until withdrawn (J14)."""

    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度", default=0)
    audience = models.CharField("公示对象", max_length=10, choices=Audience)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="+", verbose_name="范围（站点及以下）"
    )
    consent = models.CharField("公示哪些代表", max_length=10, choices=Consent)
    shows_groups = models.BooleanField("公示分组得分", default=True)
    shows_grade = models.BooleanField("公示考评等次", default=False)
    shows_lines = models.BooleanField("公示履职明细", default=False)
    published_at = models.DateTimeField("公示时间")
    published_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="公示人")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤下人"
    )
    withdraw_reason = models.CharField("撤下原因", max_length=200, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分公示"
        constraints = [
            models.UniqueConstraint(
                "year",
                "quarter",
                "audience",
                "station",
                name="publication_one_standing",
                condition=Q(withdrawn_at=None),
                violation_error_message="该时段已向这一对象公示，请先撤下。",
            ),
            models.CheckConstraint(
                name="publication_withdrawn_with_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdraw_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdraw_reason=""),
                violation_error_message="撤下公示须写明原因。",
            ),
            models.CheckConstraint(
                name="publication_grade_is_of_a_year",
                condition=Q(shows_grade=False) | Q(quarter=0),
                violation_error_message="考评等次按年评定，只能随全年积分公示。",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="publication_stands",
                fields=[
                    "year",
                    "quarter",
                    "audience",
                    "station",
                    "consent",
                    "shows_groups",
                    "shows_grade",
                    "shows_lines",
                    "published_at",
                ],
            ),
            pgtrigger.Protect(name="publication_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.period}积分，{self.get_audience_display()}"

    def get_absolute_url(self):
        return reverse("deputies:points_publication", args=[self.pk])

    @property
    def period(self) -> str:
        """What it is of, such as 2026年第二季度."""
        part = f"第{NUMERALS[self.quarter - 1]}季度" if self.quarter else ""
        return f"{self.year}年{part}"


class PublishingConsent(models.Model):
    """What a deputy said to his points being made known to an audience (公示意见)."""

    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="publishing_consents", verbose_name="代表"
    )
    audience = models.CharField("公示对象", max_length=10, choices=Audience)
    agrees = models.BooleanField("同意公示")
    said_at = models.DateTimeField("表示时间")
    said_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="表示人")

    class Meta:
        verbose_name = verbose_name_plural = "公示意见"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                "audience",
                name="publishing_consent_once_an_audience",
                violation_error_message="对同一公示对象只有一个意见。",
            )
        ]

    def __str__(self):
        return f"{self.deputy} {self.get_audience_display()}"
