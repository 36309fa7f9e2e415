"""What an activity leaves behind beside its minutes: problems with owners, what was deliberated."""

from django.db import models
from django.db.models import Q

from liaison.accounts.models import Seat
from liaison.attachments.models import Attachment
from stations.models.activities import Activity


class ActivityProblemQuerySet(models.QuerySet):
    def open_ended(self):
        """Problems with neither an owner nor a reason for having none (T26)."""
        return self.filter(owner="", reason="")

    def for_list(self):
        return self.order_by("pk")


class ActivityProblem(models.Model):
    """A problem raised at an activity (活动问题、问题清单), who owns it (责任清单), what came of it (反馈清单)."""

    NOT_PERSONAL = {"owner": "责任单位或责任人职务", "reason": "无责任方的理由"}

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="problems", verbose_name="活动"
    )
    problem = models.CharField("问题", max_length=200)
    owner = models.CharField("责任方", max_length=60, blank=True)
    reason = models.CharField("暂无责任方的理由", max_length=200, blank=True)
    feedback = models.CharField("反馈", max_length=300, blank=True)

    objects = ActivityProblemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动问题"

    def __str__(self):
        return self.problem

    @property
    def is_settled(self) -> bool:
        """Whether the activity may be logged as far as this problem goes."""
        return bool(self.owner or self.reason)


class Deliberation(models.Model):
    """What was said and agreed at a deliberation (议事记录, J3); its tasks are ActivityProblem rows."""

    activity = models.OneToOneField(
        Activity, models.CASCADE, related_name="deliberation", verbose_name="活动"
    )
    topic = models.CharField("议题", max_length=100)
    views = models.TextField("各方意见")
    consensus = models.TextField("形成共识", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议事记录"
        constraints = [
            models.CheckConstraint(
                name="deliberation_has_views",
                condition=~Q(views=""),
                violation_error_message="议事记录须写明各方意见。",
            )
        ]

    def __str__(self):
        return self.topic


class PublicPhotoQuerySet(models.QuerySet):
    def on_view(self):
        """Those anybody may open: of activities that are published and were held."""
        return self.filter(activity__in=Activity.objects.public().counting())

    def for_list(self):
        return self.select_related("attachment").order_by("attachment__created_at", "pk")


class PublicPhoto(models.Model):
    """A photo of an activity its officer shows to everybody (公开照片), and what is to be seen on it."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="public_photos", verbose_name="活动"
    )
    attachment = models.OneToOneField(
        Attachment, models.CASCADE, related_name="+", verbose_name="照片"
    )
    alt = models.CharField("图片说明", max_length=100)
    shown_at = models.DateTimeField("公开时间")
    shown_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="公开人")

    objects = PublicPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开照片"
        constraints = [
            models.CheckConstraint(
                name="public_photo_says_what_it_shows",
                condition=~Q(alt=""),
                violation_error_message="公开的照片须写明图片说明。",
            )
        ]

    def __str__(self):
        return self.alt
