"""Every step taken: what residents, officers and clocks read back."""

from django.db import models
from django.db.models import Q

from liaison.accounts.models import Seat
from suggestions import workflow
from suggestions.models.concerns import Concern
from suggestions.models.suggestions import Handling, Suggestion

LONGEST_ACTOR = 150


class TimelineEntry(models.Model):
    """One step of a concern or of a suggestion (流转记录)."""

    concern = models.ForeignKey(
        Concern, models.CASCADE, null=True, blank=True, related_name="timeline"
    )
    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, null=True, blank=True, related_name="timeline"
    )
    handling = models.ForeignKey(
        Handling, models.CASCADE, null=True, blank=True, related_name="timeline"
    )
    step = models.CharField("步骤", max_length=20)
    label = models.CharField("步骤名称", max_length=20)
    note = models.TextField("说明", blank=True)
    public_note = models.TextField("向诉求人公开的说明", blank=True)
    by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="岗位"
    )
    actor = models.CharField("经办", max_length=LONGEST_ACTOR)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "流转记录"
        constraints = [
            models.CheckConstraint(
                name="timeline_of_one_thing",
                condition=Q(concern__isnull=False) ^ Q(suggestion__isnull=False),
                violation_error_message="流转记录只能属于一件诉求或一件建议。",
            ),
        ]
        indexes = [
            models.Index(fields=["concern", "at", "id"], name="timeline_concern"),
            models.Index(fields=["suggestion", "at", "id"], name="timeline_suggestion"),
        ]

    def __str__(self):
        return f"{self.label} {self.actor}"

    @staticmethod
    def actor_of(by) -> str:
        """The name kept with the entry: the seat's person and place, 群众, or 系统; cut to fit."""
        name = str(by) if isinstance(by, Seat) else workflow.ACTOR_LABELS[by]
        return name[:LONGEST_ACTOR]
