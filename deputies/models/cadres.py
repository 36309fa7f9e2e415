"""Cadres of streets and towns invited to meetings and inspections, and who of them came (F5)."""

from django.db import models
from django.db.models import Count, Q

from liaison.accounts.models import Seat
from stations.models import Activity, Station, ids_below


class CadreQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """The registers of the stations a seat answers for."""
        return self.filter(station__any_of=ids_below(seat))

    def active(self):
        """Those who are still invited."""
        return self.filter(is_active=True)

    def with_year(self, year):
        """Each with `invited` and `came`: how often in `year`; cancelled activities do not count."""
        held = Q(invitations__activity__held_on__year=year) & ~Q(
            invitations__activity__stage="cancelled"
        )
        return self.annotate(
            invited=Count("invitations", filter=held),
            came=Count("invitations", filter=held & Q(invitations__is_present=True)),
        )

    def for_list(self):
        return self.select_related("station").order_by("station__path", "unit", "name", "pk")


class Cadre(models.Model):
    """A cadre of a street or town whom a station invites (列席干部, F5)."""

    PERSONAL = {"name": "邀请列席会议和参加调研视察"}

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="cadres", verbose_name="登记站点"
    )
    name = models.CharField("姓名", max_length=50)
    unit = models.CharField("单位", max_length=80)
    post = models.CharField("职务", max_length=60)
    is_active = models.BooleanField("在用", default=True)

    objects = CadreQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "列席干部"
        constraints = [
            models.UniqueConstraint(
                "station",
                "name",
                "unit",
                name="cadre_once_a_station",
                violation_error_message="该单位的这位干部已登记。",
            )
        ]

    def __str__(self):
        return f"{self.name}（{self.unit}{self.post}）"


class CadreInvitation(models.Model):
    """A cadre asked to an activity and whether he came (干部列席记录, F5): once an activity."""

    class How(models.TextChoices):
        """What he is asked to (参加方式)."""

        MEETING = "meeting", "列席会议"
        INSPECTION = "inspection", "调研视察"

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="cadre_invitations", verbose_name="活动"
    )
    cadre = models.ForeignKey(
        Cadre, models.PROTECT, related_name="invitations", verbose_name="干部"
    )
    how = models.CharField("参加方式", max_length=10, choices=How)
    is_present = models.BooleanField("到场", default=False)
    asked_at = models.DateTimeField("邀请时间")
    recorded_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="记录人")

    class Meta:
        verbose_name = verbose_name_plural = "干部列席记录"
        constraints = [
            models.UniqueConstraint(
                "activity",
                "cadre",
                name="cadre_invited_once_an_activity",
                violation_error_message="已邀请这位干部。",
            )
        ]

    def __str__(self):
        return f"{self.cadre} → {self.activity}"
