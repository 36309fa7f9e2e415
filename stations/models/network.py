"""The network of liaison stations, and who sits at which of them."""

import uuid

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Left, Length
from django.urls import reverse
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.privacy.fields import EncryptedTextField
from stations.hierarchy import MAY_HOLD, Kind
from stations.venues import Venue

#: The seats whose sight is the tree below the station they sit at.
SEATS_IN_THE_TREE = (Role.STATION, Role.COMMITTEE, Role.LEADER)


class StationQuerySet(MP_NodeQuerySet):
    def under(self, station):
        """`station` itself and everything below it (站点及其下级)."""
        return self.filter(path__startswith=station.path)

    def open_on(self, today):
        """Stations in being on `today` (a local date)."""
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=today)).filter(
            Q(closed_on=None) | Q(closed_on__gt=today)
        )

    def visible_to(self, seat):
        """The station register is public (代表法 art. 58): every seat may read all of it."""
        return self.all() if seat else self.none()

    def managed_by(self, seat):
        """The stations a seat answers for: its own and those below."""
        station = station_of(seat)
        return self.under(station) if station else self.none()

    def named_like(self, words):
        """Stations whose name or a former one (曾用名) holds `words`, or whose code begins so.

        Each with `known_as`: the former name that was meant, None when none was.
        """
        former = self.model._meta.get_field("former_names").related_model.objects
        meant = former.filter(station=OuterRef("pk"), name__icontains=words).order_by(
            "-to_on", "pk"
        )
        return (
            self.alias(was=Exists(meant))
            .filter(Q(name__icontains=words) | Q(code__startswith=words) | Q(was=True))
            .annotate(known_as=Subquery(meant.values("name")[:1]))
        )

    def with_merged(self, station):
        """`station`, everything below it, and whatever was merged into one of these (已并入)."""
        return self.filter(
            Q(path__startswith=station.path) | Q(merged_into__path__startswith=station.path)
        )

    def may_hold(self, kind):
        """Stations in being under which one of `kind` may stand."""
        holders = [holder for holder, held in MAY_HOLD.items() if kind in held]
        return self.filter(kind__in=holders, closed_on=None)

    def with_parent_code(self):
        """Each with `parent_code`, None at the top."""
        holder = Left(OuterRef("path"), Length(OuterRef("path")) - self.model.steplen)
        above = self.model.objects.filter(path=holder).order_by("pk").values("code")[:1]
        return self.annotate(parent_code=Case(When(depth__gt=1, then=Subquery(above))))

    def centres(self):
        """The county stations, by which people find their own (县区中心站)."""
        return self.filter(kind=Kind.CENTRE, closed_on=None)

    def for_list(self):
        return self.order_by("path")


class StationManager(MP_NodeManager.from_queryset(StationQuerySet)):
    def get_queryset(self):
        return StationQuerySet(self.model, using=self._db).order_by("path")


class Station(MP_Node):
    """A place where deputies meet residents (人大代表联络站 and its kin)."""

    NOT_PERSONAL = {"name": "站点名称", "address": "站点地址", "phone": "站点公开电话"}

    code = models.CharField("编码", max_length=30, unique=True)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=10, choices=Kind)
    division_code = models.CharField("区划代码", max_length=12, blank=True)
    #: The city whose network the whole tree belongs to (stations.hierarchy.network_of).
    network = models.CharField("所属网络", max_length=4, blank=True, default="", editable=False)
    venue = models.CharField("场所类型", max_length=10, choices=Venue, blank=True, default="")
    host_venue = models.CharField("依托场所", max_length=60, blank=True)
    leading_party = models.CharField("牵头党组织", max_length=60, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("公开电话", max_length=30, blank=True)
    opening_hours = models.CharField("开放时间", max_length=100, blank=True)
    #: "1" Monday … "7" Sunday → hours, as stations.hours.tidy writes them; empty: not told by day.
    weekly_hours = models.JSONField("每周开放时间", default=dict, blank=True, editable=False)
    note = models.CharField("备注", max_length=200, blank=True)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    #: Where residents and history lead to now; when that one is merged too, its own successor.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_here",
        verbose_name="并入站点",
    )

    objects = StationManager()

    class Meta:
        verbose_name = verbose_name_plural = "站点"
        constraints = [
            models.UniqueConstraint(
                "network",
                name="station_one_main",
                condition=Q(kind=Kind.MAIN, closed_on=None),
                violation_error_message="一个网络的总站只能有一个。",
            ),
            models.CheckConstraint(
                name="station_closes_after_opening",
                condition=Q(opened_on=None)
                | Q(closed_on=None)
                | Q(closed_on__gte=models.F("opened_on")),
                violation_error_message="撤销日期不能早于设立日期。",
            ),
            models.CheckConstraint(
                name="station_merged_is_closed",
                condition=Q(merged_into=None) | Q(closed_on__isnull=False),
                violation_error_message="并入其他站点的站点须已撤销。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("stations:detail", args=[self.code])

    @property
    def latest_rating(self):
        """The stars of the last year it was rated for; None before the first (J1)."""
        return self.ratings.history().first()

    def is_open_on(self, today) -> bool:
        """Whether it is in being on `today` (a local date)."""
        has_begun = self.opened_on is None or self.opened_on <= today
        return has_begun and (self.closed_on is None or self.closed_on > today)

    def get_public_url(self):
        """The page a QR code on the wall leads to."""
        return reverse("stations:public", args=[self.code])


class StationSeat(models.Model):
    """Which station a seat sits at (岗位所在站点)."""

    seat = models.OneToOneField(
        Seat, models.CASCADE, primary_key=True, related_name="station_seat", verbose_name="岗位"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="station_seats", verbose_name="站点"
    )

    class Meta:
        verbose_name = verbose_name_plural = "站点岗位"

    def __str__(self):
        return f"{self.seat} @ {self.station}"


class ImportDraft(models.Model):
    """An uploaded spreadsheet between preview and confirmation (导入草稿), sealed: it may hold phones."""

    key = models.UUIDField("凭据", primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField("导入对象", max_length=20)
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+", verbose_name="岗位")
    file_name = models.CharField("文件名", max_length=200)
    rows = EncryptedTextField("表格内容")
    at = models.DateTimeField("上传时间")

    NOT_PERSONAL = {"file_name": "文件名"}

    class Meta:
        verbose_name = verbose_name_plural = "导入草稿"

    def __str__(self):
        return self.file_name


def station_of(seat) -> Station | None:
    """The station `seat` sits at; asked once per seat object, then remembered on it."""
    if seat is None:
        return None
    if not hasattr(seat, "_station"):
        seat._station = Station.objects.filter(station_seats__seat=seat).first()
    return seat._station


@models.ForeignKey.register_lookup
class AnyOf(models.Lookup):
    """`station__any_of=keys`: like `__in`, but the keys travel as one array.

    Five hundred stations are then one parameter instead of five hundred, which the driver would
    have to find in the text of the statement one by one.
    """

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        left, parameters = self.process_lhs(compiler, connection)
        # Written as text: the driver would look at each of the keys by itself.
        keys = ",".join(map(str, map(int, self.rhs)))
        return f"{left} = ANY(%s::bigint[])", [*parameters, f"{{{keys}}}"]


def ids_below(seat) -> list[int]:
    """Keys of the station `seat` sits at, of all below it and of all merged into these.

    Asked once per seat object: what was done at a station that is no more stays with its heir.
    A list of keys lets the database use the index (station, time) of whatever is filtered by it.
    """
    station = station_of(seat)
    if station is None:
        return []
    if not hasattr(seat, "_ids_below"):
        under = Station.objects.with_merged(station).order_by()
        seat._ids_below = list(under.values_list("pk", flat=True))
    return seat._ids_below
