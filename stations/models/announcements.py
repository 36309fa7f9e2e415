"""What a station tells everybody on its page."""

from django.db import models
from django.db.models import F, Q

from liaison.accounts.models import Seat
from stations.models.network import Station


class AnnouncementQuerySet(models.QuerySet):
    def on_show(self, today):
        """Those that stand on the station's page on `today` (a local date)."""
        shown = self.filter(withdrawn_at=None, from_on__lte=today)
        return shown.filter(Q(to_on=None) | Q(to_on__gte=today))

    def for_list(self):
        return self.order_by("-from_on", "-pk")


class Announcement(models.Model):
    """A notice on a station's public page (站点公告), from one day to another; withdrawn, never removed."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="announcements", verbose_name="站点"
    )
    title = models.CharField("标题", max_length=60)
    text = models.TextField("内容", max_length=2000)
    from_on = models.DateField("公布日期")
    to_on = models.DateField("截止日期", null=True, blank=True)
    once = models.UUIDField("提交凭据", unique=True)
    posted_at = models.DateTimeField("登记时间")
    posted_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="登记人")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "站点公告"
        constraints = [
            models.CheckConstraint(
                name="announcement_span_in_order",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message="截止日期不能早于公布日期。",
            )
        ]

    def __str__(self):
        return self.title
