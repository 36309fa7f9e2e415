"""Which column of an imported table a person said is which."""

from django.db import models


class ColumnMapping(models.Model):
    """A header once assigned to a field (列对应), remembered for the next import of this kind."""

    kind = models.CharField("表的种类", max_length=40)
    header = models.CharField("表头", max_length=100)
    field = models.CharField("字段", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "列对应"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "header"],
                name="column_mapping_once",
                violation_error_message="这个表头已有对应。",
            )
        ]

    def __str__(self):
        return f"{self.kind}：{self.header} → {self.field}"
