"""“三联系一监督”: which member of a presidium keeps contact with whom, and what was said (J5)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from deputies.models.people import Deputy
from deputies.models.terms import SpanQuerySet
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Station, ids_below


class EnterpriseQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Seats in the tree see the enterprises of their stations."""
        if seat is None or seat.role not in SEATS_IN_THE_TREE:
            return self.none()
        return self.filter(station__any_of=ids_below(seat))

    def standing(self):
        """Not closed."""
        return self.filter(closed_on=None)

    def for_list(self):
        return self.select_related("station").order_by("station__path", "name", "pk")


class Enterprise(models.Model):
    """An enterprise members keep contact with (联系企业)."""

    NOT_PERSONAL = {"name": "企业名称"}

    name = models.CharField("企业名称", max_length=80, unique=True)
    unified_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    place = models.CharField("所在地", max_length=100, blank=True)
    sector = models.CharField("行业", max_length=40, blank=True)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="enterprises", verbose_name="所在站点"
    )
    closed_on = models.DateField("停止联系日期", null=True, blank=True)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联系企业"
        constraints = [
            models.UniqueConstraint(
                "unified_code",
                name="enterprise_code_once",
                condition=~Q(unified_code=""),
                violation_error_message="已有企业使用这个统一社会信用代码。",
            )
        ]

    def __str__(self):
        return self.name


class ContactDutyQuerySet(SpanQuerySet):
    def visible_to(self, seat):
        """A deputy sees the own ones, as member or as whom contact is kept with; seats in the tree theirs."""
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            own = Q(member__deputy_seats__seat=seat) | Q(deputy__deputy_seats__seat=seat)
            return self.filter(own).distinct()
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(area__any_of=ids_below(seat))
        return self.none()

    def for_list(self):
        hidden = ("phone", "address", "id_number")
        return (
            self.select_related("member", "enterprise", "station", "deputy", "area")
            .defer(*(f"{who}__{field}" for who in ("member", "deputy") for field in hidden))
            .order_by("member__name_key", "from_on", "pk")
        )


class ContactDuty(models.Model):
    """A member keeps contact with one enterprise, station or deputy (联系安排), from day to day."""

    member = models.ForeignKey(
        Deputy, models.PROTECT, related_name="contact_duties", verbose_name="联系人"
    )
    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name="企业",
    )
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name="家站"
    )
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name="代表"
    )
    #: Where it belongs: the station of the enterprise or of the deputy, or the station itself.
    area = models.ForeignKey(Station, models.PROTECT, related_name="+", verbose_name="所属站点")
    from_on = models.DateField("起始日期")
    to_on = models.DateField("终止日期", null=True, blank=True)

    objects = ContactDutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联系安排"
        constraints = [
            models.CheckConstraint(
                name="contact_with_exactly_one",
                condition=Q(enterprise__isnull=False, station=None, deputy=None)
                | Q(enterprise=None, station__isnull=False, deputy=None)
                | Q(enterprise=None, station=None, deputy__isnull=False),
                violation_error_message="一项联系安排只对应一个企业、一个家站或一位代表。",
            ),
            models.CheckConstraint(
                name="contact_not_with_oneself",
                condition=Q(deputy=None) | ~Q(deputy=F("member")),
                violation_error_message="联系人不能联系自己。",
            ),
            models.CheckConstraint(
                name="contact_days_in_order",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message="终止日期不能早于起始日期。",
            ),
            *(
                models.UniqueConstraint(
                    "member",
                    kind,
                    name=f"contact_{kind}_once_at_a_time",
                    condition=Q(to_on=None) & Q(**{f"{kind}__isnull": False}),
                    violation_error_message="该联系人已联系这一对象。",
                )
                for kind in ("enterprise", "station", "deputy")
            ),
        ]

    def __str__(self):
        return f"{self.member} → {self.target}"

    def get_absolute_url(self):
        return reverse("deputies:contact", args=[self.pk])

    @property
    def target(self):
        """The enterprise, station or deputy contact is kept with."""
        return self.enterprise or self.station or self.deputy

    @property
    def kind_label(self) -> str:
        return "企业" if self.enterprise_id else "家站" if self.station_id else "代表"


class ContactLog(models.Model):
    """One contact kept (联系记录): when, how, what was said, what was raised."""

    class How(models.TextChoices):
        VISIT = "visit", "走访"
        PHONE = "phone", "电话"
        MEETING = "meeting", "座谈"
        ONLINE = "online", "线上"

    duty = models.ForeignKey(
        ContactDuty, models.PROTECT, related_name="logs", verbose_name="联系安排"
    )
    held_on = models.DateField("日期")
    how = models.CharField("方式", max_length=10, choices=How)
    said = models.TextField("谈了什么", max_length=1000)
    raised = models.TextField("反映的问题", max_length=1000, blank=True)
    once = models.UUIDField("提交凭据", unique=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "联系记录"

    def __str__(self):
        return f"{self.duty} {self.held_on}"
