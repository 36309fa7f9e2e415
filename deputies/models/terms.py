"""Congresses and their terms: what a mandate is a mandate of."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from deputies.succession.congresses import CODE_LENGTH, DIRECT, significant
from liaison.accounts.roles import Role
from stations.models import station_of


class Level(models.TextChoices):
    """The five levels of congress (facts §6.1), lowest last."""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


class SpanQuerySet(models.QuerySet):
    """Rows that hold from one day to another (起止日期)."""

    def running(self, today):
        """Rows in force on `today` (a local date)."""
        return self.not_over(today).filter(from_on__lte=today)

    def not_over(self, today):
        """Rows in force on `today` or later."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=today))


class CongressQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """The congresses of the area the seat's station stands in; all of them at a main station."""
        station = station_of(seat)
        if station is None or seat.role not in (Role.COMMITTEE, Role.LEADER, Role.STATION):
            return self.none()
        if station.depth == 1:
            return self
        area = significant(station.division_code)
        return self.filter(division_code__startswith=area) if area else self.none()

    def managed_by(self, seat):
        """Those whose mandates and terms the seat keeps: the committees' offices do (代表工作机构)."""
        return self.visible_to(seat) if seat and seat.role == Role.COMMITTEE else self.none()

    def for_list(self):
        return self.order_by("division_code", "level", "pk")


class Congress(models.Model):
    """The people's congress of one level and area (本级人民代表大会)."""

    level = models.CharField("层级", max_length=10, choices=Level)
    division_code = models.CharField("区划代码", max_length=CODE_LENGTH)
    name = models.CharField("名称", max_length=60)

    NOT_PERSONAL = {"name": "人民代表大会名称"}

    objects = CongressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人民代表大会"
        constraints = [
            models.UniqueConstraint(
                "level",
                "division_code",
                name="congress_once_a_level_and_area",
                violation_error_message="该地区同一层级的人民代表大会已登记。",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_direct(self) -> bool:
        """Whether voters elect its deputies (选区), not the congresses below (选举单位)."""
        return self.level in DIRECT


class CongressTermQuerySet(SpanQuerySet):
    def visible_to(self, seat):
        """Terms of the congresses the seat sees."""
        return self.filter(congress__in=Congress.objects.visible_to(seat))

    def managed_by(self, seat):
        """Terms of the congresses the seat keeps."""
        return self.filter(congress__in=Congress.objects.managed_by(seat))

    def for_list(self):
        return self.select_related("congress").order_by(
            "congress__division_code", "congress__level", "-from_on", "-pk"
        )


class CongressTerm(models.Model):
    """One term of a congress (届): from its first session to the first session of the next (代表法 art. 2)."""

    congress = models.ForeignKey(
        Congress, models.PROTECT, related_name="terms", verbose_name="人民代表大会"
    )
    number = models.CharField("届次", max_length=20)
    from_on = models.DateField("第一次会议开始日")
    to_on = models.DateField("任期最后一日", null=True, blank=True)

    NOT_PERSONAL = {"number": "届次"}

    objects = CongressTermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "届"
        constraints = [
            models.UniqueConstraint(
                "congress",
                "number",
                name="congress_term_number_once",
                violation_error_message="该届已登记。",
            ),
            models.UniqueConstraint(
                "congress",
                name="congress_term_one_open",
                condition=Q(to_on=None),
                violation_error_message="本级人大已有一届尚未届满。",
            ),
            models.CheckConstraint(
                name="congress_term_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message="届满日期不能早于本届第一次会议。",
            ),
        ]

    def __str__(self):
        return f"{self.congress.name}{self.number}"

    def get_absolute_url(self):
        return reverse("deputies:term", args=[self.pk])
