"""What deputies know well: a vocabulary, and who has which skill, proven and public or not (T19)."""

from django.db import models
from django.db.models import Q

from deputies.models.people import Deputy
from deputies.vocabulary import SkillGroup, split
from liaison.accounts.models import Seat


class SkillQuerySet(models.QuerySet):
    def current(self):
        """Those that may be chosen."""
        return self.filter(is_current=True)

    def for_list(self):
        return self.order_by("rank", "name", "pk")

    def words(self) -> dict[str, int]:
        """Every name and other word → the key of its skill."""
        rows = self.current().order_by("pk").values_list("pk", "name", "aliases")
        found = {word: pk for pk, _, aliases in rows for word in split(aliases)}
        return found | {name: pk for pk, name, _ in rows}


class Skill(models.Model):
    """An entry of the vocabulary of skills (专业特长词表), kept by the committee's office."""

    NOT_PERSONAL = {"name": "特长名称"}

    name = models.CharField("名称", max_length=30, unique=True)
    group = models.CharField("类别", max_length=12, choices=SkillGroup)
    aliases = models.CharField("别的说法", max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField("排序", default=100)
    is_current = models.BooleanField("使用中", default=True)

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "专业特长"

    def __str__(self):
        return self.name


class DeputySkillQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """As the deputies are."""
        return self.filter(deputy__in=Deputy.objects.visible_to(seat).order_by().values("pk"))

    def confirmed(self):
        """What the office or the deputy has confirmed."""
        return self.filter(state=DeputySkill.State.CONFIRMED)

    def waiting(self):
        """Read from the register's text, not confirmed yet."""
        return self.filter(state=DeputySkill.State.PROPOSED)

    def public(self):
        """What the deputy agreed to show (facts §6.3: skills if agreed)."""
        return self.confirmed().filter(consented_on__isnull=False)

    def for_list(self):
        return (
            self.select_related("skill", "deputy")
            .defer("deputy__phone", "deputy__address", "deputy__id_number")
            .order_by("deputy__name_key", "skill__rank", "pk")
        )


class DeputySkill(models.Model):
    """That a deputy knows something well (代表特长): proposed from a text, confirmed, shown if agreed."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待确认"
        CONFIRMED = "confirmed", "已确认"
        REJECTED = "rejected", "不采用"

    deputy = models.ForeignKey(
        Deputy, models.CASCADE, related_name="known_skills", verbose_name="代表"
    )
    skill = models.ForeignKey(
        Skill, models.PROTECT, related_name="deputies", verbose_name="专业特长"
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    proof = models.CharField("证书或依据", max_length=100, blank=True)
    #: The day the deputy agreed to show it on the public page; None: he has not.
    consented_on = models.DateField("同意公开日期", null=True, blank=True)
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )

    objects = DeputySkillQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表特长"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                "skill",
                name="deputy_skill_once",
                violation_error_message="该代表已有这项特长。",
            ),
            models.CheckConstraint(
                name="deputy_skill_decided_at_and_by",
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                violation_error_message="确认时间和确认人须同时填写。",
            ),
            models.CheckConstraint(
                name="deputy_skill_public_is_confirmed",
                condition=Q(consented_on=None) | Q(state="confirmed"),
                violation_error_message="只有已确认的特长才能公开。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} {self.skill}"
