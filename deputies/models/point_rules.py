"""By which rules deputies' points are counted: versions from a day on, each citing its document."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from deputies.performance.appraisal import Scale
from deputies.performance.rules import (
    GRADES,
    Group,
    Rule,
    Version,
    read_grades,
    read_weights,
)
from liaison.accounts.models import Seat
from stations.models import RuleDocument

POINTS = {"max_digits": 6, "decimal_places": 2}


class RuleSetQuerySet(models.QuerySet):
    def adopted(self):
        """Versions that are or will be in force."""
        return self.filter(from_on__isnull=False)

    def on(self, day):
        """The version in force on `day` (a local date), as a list of one or none."""
        return self.adopted().filter(from_on__lte=day).order_by("-from_on", "-pk")[:1]

    def for_list(self):
        """Drafts first, then the newest."""
        return self.select_related("document").order_by(F("from_on").desc(nulls_first=True), "-pk")


class RuleSet(models.Model):
    """A version of the points' rules (积分规则) from a day on; without one it is a draft.

    `weights` holds {group: [percent, ceiling or ""]} (deputies.performance.rules.read_weights).
    """

    NOT_PERSONAL = {"name": "规则名称"}

    name = models.CharField("名称", max_length=60)
    document = models.ForeignKey(
        RuleDocument, models.PROTECT, related_name="+", verbose_name="依据文件"
    )
    from_on = models.DateField("起用日期", null=True, blank=True, unique=True)
    weights = models.JSONField("分组权重", default=dict, blank=True)
    excellent_from = models.DecimalField("“优秀”不少于", default=60, **POINTS)
    competent_from = models.DecimalField("“称职”不少于", default=30, **POINTS)
    basic_from = models.DecimalField("“基本称职”不少于", default=15, **POINTS)
    talk_below = models.DecimalField("低于此分约谈", default=15, **POINTS)
    created_at = models.DateTimeField("起草时间")
    adopted_at = models.DateTimeField("定稿时间", null=True, blank=True)
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="定稿人"
    )

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分规则"
        constraints = [
            models.CheckConstraint(
                name="rule_set_grades_descend",
                condition=Q(excellent_from__gt=F("competent_from"))
                & Q(competent_from__gt=F("basic_from")),
                violation_error_message="等次分数线应依次降低：优秀、称职、基本称职。",
            ),
            models.CheckConstraint(
                name="rule_set_adopted_on_a_day",
                condition=Q(from_on=None, adopted_at=None)
                | Q(from_on__isnull=False, adopted_at__isnull=False),
                violation_error_message="定稿须有起用日期。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="adopted_rules_stand",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.from_on IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*"
                ),
            ),
            pgtrigger.Protect(
                name="adopted_rules_are_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__from_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.from_on}起）" if self.from_on else f"{self.name}（草稿）"

    def get_absolute_url(self):
        return reverse("deputies:points_rules", args=[self.pk])

    @property
    def scale(self) -> Scale:
        """The table of grades."""
        return Scale(self.excellent_from, self.competent_from, self.basic_from, self.talk_below)

    def as_version(self) -> Version:
        """The rules as they are scored by; a draft's begin never."""
        begins = self.from_on or date.max
        made = {row.kind: row.as_rule() for row in self.rules.all()}
        return Version(self.pk, self.name, begins, made, read_weights(self.weights))


class PointRule(models.Model):
    """What one kind of thing gives in a version of the rules (计分项)."""

    NOT_PERSONAL = {"label": "计分项名称"}

    rule_set = models.ForeignKey(
        RuleSet, models.CASCADE, related_name="rules", verbose_name="积分规则"
    )
    kind = models.CharField("事项", max_length=30)
    label = models.CharField("名称", max_length=30)
    group = models.CharField("分组", max_length=12, choices=Group)
    each = models.DecimalField("每次分值", default=0, **POINTS)
    per_hour = models.DecimalField("每学时分值", default=0, **POINTS)
    cap = models.DecimalField("年度上限", null=True, blank=True, **POINTS)
    grades = models.JSONField("按等次另加", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "计分项"
        constraints = [
            models.UniqueConstraint(
                "rule_set",
                "kind",
                name="point_rule_once_a_kind",
                violation_error_message="该事项已有计分项。",
            ),
            models.CheckConstraint(
                name="point_rule_cap_is_positive",
                condition=Q(cap=None) | Q(cap__gt=0),
                violation_error_message="年度上限应大于 0，不设上限请留空。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rules_of_an_adopted_version_stand",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
                    IF EXISTS (SELECT 1 FROM deputies_ruleset
                               WHERE id = OLD.rule_set_id AND from_on IS NOT NULL) THEN
                        RAISE EXCEPTION 'rules of an adopted version stand'
                            USING ERRCODE = 'restrict_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return self.label

    def as_rule(self) -> Rule:
        grades = read_grades(self.kind, self.grades)
        return Rule(self.kind, self.label, self.group, self.each, self.per_hour, self.cap, grades)

    @property
    def graded(self) -> list[tuple[str, str]]:
        """(name of the grade, points) of those that give any."""
        known = GRADES.get(self.kind, {})
        return [(known[key], self.grades[key]) for key in known if self.grades.get(key)]
