"""What happened (Event), and the chain that proves nothing was changed or removed (Seal)."""

from django.db import models

from liaison.audit.verbs import fact_lines, label

DIGEST_LENGTH = 64


class EventQuerySet(models.QuerySet):
    def unsealed(self):
        """Events not yet linked into the chain."""
        return self.filter(seal=None)

    def matching(self, *, verb: str = "", who: str = "", from_on=None, to_on=None):
        """Events of this verb, of people whose name or account contains `who`, on these local dates."""
        found = self
        if verb:
            found = found.filter(verb=verb)
        if who:
            found = found.filter(actor__icontains=who)
        if from_on:
            found = found.filter(at__date__gte=from_on)
        if to_on:
            found = found.filter(at__date__lte=to_on)
        return found

    def for_list(self):
        """Newest first, each with its place in the chain (None: not sealed yet)."""
        return self.annotate(place=models.F("seal__seq")).order_by("-at", "-pk")


class Event(models.Model):
    """One thing somebody did (审计事件): who, from which seat, what, to what, when.

    Plain ids and names instead of foreign keys: the record outlives what it tells about. Only
    INSERT is possible, by trigger. `digest` is SM3 over the content (`chain.digest`).
    """

    NOT_PERSONAL = {"about_label": "事项名称", "actor": "履职人员姓名与岗位，审计必需"}

    at = models.DateTimeField("时间")
    verb = models.CharField("事件", max_length=60)
    seat_id = models.BigIntegerField("岗位编号", null=True)
    user_id = models.BigIntegerField("用户编号", null=True)
    actor = models.CharField("操作人", max_length=200, blank=True)
    about_type = models.CharField("对象类型", max_length=100, blank=True)
    about_id = models.CharField("对象编号", max_length=64, blank=True)
    about_label = models.CharField("对象", max_length=200, blank=True)
    facts = models.JSONField("详情", default=dict)
    digest = models.CharField("内容摘要", max_length=DIGEST_LENGTH)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审计事件"
        indexes = [
            models.Index(fields=["-at", "-id"], name="event_newest"),
            models.Index(fields=["verb", "-at"], name="event_verb_at"),
            models.Index(fields=["about_type", "about_id"], name="event_about"),
        ]

    def __str__(self):
        return f"{self.verb} {self.about_label}".strip()

    @property
    def verb_label(self) -> str:
        """The verb in Chinese, when it has a name there."""
        return label(self.verb)

    @property
    def fact_lines(self) -> list[str]:
        """The facts in Chinese, one by one."""
        return fact_lines(self.facts)


class Seal(models.Model):
    """One link of the chain (封存): the n-th event, and SM3 over it and the link before."""

    seq = models.BigIntegerField("序号", primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="seal", verbose_name="事件")
    digest = models.CharField("内容摘要", max_length=DIGEST_LENGTH)
    previous = models.CharField("前一封存值", max_length=DIGEST_LENGTH)
    hash = models.CharField("封存值", max_length=DIGEST_LENGTH)
    sealed_at = models.DateTimeField("封存时间")

    class Meta:
        verbose_name = verbose_name_plural = "审计封存"
        constraints = [
            models.CheckConstraint(name="seal_seq_from_one", condition=models.Q(seq__gte=1))
        ]

    def __str__(self):
        return f"第 {self.seq} 号"
