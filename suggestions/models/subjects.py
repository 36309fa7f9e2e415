"""What concerns are about, in three levels below each other (诉求类目)."""

from django.db import models
from django.db.models import Q

from suggestions.routing import Category


class Subject(models.Model):
    """A line of the tree of subjects (诉求类目): second level under a category, third under that."""

    NOT_PERSONAL = {"name": "类目名称"}

    code = models.CharField("编码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=40)
    category = models.CharField("一级类别", max_length=20, choices=Category)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    is_open = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "诉求类目"
        constraints = [
            models.UniqueConstraint(
                "category",
                "parent",
                "name",
                name="subject_name_once_below_its_parent",
                nulls_distinct=False,
                violation_error_message="同一上级下已有同名类目。",
            ),
            models.CheckConstraint(
                name="subject_has_category",
                condition=~Q(category=""),
                violation_error_message="类目必须属于一个一级类别。",
            ),
        ]

    def __str__(self):
        return self.name
