"""The trained classifiers of categories that were installed, and the one in use."""

from django.db import models
from django.db.models import Q

from liaison.accounts.models import Seat


class Classifier(models.Model):
    """A trained classifier of categories (分类模型): its file, its figures, since when it is in use."""

    NOT_PERSONAL = {"name": "模型名称"}

    name = models.CharField("名称", max_length=60)
    sha256 = models.CharField("文件指纹", max_length=64, unique=True)
    content = models.BinaryField("文件")
    library = models.CharField("训练所用库", max_length=60)
    trained_at = models.DateTimeField("训练时间")
    metrics = models.JSONField("测评结果")
    is_in_use = models.BooleanField("使用中", default=False)
    installed_at = models.DateTimeField("装载时间")
    installed_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="装载人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "分类模型"
        constraints = [
            models.UniqueConstraint(
                "is_in_use",
                name="classifier_one_in_use",
                condition=Q(is_in_use=True),
                violation_error_message="同时只能使用一个分类模型。",
            ),
            models.CheckConstraint(
                name="classifier_installed_at_always",
                condition=Q(installed_at__isnull=False) | Q(installed_by=None),
                violation_error_message="必须记下装载时间。",
            ),
        ]

    def __str__(self):
        return self.name
