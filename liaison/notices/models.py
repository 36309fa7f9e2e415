"""What a message is (消息): written with the change it tells of, delivered after the commit."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

IN_SITE = "in_site"
EMAIL = "email"


class State(models.TextChoices):
    """Where a message stands on its way out."""

    WAITING = "waiting", "待送出"
    DELIVERED = "delivered", "已送达"
    DEAD = "dead", "投递失败"


class MessageQuerySet(models.QuerySet):
    def inbox(self, user):
        """The in-site messages of `user`, for the inbox page."""
        return self.filter(channel=IN_SITE, to_user=user)

    def unread(self):
        """Messages nobody has opened."""
        return self.filter(read_at=None)

    def due(self, now):
        """Messages whose turn to be tried has come by `now` (aware)."""
        return self.filter(state=State.WAITING, next_try_at__lte=now)

    def deliverable(self, now):
        """Messages that may be tried at `now`: those due, and those never tried, whatever the clock
        of the machine that wrote them said."""
        return self.filter(Q(attempts=0) | Q(next_try_at__lte=now), state=State.WAITING)

    def dead(self):
        """Messages given up on."""
        return self.filter(state=State.DEAD)

    def newest_first(self):
        return self.order_by("-created_at", "pk")


class Message(models.Model):
    """One message (消息) over one channel: to a person, or to another system.

    The primary key is made here, not by the database, so that a bulk insert which leaves out
    what was sent before can tell afterwards what it wrote.
    """

    PERSONAL = {"address": "把通知送到本人的邮箱或手机"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField("渠道", max_length=30)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name="收件人",
    )
    address = models.CharField("地址", max_length=254, blank=True)
    subject = models.CharField("标题", max_length=200, blank=True)
    body = models.TextField("正文", blank=True)
    payload = models.JSONField("报文", default=dict, blank=True)
    url = models.CharField("链接", max_length=300, blank=True)
    about_type = models.CharField("事项类型", max_length=60, blank=True)
    about_id = models.CharField("事项编号", max_length=40, blank=True)
    about_label = models.CharField("事项", max_length=200, blank=True)
    once = models.CharField("去重键", max_length=200, unique=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    next_try_at = models.DateTimeField("下次投递时间")
    last_error = models.TextField("最近一次失败原因", blank=True)
    created_at = models.DateTimeField("写入时间")
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        constraints = [
            models.CheckConstraint(
                name="message_delivered_has_its_time",
                condition=Q(state=State.DELIVERED, delivered_at__isnull=False)
                | (~Q(state=State.DELIVERED) & Q(delivered_at=None)),
                violation_error_message="已送达的消息须有送达时间，未送达的不能有。",
            ),
            models.CheckConstraint(
                name="message_in_site_has_a_reader",
                condition=~Q(channel=IN_SITE) | Q(to_user__isnull=False),
                violation_error_message="站内消息须有收件人。",
            ),
        ]
        indexes = [
            models.Index(
                "to_user",
                models.F("created_at").desc(),
                "id",
                name="message_inbox",
                condition=Q(channel=IN_SITE),
            ),
            models.Index(
                "to_user",
                name="message_unread",
                condition=Q(channel=IN_SITE, read_at=None),
            ),
            models.Index(
                "next_try_at",
                "id",
                name="message_waiting",
                condition=Q(state=State.WAITING),
            ),
            models.Index(
                models.F("created_at").desc(),
                "id",
                name="message_dead",
                condition=Q(state=State.DEAD),
            ),
        ]

    def __str__(self):
        return self.subject or f"{self.channel} {self.once}"
