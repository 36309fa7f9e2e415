"""Public codes of deputies and stations, how often each was scanned, and what a deputy agrees to show."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.urls import reverse

from deputies import signed_code
from deputies.models.people import Deputy
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.privacy import keys
from stations.models import SEATS_IN_THE_TREE, Station, ids_below


class PublicCodeQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """A deputy has the own code; a seat in the tree those of its stations and their deputies."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.filter(deputy__deputy_seats__seat=seat)
        if seat.role in SEATS_IN_THE_TREE:
            people = Deputy.objects.visible_to(seat).filter(pk=OuterRef("deputy"))
            return self.filter(Q(station__any_of=ids_below(seat)) | Exists(people))
        return self.none()

    def standing(self):
        """Neither changed for a new one nor withdrawn."""
        return self.filter(ended_at=None)

    def read(self, text):
        """The row a scanned or typed `text` stands for; None for what we did not write."""
        number = signed_code.read(text, keys.code_keys())
        found = self.select_related("deputy", "station")
        return None if number is None else found.filter(pk=number).first()

    def with_scans(self, since):
        """Each with `scans` (all) and `recent` (from the local date `since` on)."""
        return self.annotate(
            scans=Sum("days__times", default=0),
            recent=Sum("days__times", filter=Q(days__day__gte=since), default=0),
        )


class PublicCode(models.Model):
    """A code on a wall or on a card that leads to a deputy or a station (代表码、站点码, J4)."""

    class Ending(models.TextChoices):
        ROTATED = "rotated", "已更换"
        REVOKED = "revoked", "已停用"

    deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="codes", verbose_name="代表"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="codes", verbose_name="站点"
    )
    key_id = models.CharField("密钥编号", max_length=1)
    issued_at = models.DateTimeField("生成时间")
    issuer = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="生成人"
    )
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="停用人"
    )
    ending = models.CharField("停用方式", max_length=10, choices=Ending, blank=True)
    reason = models.CharField("停用原因", max_length=200, blank=True)

    objects = PublicCodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表码"
        constraints = [
            models.CheckConstraint(
                name="code_of_deputy_or_station",
                condition=Q(deputy=None) ^ Q(station=None),
                violation_error_message="一个码只属于一位代表或一个站点。",
            ),
            models.UniqueConstraint(
                "deputy",
                name="code_one_standing_a_deputy",
                condition=Q(ended_at=None),
                violation_error_message="该代表已有在用的代表码。",
            ),
            models.UniqueConstraint(
                "station",
                name="code_one_standing_a_station",
                condition=Q(ended_at=None),
                violation_error_message="该站点已有在用的码。",
            ),
            models.CheckConstraint(
                name="code_end_is_complete",
                condition=Q(ended_at=None, ended_by=None, ending="", reason="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ending="") & ~Q(reason=""),
                violation_error_message="停用须记明时间、经办人、方式和原因。",
            ),
        ]

    def __str__(self):
        return f"{self.owner}的码"

    @property
    def owner(self) -> Deputy | Station | None:
        return self.deputy or self.station

    @property
    def text(self) -> str:
        """What stands on paper; "" when its key is no longer known."""
        known = keys.code_keys()
        if self.key_id not in known:
            return ""
        return signed_code.issue(self.pk, key_id=self.key_id, keys=known)

    def get_public_url(self) -> str:
        """The short address the QR code holds."""
        return reverse("deputies:public_code", args=[self.text])


class CodeDay(models.Model):
    """How often a code was scanned on one day (扫码次数): a number, nothing of who scanned."""

    code = models.ForeignKey(PublicCode, models.CASCADE, related_name="days", verbose_name="代表码")
    day = models.DateField("日期")
    times = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "扫码次数"
        constraints = [
            models.UniqueConstraint(
                "code",
                "day",
                name="code_day_once",
                violation_error_message="同一天的次数只记一行。",
            )
        ]

    def __str__(self):
        return f"{self.day} {self.times}"


class ProfileChoiceQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Whoever sees the deputy in the register."""
        return self.filter(deputy__in=Deputy.objects.visible_to(seat))

    def standing(self):
        """The last word on each part of each deputy's page."""
        later = ProfileChoice.objects.filter(
            deputy=OuterRef("deputy"), part=OuterRef("part"), pk__gt=OuterRef("pk")
        )
        return self.exclude(Exists(later))

    def for_list(self):
        return self.select_related("decided_by__user").order_by("-pk")


class ProfileChoice(models.Model):
    """Whether a part of a deputy's public page is shown, from now on (公开意愿); rows only grow."""

    class Part(models.TextChoices):
        """What the law leaves to consent; name, mandates and figures are public (代表法 art. 58)."""

        POST = "post", "工作单位及职务"
        PHOTO = "photo", "照片"
        SKILLS = "skills", "专业特长"
        SUGGESTIONS = "suggestions", "立案的代表建议（标题和进度）"

    #: Without a word of the deputy or the office: the post is public, the rest is not.
    SHOWN_UNASKED = frozenset({Part.POST})

    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="profile_choices", verbose_name="代表"
    )
    part = models.CharField("内容", max_length=12, choices=Part)
    is_shown = models.BooleanField("公开")
    decided_at = models.DateTimeField("时间")
    decided_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="经办人")

    objects = ProfileChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开意愿"
        indexes = [models.Index(fields=["deputy", "part", "-id"], name="profile_choice_last")]

    def __str__(self):
        return f"{self.deputy} {self.get_part_display()}"


def shown_parts(deputy) -> set[str]:
    """The parts of `deputy`'s public page that are shown now."""
    said = deputy.profile_choices.standing().values_list("part", "is_shown")
    decided = dict(said)
    return {
        part
        for part in ProfileChoice.Part.values
        if decided.get(part, part in ProfileChoice.SHOWN_UNASKED)
    }


def counted(code_id: int, day, times: int) -> None:
    """Add `times` scans of one code to its `day`."""
    row, _ = CodeDay.objects.get_or_create(code_id=code_id, day=day)
    CodeDay.objects.filter(pk=row.pk).update(times=F("times") + times)
