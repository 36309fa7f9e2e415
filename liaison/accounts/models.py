"""Who may come in (User), and from which chair a person acts (Seat)."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q

from liaison.accounts.roles import ADMINISTRATORS, Role
from liaison.privacy.fields import EncryptedTextField


class UserQuerySet(models.QuerySet):
    def for_list(self, *, q: str, today):
        """Accounts whose name or account contains `q`, with their seats of `today` (a local date)."""
        found = self.filter(Q(username__icontains=q) | Q(name__icontains=q)) if q else self
        current = Seat.objects.current(today).order_by("from_on", "pk")
        return found.prefetch_related(
            models.Prefetch("seats", current, to_attr="seats_now")
        ).order_by("username", "pk")


class Accounts(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """The library's manager, with the QuerySet's words."""


class User(AbstractUser):
    """A person's account (用户). Rights come from seats alone, never from the account."""

    PERSONAL = {
        "name": "识别履职人员",
        "email": "发送工作通知",
        "phone": "联系履职人员",
    }
    NOT_PERSONAL = {"username": "登录账号"}

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=50)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True)

    phone = EncryptedTextField("手机", blank=True, default="")
    phone_index = models.CharField(
        "手机索引", max_length=64, blank=True, default="", editable=False
    )

    REQUIRED_FIELDS = ["name"]

    objects = Accounts()  # type: ignore[misc]

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        indexes = [
            models.Index(
                fields=["phone_index"],
                name="user_phone_index",
                condition=~Q(phone_index=""),
            )
        ]

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


class PastPassword(models.Model):
    """A password's hash, kept so that it does not come back too soon (口令历史)."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="past_passwords", verbose_name="用户"
    )
    password = models.CharField("密码摘要", max_length=128)
    at = models.DateTimeField("启用时间")

    class Meta:
        verbose_name = verbose_name_plural = "口令历史"

    def __str__(self):
        return f"{self.user_id} {self.at:%Y-%m-%d}"


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
    granted_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="granted",
        verbose_name="授予人",
    )

    NOT_PERSONAL = {"place_name": "单位名称"}

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
                violation_error_message="系统、安全、审计管理员三员互斥，一人只能担任其一。",
            ),
        ]
        indexes = [models.Index(fields=["role", "to_on"], name="seat_role_to_on")]

    def __str__(self):
        return f"{self.user.name}（{self.label}）"

    @property
    def label(self) -> str:
        """What the seat is called on a page: place, then title or role."""
        return " · ".join(
            part for part in (self.place_name, self.title or self.get_role_display()) if part
        )

    def is_current(self, today) -> bool:
        """Whether the seat is held on `today` (a local date)."""
        return self.from_on <= today and (self.to_on is None or self.to_on >= today)
