"""What everybody may read of a concern: words looked through by a person, never the original."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.accounts.models import Seat
from stations.models import SEATS_IN_THE_TREE, ids_below
from suggestions.models.concerns import Concern
from suggestions.workflow import ConcernStage


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Seats in the tree keep those of their stations and below."""
        if seat is None or seat.role not in SEATS_IN_THE_TREE:
            return self.none()
        return self.filter(concern__station__any_of=ids_below(seat))

    def shown(self):
        """What the public reads now: not taken down, and not against the resident's wish (F21)."""
        return self.filter(withdrawn_at=None, concern__is_private=False).exclude(
            concern__stage=ConcernStage.WITHDRAWN
        )

    def for_list(self):
        return (
            self.select_related("concern__station", "concern__department")
            .defer("words", "concern__words", "concern__proposal", "concern__text")
            .order_by("-reviewed_at", "-pk")
        )


class Publication(models.Model):
    """The public version of a concern (公开), as a person released it (F21; PIPL art. 25).

    The title, text and answer here are copies without personal data; the original is never shown.
    """

    concern = models.OneToOneField(
        Concern, models.PROTECT, related_name="publication", verbose_name="诉求"
    )
    title = models.CharField("公开标题", max_length=100)
    text = models.TextField("公开内容")
    answer = models.TextField("公开答复", blank=True)
    words = SearchVectorField("分词", null=True)
    reviewed_at = models.DateTimeField("审核时间")
    reviewed_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="审核人")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤下人"
    )
    withdrawn_reason = models.CharField("撤下原因", max_length=200, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开"
        constraints = [
            models.CheckConstraint(
                name="publication_withdrawn_is_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawn_reason="")
                ),
                violation_error_message="撤下公开须同时记下时间、经办人和原因。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-reviewed_at", "-id"],
                name="publication_shown",
                condition=Q(withdrawn_at=None),
            ),
            GinIndex(fields=["words"], name="publication_words"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("suggestions:published_one", args=[self.pk])
