"""The rules by which channel and unit are proposed, as rows that staff write, in versions."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liaison.accounts.models import Seat
from stations.models import Station
from suggestions.models.channels import Channel
from suggestions.models.departments import Department
from suggestions.routing import Category


class RoutingRuleQuerySet(models.QuerySet):
    def in_force(self, on: date):
        """The version of each rule that speaks on `on` (a local date)."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on), active_from_on__lte=on)

    def latest(self):
        """The newest version of each rule, ended ones too."""
        return self.filter(next_version=None)


class RoutingRule(models.Model):
    """One version of a rule of routing (分派规则): these words here mean that channel and unit (T27).

    A version is never changed: a change is the next version, from its own day on.
    """

    class Match(models.TextChoices):
        """How many of the words must stand in the text."""

        ANY = "any", "出现任意一个词"
        ALL = "all", "所有词都出现"

    NOT_PERSONAL = {"name": "规则名称"}

    key = models.UUIDField("规则")
    version = models.PositiveIntegerField("版本", default=1)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next_version",
        verbose_name="取代",
    )
    name = models.CharField("名称", max_length=40)
    words = ArrayField(models.CharField(max_length=20), verbose_name="词语")
    match = models.CharField("怎样算命中", max_length=4, choices=Match, default=Match.ANY)
    without = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name="不能出现的词语"
    )
    category = models.CharField("只看类别", max_length=20, choices=Category, blank=True)
    place = models.ForeignKey(
        Station,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="只看站点（含下级）",
    )
    channel = models.CharField("建议渠道", max_length=10, choices=Channel, blank=True)
    unit = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建议单位"
    )
    points = models.PositiveSmallIntegerField("分量", default=3)
    reason = models.CharField("理由", max_length=120)
    active_from_on = models.DateField("启用日期")
    ends_on = models.DateField("停用日期", null=True, blank=True)
    written_at = models.DateTimeField("编写时间")
    written_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="编写人"
    )

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "分派规则"
        constraints = [
            models.UniqueConstraint("key", "version", name="routing_rule_version_once"),
            models.CheckConstraint(
                name="routing_rule_written_at_always_by_staff_or_seed",
                condition=Q(written_at__isnull=False) | Q(written_by=None),
                violation_error_message="规则必须记下编写时间。",
            ),
            models.CheckConstraint(
                name="routing_rule_has_words",
                condition=Q(words__len__gt=0),
                violation_error_message="规则至少要有一个词语。",
            ),
            models.CheckConstraint(
                name="routing_rule_says_something",
                condition=~Q(channel="") | Q(unit__isnull=False),
                violation_error_message="规则要建议渠道或单位。",
            ),
            models.CheckConstraint(
                name="routing_rule_points_one_to_nine",
                condition=Q(points__gte=1, points__lte=9),
                violation_error_message="分量为 1 到 9。",
            ),
            models.CheckConstraint(
                name="routing_rule_ends_after_it_began",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("active_from_on")),
                violation_error_message="停用日期不能早于启用日期。",
            ),
        ]

    def __str__(self):
        return f"{self.name}（第 {self.version} 版）"
