"""Policies passed down, to whom, and who has read them (T17)."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from deputies.models.people import Deputy
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Station, ids_below


class PublicityQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """A tree seat sees what its own and lower stations sent; every reader what is sent to him."""
        if seat is None:
            return self.none()
        own = Receipt.objects.of(seat).filter(publicity=OuterRef("pk"))
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(Q(station__any_of=ids_below(seat)) | Exists(own))
        return self.filter(Exists(own))

    def sent_below(self, seat):
        """What the seat's own and lower stations sent: whose readers it may list and remind."""
        return self.filter(station__any_of=ids_below(seat))

    def with_counts(self):
        """Each with `asked` and `unread`: how many shall read it, and how many have not yet."""
        return self.annotate(
            asked=models.Count("receipts"),
            unread=models.Count("receipts", filter=Q(receipts__read_at=None)),
        )

    def unread_by(self, seat):
        """What this seat shall read and has not: oldest first."""
        waiting = Receipt.objects.of(seat).filter(read_at=None)
        found = self.filter(Exists(waiting.filter(publicity=OuterRef("pk"))))
        return found.order_by("sent_at", "pk")

    def for_list(self):
        return self.select_related("station").order_by("-sent_at", "-pk")


class Publicity(models.Model):
    """A policy passed down (政策传达, T17): a text, to whom it goes, and who has read it."""

    class Audience(models.TextChoices):
        """To whom a policy goes (传达范围)."""

        STATIONS = "stations", "下级站点"
        DEPUTIES = "deputies", "所属代表"
        BOTH = "both", "下级站点和所属代表"

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="publicities", verbose_name="发出站点"
    )
    title = models.CharField("标题", max_length=80)
    text = models.TextField("内容")
    basis = models.CharField("文件依据", max_length=100, blank=True)
    audience = models.CharField("传达范围", max_length=10, choices=Audience)
    once = models.UUIDField("提交凭据", unique=True)
    sent_at = models.DateTimeField("发出时间")
    sent_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="发出人")

    objects = PublicityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "政策传达"
        indexes = [models.Index(fields=["-sent_at", "-id"], name="publicity_time")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deputies:publicity", args=[self.pk])


class ReceiptQuerySet(models.QuerySet):
    def of(self, seat):
        """What a seat reads for: an officer for the station he sits at, a deputy for himself."""
        if seat is not None and seat.role == Role.STATION:
            return self.filter(station__station_seats__seat=seat)
        if seat is not None and seat.role == Role.DEPUTY:
            return self.filter(deputy__deputy_seats__seat=seat)
        return self.none()

    def for_list(self):
        """The unread first, stations before deputies."""
        return self.select_related("station", "deputy", "read_by__user").order_by(
            models.F("read_at").asc(nulls_first=True),
            "station__path",
            "deputy__name_key",
            "pk",
        )


class Receipt(models.Model):
    """Who shall read a policy, and when he did (传达回执): a station, or a deputy."""

    publicity = models.ForeignKey(
        Publicity, models.CASCADE, related_name="receipts", verbose_name="政策传达"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="站点"
    )
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代表"
    )
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    read_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="阅读人"
    )

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "传达回执"
        constraints = [
            models.CheckConstraint(
                name="receipt_of_a_station_or_a_deputy",
                condition=Q(station=None, deputy__isnull=False)
                | Q(station__isnull=False, deputy=None),
                violation_error_message="回执属于一个站点或一位代表。",
            ),
            models.UniqueConstraint("publicity", "station", name="receipt_once_a_station"),
            models.UniqueConstraint("publicity", "deputy", name="receipt_once_a_deputy"),
            models.CheckConstraint(
                name="receipt_read_at_and_by",
                condition=Q(read_at=None, read_by=None)
                | Q(read_at__isnull=False, read_by__isnull=False),
                violation_error_message="阅读时间和阅读人须同时填写。",
            ),
        ]

    def __str__(self):
        return f"{self.station or self.deputy} ← {self.publicity}"
