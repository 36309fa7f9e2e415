"""Sessions of a congress, who came to them, and what two absences lead to (代表法 art. 62 (3), C12)."""

from django.db import models
from django.db.models import F, Q

from deputies.models.mandates import Mandate
from deputies.models.terms import Congress, CongressTerm


class SessionQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Sessions of the congresses the seat sees."""
        return self.filter(congress_term__congress__in=Congress.objects.visible_to(seat))

    def managed_by(self, seat):
        """Sessions of the congresses the seat keeps."""
        return self.filter(congress_term__congress__in=Congress.objects.managed_by(seat))

    def for_list(self):
        return self.select_related("congress_term__congress").order_by("-from_on", "-pk")


class Session(models.Model):
    """A session of a congress (人民代表大会会议) within one term."""

    congress_term = models.ForeignKey(
        CongressTerm, models.PROTECT, related_name="sessions", verbose_name="届"
    )
    title = models.CharField("会次", max_length=40)
    from_on = models.DateField("开幕日期")
    to_on = models.DateField("闭幕日期")

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人代会会议"
        constraints = [
            models.UniqueConstraint(
                "congress_term",
                "title",
                name="session_once_a_term",
                violation_error_message="本届已有同名会议。",
            ),
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message="闭幕日期不能早于开幕日期。",
            ),
        ]

    def __str__(self):
        return f"{self.congress_term}{self.title}"


class SessionAttendance(models.Model):
    """Whether a deputy was at a session (出席人代会)."""

    class State(models.TextChoices):
        PRESENT = "present", "出席"
        LEAVE = "leave", "经批准请假"
        ABSENT = "absent", "未经批准缺席"

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="attendances", verbose_name="会议"
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="session_attendances", verbose_name="代表资格"
    )
    state = models.CharField("出席情况", max_length=10, choices=State)
    reason = models.CharField("请假原因", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人代会出席"
        constraints = [
            models.UniqueConstraint(
                "session",
                "mandate",
                name="session_attendance_once",
                violation_error_message="该代表在本次会议的出席情况已登记。",
            ),
            models.CheckConstraint(
                name="session_leave_has_reason",
                condition=~Q(state="leave") | ~Q(reason=""),
                violation_error_message="经批准请假须写明原因。",
            ),
        ]

    def __str__(self):
        return f"{self.mandate} {self.session} {self.get_state_display()}"


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Proposals about mandates of the congresses the seat keeps."""
        return self.filter(mandate__congress_term__congress__in=Congress.objects.managed_by(seat))

    def open(self):
        """Not decided yet."""
        return self.filter(stage=QualificationProposal.Stage.PROPOSED)

    def for_list(self):
        return self.select_related("mandate__deputy", "mandate__congress_term__congress").order_by(
            "-proposed_on", "-pk"
        )


class QualificationProposal(models.Model):
    """A proposal to the 代表资格审查委员会 that a mandate has ended (C12): never an ending by itself."""

    class Stage(models.TextChoices):
        PROPOSED = "proposed", "待审查"
        ENDED = "ended", "终止资格"
        KEPT = "kept", "不予终止"
        WITHDRAWN = "withdrawn", "更正后撤回"

    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="proposals", verbose_name="代表资格"
    )
    stage = models.CharField("状态", max_length=10, choices=Stage, default=Stage.PROPOSED)
    absences = models.CharField("缺席的会议", max_length=300)
    proposed_on = models.DateField("提出日期")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    document_no = models.CharField("文号", max_length=60, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表资格审查建议"
        constraints = [
            models.UniqueConstraint(
                "mandate",
                name="proposal_one_open_a_mandate",
                condition=Q(stage="proposed"),
                violation_error_message="该代表资格已有待审查的建议。",
            ),
            models.CheckConstraint(
                name="proposal_decision_has_document",
                condition=~Q(stage__in=["ended", "kept"])
                | (Q(decided_on__isnull=False) & ~Q(document_no="")),
                violation_error_message="审查决定须有日期和文号。",
            ),
        ]

    def __str__(self):
        return f"{self.mandate} 资格审查建议"
