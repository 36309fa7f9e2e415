"""Who may come in (User), and from which chair a person acts (Seat)."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from liaison.accounts.roles import ADMINISTRATORS, Role


class User(AbstractUser):
    """A person's account (用户). Rights come from seats alone, never from the account."""

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=50)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "用户"

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


class SeatQuerySet(models.QuerySet):
    def current(self, today):
        """Seats held on `today` (a local date): begun, and not yet ended."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=today), from_on__lte=today)

    def of(self, *roles):
        """Seats of these roles."""
        return self.filter(role__in=roles)


class Seat(models.Model):
    """A person in a role at a place, from one day to another (岗位).

    The place itself is tied on by the app that owns it (`stations.StationSeat`,
    `deputies.DeputySeat`, `suggestions.DepartmentSeat`); `place_name` repeats its name so that
    what was done stays readable under the seat it was done from.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="seats", verbose_name="用户")
    role = models.CharField("角色", max_length=20, choices=Role)
    title = models.CharField("职务", max_length=50, blank=True)
    place_name = models.CharField("所在单位", max_length=100, blank=True)
    from_on = models.DateField("任职起")
    to_on = models.DateField("任职止", null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        constraints = [
            models.CheckConstraint(
                name="seat_ends_after_it_begins",
                condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
                violation_error_message="岗位的终止日期不能早于起始日期。",
            ),
            models.UniqueConstraint(
                "user",
                name="seat_one_administrator_role_at_a_time",
                condition=Q(role__in=sorted(ADMINISTRATORS), to_on=None),
                violation_error_message="系统、安全、审计管理员三员互斥,一人只能担任其一。",
            ),
        ]
        indexes = [models.Index("role", "to_on", name="seat_role_to_on")]

    def __str__(self):
        return f"{self.user.name}({self.label})"

    @property
    def label(self) -> str:
        """What the seat is called on a page: place, then title or role."""
        return " · ".join(part for part in (self.place_name, self.title or self.get_role_display()) if part)

    def is_current(self, today) -> bool:
        """Whether the seat is held on `today` (a local date)."""
        return self.from_on <= today and (self.to_on is None or self.to_on >= today)
