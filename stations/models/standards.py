"""The documents that set the network's rules, with their versions."""

from django.db import models


class RuleDocument(models.Model):
    """A document that sets rules (制度文件, T22): parameters cite it."""

    title = models.CharField("文件名", max_length=100)
    number = models.CharField("文号", max_length=50, blank=True)
    issuer = models.CharField("制发单位", max_length=60, blank=True)
    version = models.CharField("版本", max_length=20)
    issued_on = models.DateField("印发日期")
    effective_on = models.DateField("施行日期")
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    text = models.TextField("正文", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "制度文件"
        constraints = [
            models.UniqueConstraint(
                "title",
                "version",
                name="rule_document_version_once",
                violation_error_message="该文件的这一版本已录入。",
            )
        ]

    def __str__(self):
        return f"《{self.title}》（{self.version}）"
