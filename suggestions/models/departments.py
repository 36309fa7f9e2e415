"""The units that answer, and who acts for them."""

from django.db import models

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role


class Department(models.Model):
    """A unit that handles suggestions (承办单位)."""

    class Kind(models.TextChoices):
        """Whether hop 2 (分办) goes through the government office (facts §2.5)."""

        GOVERNMENT = "government", "政府部门和单位"
        COUNTY = "county", "县区政府和开发区"
        OTHER = "other", "法院、检察院等直接交办单位"

    NOT_PERSONAL = {"name": "单位名称"}

    code = models.CharField("编码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=50, unique=True)
    aliases = models.CharField("简称", max_length=100, blank=True, help_text="以分号分隔")
    duties = models.CharField("职能关键词", max_length=200, blank=True, help_text="以分号分隔")
    categories = models.CharField("对应类别", max_length=100, blank=True, help_text="以分号分隔")
    kind = models.CharField("性质", max_length=10, choices=Kind, default=Kind.GOVERNMENT)
    is_open = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "承办单位"

    def __str__(self):
        return self.name


class DepartmentSeat(models.Model):
    """Which unit a seat acts for (承办单位岗位)."""

    seat = models.OneToOneField(
        Seat, models.CASCADE, primary_key=True, related_name="department_seat", verbose_name="岗位"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="department_seats", verbose_name="承办单位"
    )

    class Meta:
        verbose_name = verbose_name_plural = "承办单位岗位"

    def __str__(self):
        return f"{self.seat} @ {self.department}"


def department_of(seat) -> Department | None:
    """The unit `seat` acts for; asked once per seat object, then remembered on it."""
    if seat is None or seat.role != Role.DEPARTMENT:
        return None
    if not hasattr(seat, "_department"):
        seat._department = Department.objects.filter(department_seats__seat=seat).first()
    return seat._department
