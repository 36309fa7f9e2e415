"""Mandates: a person's place in one congress for one term, and the times he may not act in it."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from deputies.models.terms import Congress, CongressTerm, Level, SpanQuerySet


class MandateQuerySet(SpanQuerySet):
    def managed_by(self, seat):
        """Mandates of the congresses the seat keeps."""
        return self.filter(congress_term__congress__in=Congress.objects.managed_by(seat))

    def performing(self, today):
        """In force on `today` and not suspended then (代表法 art. 61)."""
        suspended = Suspension.objects.filter(mandate=OuterRef("pk")).running(today)
        return self.running(today).exclude(Exists(suspended))

    def for_list(self):
        return self.select_related("deputy", "congress_term__congress").order_by(
            "certificate_no", "pk"
        )


class Mandate(models.Model):
    """A seat in one congress for one term (代表资格)."""

    class End(models.TextChoices):
        """Why a mandate ended (代表法 art. 61–63, facts §6.2)."""

        TERM = "term", "任期届满"
        MOVED = "moved", "迁出或调离本行政区域"
        RESIGNED = "resigned", "辞职"
        ABSENT = "absent", "未经批准两次不出席本级人代会"
        RECALLED = "recalled", "被罢免"
        FOREIGN = "foreign", "丧失中华人民共和国国籍"
        RIGHTS = "rights", "依照法律被剥夺政治权利"
        INCAPABLE = "incapable", "丧失行为能力"
        DIED = "died", "去世"
        OTHER = "other", "其他法定情形"

    deputy = models.ForeignKey("deputies.Deputy", models.PROTECT, related_name="mandates")
    congress_term = models.ForeignKey(
        CongressTerm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name="所属的届",
    )
    level = models.CharField("代表层级", max_length=10, choices=Level)
    term = models.CharField("届次", max_length=20)
    certificate_no = models.CharField("代表证号", max_length=30)
    electorate = models.CharField("选区/选举单位", max_length=60)
    delegation = models.CharField("代表团", max_length=60, blank=True)
    group = models.CharField("代表小组", max_length=60, blank=True, default="")
    elected_on = models.DateField("当选日期", null=True, blank=True)
    is_by_elected = models.BooleanField("补选产生", default=False)
    re_elections = models.PositiveSmallIntegerField("连任次数", default=0)
    from_on = models.DateField("任职起")
    to_on = models.DateField("终止日期", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=10, choices=End, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表资格"
        constraints = [
            models.UniqueConstraint(
                "level",
                "term",
                "certificate_no",
                name="mandate_certificate_unique",
                violation_error_message="同一层级、届次的代表证号已存在。",
            ),
            models.CheckConstraint(
                name="mandate_end_has_reason",
                condition=Q(to_on=None, end_reason="")
                | (Q(to_on__isnull=False) & ~Q(end_reason="")),
                violation_error_message="终止代表资格须同时填写日期和原因。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} {self.get_level_display()}{self.term}"

    def get_absolute_url(self):
        return reverse("deputies:mandate", args=[self.pk])

    def is_running(self, today) -> bool:
        """Whether it is in force on `today` (a local date)."""
        return self.from_on <= today and (self.to_on is None or self.to_on >= today)


class Suspension(models.Model):
    """A time in which a deputy may not act under a mandate (暂停执行代表职务, 代表法 art. 61)."""

    class Ground(models.TextChoices):
        """The two grounds of art. 61; it ends when the ground does, or with the mandate."""

        CUSTODY = "custody", "因刑事案件被羁押正在受侦查、起诉、审判"
        SENTENCE = "sentence", "被依法判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑"

    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="suspensions", verbose_name="代表资格"
    )
    ground = models.CharField("法定情形", max_length=10, choices=Ground)
    from_on = models.DateField("暂停起")
    to_on = models.DateField("暂停止", null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "暂停执行代表职务"
        constraints = [
            models.UniqueConstraint(
                "mandate",
                name="suspension_one_at_a_time",
                condition=Q(to_on=None),
                violation_error_message="该代表资格已在暂停期间。",
            ),
            models.CheckConstraint(
                name="suspension_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message="恢复日期须在暂停之后。",
            ),
        ]

    def __str__(self):
        return f"{self.mandate} 暂停"


class MandateOffice(models.Model):
    """A post held under a mandate (常委会组成人员、专委委员、主席团成员), from one day to another."""

    class Kind(models.TextChoices):
        STANDING = "standing", "常委会组成人员"
        SPECIAL = "special", "专门委员会委员"
        PRESIDIUM = "presidium", "主席团成员"

    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="offices", verbose_name="代表资格"
    )
    kind = models.CharField("类别", max_length=10, choices=Kind)
    title = models.CharField("职务", max_length=40, blank=True)
    from_on = models.DateField("任职起")
    to_on = models.DateField("任职止", null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        constraints = [
            models.CheckConstraint(
                name="mandate_office_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message="任职止不能早于任职起。",
            ),
            models.UniqueConstraint(
                "mandate",
                "kind",
                name="mandate_office_once_at_a_time",
                condition=Q(to_on=None),
                violation_error_message="该代表已任此类职务。",
            ),
        ]

    def __str__(self):
        return f"{self.mandate} {self.title or self.get_kind_display()}"


class MandateEvent(models.Model):
    """One lawful change of a mandate (代表资格变动), as announced; append-only (代表法 art. 61–63)."""

    class Kind(models.TextChoices):
        BY_ELECTED = "by_elected", "补选当选"
        SUSPENDED = "suspended", "暂停执行代表职务"
        RESUMED = "resumed", "恢复执行代表职务"
        RESIGNED = "resigned", "辞职被接受"
        RECALLED = "recalled", "被罢免"
        ENDED = "ended", "代表资格终止"
        DIED = "died", "去世"

    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="events", verbose_name="代表资格"
    )
    kind = models.CharField("变动", max_length=10, choices=Kind)
    ground = models.CharField("法定情形", max_length=60, blank=True)
    effective_on = models.DateField("生效日期")
    decided_by = models.CharField("决定机关", max_length=80, blank=True)
    announced_by = models.CharField("公告机关", max_length=80, blank=True)
    announced_on = models.DateField("公告日期", null=True, blank=True)
    document_no = models.CharField("文号", max_length=60, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_at = models.DateTimeField("录入时间")
    seat = models.ForeignKey(
        "accounts.Seat", models.PROTECT, null=True, related_name="+", verbose_name="录入岗位"
    )

    class Meta:
        verbose_name = verbose_name_plural = "代表资格变动"

    def __str__(self):
        return f"{self.mandate} {self.get_kind_display()}"
