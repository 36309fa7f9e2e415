"""A deputy's report to the voters: planned, written, voted on, fed back, put on file."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from deputies import workflow
from deputies.models.people import Deputy, Mandate
from deputies.workflow import HAS_REPORTED, ReportingStage
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Station, ids_below

#: The five kinds of content a report must have (facts §6.5), in the order they are read out.
CONTENTS = ("meetings", "contacts", "opinions", "inspections", "intentions")


class ReportingQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """A deputy sees the own ones; seats in the tree those of their station and below."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.filter(mandate__deputy__deputy_seats__seat=seat)
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(station__any_of=ids_below(seat))
        return self.none()

    def published(self):
        return self.filter(stage=ReportingStage.PUBLISHED)

    def held(self):
        """Those that were voted on."""
        return self.filter(stage__in=HAS_REPORTED)

    def for_list(self):
        return self.select_related("mandate__deputy", "station").order_by("-held_on", "-pk")


def without_report(mandates):
    """Those of `mandates` (a QuerySet) whose holder has not reported this term (facts §6.5)."""
    held = Reporting.objects.held().filter(mandate=OuterRef("pk"))
    planned = Reporting.objects.filter(
        mandate=OuterRef("pk"), stage__in=[ReportingStage.PLANNED, ReportingStage.REPORTED]
    )
    return mandates.exclude(Exists(held)).annotate(
        planned_on=models.Subquery(planned.order_by("held_on", "pk").values("held_on")[:1])
    )


class Reporting(models.Model):
    """A deputy reports to the voters and is voted on by them (述职评议, 代表法; facts §6.5)."""

    NOT_PERSONAL = {
        "contacts": "联系选民的工作情况，不记具体选民",
        "handed_out": "票数",
        "intentions": "公开的述职内容",
    }

    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="reportings", verbose_name="代表资格"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="reportings", verbose_name="组织站点"
    )
    held_on = models.DateField("述职日期")
    place = models.CharField("地点", max_length=100)
    stage = models.CharField(
        "状态", max_length=10, choices=ReportingStage, default=ReportingStage.PLANNED
    )
    meetings = models.TextField("参加会议和审议", blank=True)
    contacts = models.TextField("联系选民和群众", blank=True)
    opinions = models.TextField("提出建议和督促办理", blank=True)
    inspections = models.TextField("参加视察、调研和监督", blank=True)
    intentions = models.TextField("不足和今后打算", blank=True)
    minimum = models.PositiveSmallIntegerField("应到选民代表", default=0)
    present = models.PositiveIntegerField("到会选民代表", null=True, blank=True)
    handed_out = models.PositiveIntegerField("发出评议票", null=True, blank=True)
    satisfied = models.PositiveIntegerField("满意", default=0)
    fair = models.PositiveIntegerField("基本满意", default=0)
    unsatisfied = models.PositiveIntegerField("不满意", default=0)
    void = models.PositiveIntegerField("无效票", default=0)
    unreturned = models.PositiveIntegerField("未收回", default=0)
    voiced = models.TextField("选民代表意见", blank=True)
    feedback = models.TextField("书面反馈", blank=True)
    fed_back_on = models.DateField("反馈日期", null=True, blank=True)
    file_no = models.CharField("档案号", max_length=40, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    planned_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="安排人")
    planned_at = models.DateTimeField("安排时间")
    voted_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="记录人"
    )
    voted_at = models.DateTimeField("记录时间", null=True, blank=True)
    published_at = models.DateTimeField("公布时间", null=True, blank=True)

    objects = ReportingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "述职评议"
        constraints = [
            models.UniqueConstraint(
                "mandate",
                "held_on",
                name="reporting_once_a_day",
                condition=~Q(stage="cancelled"),
                violation_error_message="该代表同一天已安排述职。",
            ),
            models.CheckConstraint(
                name="reporting_ballots_add_up",
                condition=Q(handed_out=None)
                | Q(
                    handed_out=F("satisfied")
                    + F("fair")
                    + F("unsatisfied")
                    + F("void")
                    + F("unreturned")
                ),
                violation_error_message="满意、基本满意、不满意、无效和未收回之和须等于发出的票数。",
            ),
            models.CheckConstraint(
                name="reporting_ballots_for_who_came",
                condition=Q(handed_out=None) | Q(handed_out__lte=F("present"), handed_out__gt=0),
                violation_error_message="发出的票数须大于 0，且不能多于到会的选民代表。",
            ),
            models.CheckConstraint(
                name="reporting_enough_voters",
                condition=Q(present=None) | Q(present__gte=F("minimum")),
                violation_error_message="到会选民代表少于规定人数。",
            ),
            models.CheckConstraint(
                name="reporting_voted_is_whole",
                condition=Q(stage__in=["planned", "reported", "cancelled"], present=None)
                | Q(present__isnull=False, handed_out__isnull=False),
                violation_error_message="评议后须有到会人数和票数。",
            ),
            models.CheckConstraint(
                name="reporting_voted_at_and_by",
                condition=Q(voted_at=None, voted_by=None)
                | Q(voted_at__isnull=False, voted_by__isnull=False),
                violation_error_message="记录时间和记录人须同时填写。",
            ),
            models.CheckConstraint(
                name="reporting_cancelled_says_why",
                condition=~Q(stage="cancelled") | ~Q(cancel_reason=""),
                violation_error_message="取消须写明原因。",
            ),
        ]
        indexes = [models.Index(fields=["station", "-held_on", "-id"], name="reporting_list")]

    def __str__(self):
        return f"{self.deputy}{self.held_on.year}年述职"

    def get_absolute_url(self):
        return reverse("deputies:reporting", args=[self.pk])

    @property
    def deputy(self) -> Deputy:
        return self.mandate.deputy

    @property
    def contents(self) -> list[tuple[str, str]]:
        """The five parts of the report: heading, text."""
        return [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in CONTENTS]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """What was counted, as it is announced on the spot."""
        names = "satisfied", "fair", "unsatisfied", "void", "unreturned"
        return [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in names]

    @property
    def valid(self) -> int:
        """Ballots that say something."""
        return self.satisfied + self.fair + self.unsatisfied

    @property
    def satisfied_share(self) -> float:
        """满意率: satisfied of the valid ballots, 0 to 1; 0 when none is valid."""
        return self.satisfied / self.valid if self.valid else 0.0

    def steps_for(self, seat):
        """The buttons this seat gets."""
        return workflow.REPORTING.steps_for(seat.role, self.stage)

    def check_step(self, key, *, by):
        """The step, if `by` may take it now; 403 or 409 else."""
        return workflow.REPORTING.check(key, role=by.role, stage=self.stage)
