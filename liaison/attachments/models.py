"""A file that belongs to something (附件): kept privately, given out through its owner's permission."""

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from liaison import clock
from liaison.attachments.sniff import KINDS


def private_path(attachment: "Attachment", filename: str) -> str:
    """Where under MEDIA_ROOT the file lies: year, month, its own id; nothing of the given name."""
    return f"{clock.today():%Y/%m}/{attachment.pk}"


class AttachmentQuerySet(models.QuerySet):
    def of(self, owner):
        """The files of `owner`, oldest first."""
        kind = ContentType.objects.get_for_model(owner)
        return self.filter(content_type=kind, object_id=str(owner.pk)).order_by("created_at", "pk")


class Attachment(models.Model):
    """A file (附件) and what it belongs to; `kind` is its true ending, `name` what the person called it."""

    PERSONAL = {"name": "显示给有权查看的人", "file": "办理所需的材料和照片"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_type = models.ForeignKey(ContentType, models.PROTECT, verbose_name="所属类型")
    object_id = models.CharField("所属编号", max_length=40)
    owner = GenericForeignKey("content_type", "object_id")
    name = models.CharField("文件名", max_length=130)
    kind = models.CharField("类型", max_length=10, choices=[(kind, kind) for kind in KINDS])
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)
    file = models.FileField("文件", upload_to=private_path)
    added_by = models.ForeignKey(
        "accounts.Seat", models.PROTECT, null=True, blank=True, verbose_name="上传岗位"
    )
    created_at = models.DateTimeField("上传时间")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        indexes = [models.Index("content_type", "object_id", name="attachment_owner")]
        constraints = [
            models.CheckConstraint(
                name="attachment_is_not_empty",
                condition=Q(size__gt=0),
                violation_error_message="附件不能是空文件。",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("attachments:download", args=[self.pk])

    @property
    def media_type(self) -> str:
        return KINDS[self.kind].media_type

    @property
    def is_picture(self) -> bool:
        return KINDS[self.kind].is_picture
