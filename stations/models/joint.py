"""部门进家、代表回家、选民访家: which units came, what voters asked them, and what came of each question."""

from django.db import models
from django.db.models import Q

from liaison.privacy import masking
from stations.models.activities import Activity


class JointUnit(models.Model):
    """A unit that came to a joint day (到场部门), and in which posts its people are."""

    NOT_PERSONAL = {"unit": "部门名称", "posts": "到场人员的职务，不写姓名"}

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="joint_units", verbose_name="活动"
    )
    unit = models.CharField("部门", max_length=60)
    posts = models.CharField("到场人员职务", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "到场部门"
        constraints = [
            models.UniqueConstraint(
                "activity",
                "unit",
                name="joint_unit_once",
                violation_error_message="该部门已登记到场。",
            )
        ]

    def __str__(self):
        return self.unit


class JointQuestionQuerySet(models.QuerySet):
    def open_ended(self):
        """Neither answered on the spot, nor a task with owner and day, nor taken as a concern (J16)."""
        return self.filter(answer="", task_owner="", receipt="")

    def for_list(self):
        return self.select_related("unit").order_by("pk")


class JointQuestion(models.Model):
    """A question put at a joint day (现场提问), and what came of it (J16)."""

    NOT_PERSONAL = {"task_owner": "责任单位或职务", "receipt": "诉求编号"}

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="joint_questions", verbose_name="活动"
    )
    asked = models.CharField("问题", max_length=300)
    unit = models.ForeignKey(
        JointUnit, models.PROTECT, related_name="questions", verbose_name="向哪个部门提出"
    )
    answer = models.TextField("现场答复", blank=True)
    task_owner = models.CharField("会后办理的责任人（单位或职务）", max_length=60, blank=True)
    task_due_on = models.DateField("办结日期", null=True, blank=True)
    receipt = models.CharField("转为群众诉求的编号", max_length=20, blank=True)

    objects = JointQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "现场提问"
        constraints = [
            models.CheckConstraint(
                name="joint_task_has_owner_and_day",
                condition=Q(task_owner="", task_due_on=None)
                | ~Q(task_owner="") & Q(task_due_on__isnull=False),
                violation_error_message="会后办理须同时写明责任人和办结日期。",
            )
        ]

    def __str__(self):
        return self.asked

    @property
    def asked_publicly(self) -> str:
        """The question without telephone and other long numbers."""
        return masking.said(self.asked)

    @property
    def answer_publicly(self) -> str:
        return masking.said(self.answer)
