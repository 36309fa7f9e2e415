"""What leaves for another organisation: work orders to 12345, reports straight to the leaders."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from liaison.accounts.roles import Role
from stations.models import station_of
from suggestions.models.channels import Channel
from suggestions.models.concerns import Concern


class HotlineOrder(models.Model):
    """A concern on its way through the deputies' channel of the 12345 hotline (12345 工单, T28)."""

    class Stage(models.TextChoices):
        WAITING = "waiting", "待送出"
        ACCEPTED = "accepted", "热线已受理"
        ANSWERED = "answered", "热线已答复"
        RETURNED = "returned", "热线已退回"

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="hotline_orders")
    reference = models.CharField("我方编号", max_length=40, unique=True)
    stage = models.CharField("状态", max_length=10, choices=Stage, default=Stage.WAITING)
    external_no = models.CharField("热线工单号", max_length=40, blank=True)
    created_at = models.DateTimeField("转出时间")
    accepted_at = models.DateTimeField("受理时间", null=True, blank=True)
    due_on = models.DateField("热线答复期限")
    answer = models.TextField("热线答复", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "12345 工单"
        constraints = [
            models.UniqueConstraint(
                "concern",
                name="hotline_one_live_order",
                condition=Q(stage__in=["waiting", "accepted"]),
                violation_error_message="该诉求已有在办的热线工单。",
            ),
        ]

    def __str__(self):
        return self.reference


class DirectReport(models.Model):
    """A concern chosen for 《代表之声》, straight to the leaders (直报件, T30)."""

    class Stage(models.TextChoices):
        WAITING = "waiting", "待送达"
        DELIVERED = "delivered", "已送达"
        INSTRUCTED = "instructed", "已批示"

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="direct_reports")
    reference = models.CharField("我方编号", max_length=40, unique=True)
    stage = models.CharField("状态", max_length=10, choices=Stage, default=Stage.WAITING)
    created_at = models.DateTimeField("转出时间")
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)
    instruction = models.TextField("批示", blank=True)
    instructed_at = models.DateTimeField("批示时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "直报件"
        constraints = [
            models.UniqueConstraint(
                "concern",
                name="direct_one_live_report",
                condition=Q(stage__in=["waiting", "delivered"]),
                violation_error_message="该诉求已有在办的直报件。",
            ),
        ]

    def __str__(self):
        return self.reference


#: Whose desk an order received over a channel lies on.
READ_BY = {Role.HOTLINE: Channel.HOTLINE, Role.LEADER: Channel.DIRECT}


def _reads_the_voice(seat) -> bool:
    """《代表之声》 goes to the leaders at the head of the network, not to a county's (T30)."""
    station = station_of(seat)
    return station is not None and station.depth == 1


class ReceivedOrderQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """The hotline reads its orders, the city's leaders their reports; nobody else either."""
        channel = READ_BY.get(seat.role) if seat else None
        if channel is None or (channel == Channel.DIRECT and not _reads_the_voice(seat)):
            return self.none()
        return self.filter(channel=channel)

    def for_list(self):
        """What still waits for an answer first, newest first."""
        return self.order_by(F("answered_at").desc(nulls_first=True), "-received_at", "-pk")


class ReceivedOrder(models.Model):
    """What the built-in receiver holds when we play the hotline or the leaders' reader (接收件)."""

    channel = models.CharField("渠道", max_length=10)
    number = models.CharField("接收方编号", max_length=40, unique=True)
    reference = models.CharField("来件编号", max_length=40)
    title = models.CharField("标题", max_length=100)
    text = models.TextField("内容")
    place = models.CharField("地点", max_length=120, blank=True)
    received_at = models.DateTimeField("接收时间")
    answer = models.TextField("答复", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    is_returned = models.BooleanField("已退回", default=False)

    objects = ReceivedOrderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接收件"
        constraints = [
            models.UniqueConstraint(
                "channel", "reference", name="received_order_once_per_reference"
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("suggestions:receiver_order", args=[self.number])
