"""Proposals of a primary station for the unassigned, and what was accepted together (T11)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from deputies.models.people import Deputy, Membership
from liaison.accounts.models import Seat
from stations.models import Station, station_of


class PlacementQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """The offices see what is proposed for stations at or below their own."""
        station = station_of(seat)
        return self.filter(station__path__startswith=station.path) if station else self.none()

    def waiting(self):
        """Not decided yet."""
        return self.filter(state=Placement.State.OPEN)

    def for_list(self):
        return (
            self.select_related("station", "proposed", "deputy", "batch")
            .defer("deputy__phone", "deputy__address", "deputy__id_number")
            .order_by("station__path", "deputy__name_key", "pk")
        )


class Placement(models.Model):
    """A station proposed for an unassigned deputy (编组建议), and what the office made of it."""

    class Certainty(models.TextChoices):
        """The three of deputies.nearness.placement.Certainty."""

        SURE = "sure", "把握大"
        LIKELY = "likely", "较合适"
        OPEN = "open", "待核实"

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        ACCEPTED = "accepted", "已接受"
        REJECTED = "rejected", "已退回"
        STALE = "stale", "已失效"

    deputy = models.ForeignKey(
        Deputy, models.CASCADE, related_name="placements", verbose_name="代表"
    )
    proposed = models.ForeignKey(
        Station, models.PROTECT, related_name="+", verbose_name="系统建议站点"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="placements", verbose_name="编入站点"
    )
    certainty = models.CharField("把握", max_length=10, choices=Certainty)
    reasons = models.JSONField("理由", default=list)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    change_reason = models.CharField("改站理由", max_length=200, blank=True)
    reject_reason = models.CharField("退回理由", max_length=200, blank=True)
    made_at = models.DateTimeField("生成时间")
    made_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="生成人")
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处理人"
    )
    batch = models.ForeignKey(
        "PlacementBatch",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name="批次",
    )
    membership = models.OneToOneField(
        Membership,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="placement",
        verbose_name="编组",
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "编组建议"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                name="placement_one_open",
                condition=Q(state="open"),
                violation_error_message="该代表已有一条待处理的编组建议。",
            ),
            models.CheckConstraint(
                name="placement_rejected_has_reason",
                condition=~Q(state="rejected") | ~Q(reject_reason=""),
                violation_error_message="退回编组建议须写明理由。",
            ),
            models.CheckConstraint(
                name="placement_decided_at_and_by",
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                violation_error_message="处理时间和处理人须同时填写。",
            ),
        ]
        indexes = [models.Index(fields=["state", "station"], name="placement_state_station")]

    def __str__(self):
        return f"{self.deputy} → {self.station}"

    @property
    def tone(self) -> str:
        """The tone of its certainty on a page."""
        return {"sure": "success", "likely": "info"}.get(self.certainty, "warning")

    @property
    def is_changed(self) -> bool:
        """Whether somebody chose another station than the proposed one."""
        return self.station_id != self.proposed_id


class PlacementBatchQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """What offices at or below the seat's own station accepted."""
        station = station_of(seat)
        return self.filter(station__path__startswith=station.path) if station else self.none()

    def for_list(self):
        return self.select_related("accepted_by__user").order_by("-accepted_at", "-pk")


class PlacementBatch(models.Model):
    """Proposals accepted together (成批编组); undone together while nothing stands on them."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="+", verbose_name="接受人所在站点"
    )
    from_on = models.DateField("编入日期")
    accepted_at = models.DateTimeField("接受时间")
    accepted_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="接受人")
    number = models.PositiveIntegerField("人数")
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤销人"
    )

    objects = PlacementBatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "成批编组"
        constraints = [
            models.CheckConstraint(
                name="placement_batch_undone_at_and_by",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                violation_error_message="撤销时间和撤销人须同时填写。",
            )
        ]

    def __str__(self):
        return f"{self.from_on} 成批编组 {self.number} 人"

    def get_absolute_url(self):
        return reverse("deputies:placement_batch", args=[self.pk])
