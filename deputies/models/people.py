"""Deputies as persons, the mandates they hold, and the stations they are assigned to."""

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from deputies.models.mandates import Mandate
from deputies.models.terms import SpanQuerySet
from liaison import clock
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from liaison.privacy.fields import EncryptedTextField
from stations.models import SEATS_IN_THE_TREE, Station, station_of

#: Whose work needs the party field of a named person (T12); others read it when it is public.
PARTY_READERS = (Role.COMMITTEE,)
PARTY = "中共党员"


class DeputyQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Name, level and station are public (代表法 art. 58); the register is for seats.

        Tree seats see the deputies assigned at or below their station, and the main station's
        seats see all, the unassigned included; a deputy sees own record.
        """
        if seat is None:
            return self.none()
        if seat.role == Role.DEPUTY:
            return self.filter(deputy_seats__seat=seat)
        if seat.role in SEATS_IN_THE_TREE:
            return self.at_or_below(station_of(seat))
        return self.none()

    def at_or_below(self, station):
        """Deputies assigned to `station` or below it; at a network's top also the unassigned."""
        if station is None:
            return self.none()
        if station.depth > 1:
            return self.assigned_below(station)
        standing = Membership.objects.filter(deputy=OuterRef("pk"), to_on=None)
        below = standing.filter(station__path__startswith=station.path)
        # Another network's deputies are that network's: several stand side by side.
        return self.filter(Exists(below) | ~Exists(standing))

    def assigned_below(self, station):
        """Deputies assigned to `station` or below it, from now on or from a day to come."""
        below = Membership.objects.not_over(clock.today()).filter(
            deputy=OuterRef("pk"), station__path__startswith=station.path
        )
        return self.filter(Exists(below))

    def in_office(self, today):
        """Deputies with at least one mandate running on `today` (a local date)."""
        return self.filter(Exists(Mandate.objects.filter(deputy=OuterRef("pk")).running(today)))

    def performing(self, today):
        """In office on `today` and not suspended from every mandate (代表法 art. 61)."""
        return self.filter(Exists(Mandate.objects.filter(deputy=OuterRef("pk")).performing(today)))

    def unassigned(self, today):
        """In office but in no station on `today`: the names behind a coverage below 100 % (T11)."""
        member = Membership.objects.filter(deputy=OuterRef("pk")).running(today)
        return self.in_office(today).exclude(Exists(member))

    def public(self):
        """Without what is sealed: a list opens no telephone number."""
        return self.defer("phone", "address", "id_number")

    def party_members(self):
        """党员代表: members of the Communist Party, those on probation included."""
        return self.filter(party__in=(PARTY, "中共预备党员", "中国共产党党员"))

    def named_like(self, words):
        """Deputies whose name holds `words`."""
        return self.filter(name__icontains=words)

    def with_mandate(self, today, **mandate):
        """Deputies holding on `today` a mandate like `mandate` (such as level="city")."""
        held = Mandate.objects.filter(deputy=OuterRef("pk"), **mandate).running(today)
        return self.filter(Exists(held))

    def member_of(self, station, today):
        """Deputies assigned on `today` to `station` itself, not below it."""
        here = Membership.objects.filter(deputy=OuterRef("pk"), station=station).running(today)
        return self.filter(Exists(here))

    def for_list(self):
        return self.order_by("name_key", "pk")

    def with_posts(self, today):
        """Each with `running_mandates` and `stations_now`: two statements more, whatever the length."""
        return self.prefetch_related(
            Prefetch(
                "mandates",
                Mandate.objects.running(today).order_by("from_on", "pk"),
                to_attr="running_mandates",
            ),
            Prefetch(
                "memberships",
                Membership.objects.running(today)
                .select_related("station")
                .order_by("-is_primary", "pk"),
                to_attr="stations_now",
            ),
        )


class Deputy(models.Model):
    """A person elected to one or more congresses (人大代表)."""

    PERSONAL = {
        "name": "依法公开的代表基本信息(代表法第五十八条)",
        "name_key": "按姓名读音排序",
        "birth_month": "代表资格与换届结构分析",
        "phone": "工作联系",
        "phone_index": "按手机号查重",
        "native_place": "代表登记",
        "email": "工作联系",
        "address": "寄送会议材料",
        "id_number": "代表资格审查(可不填)",
        "id_index": "按身份证号查重",
        "residence": "就地就近编组进站",
    }

    name = models.CharField("姓名", max_length=50)
    name_key = models.CharField("姓名排序键", max_length=100, blank=True, db_index=True)
    sex = models.CharField("性别", max_length=4, blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    birth_month = models.CharField("出生年月", max_length=7, blank=True)
    party = models.CharField("政治面貌", max_length=20, blank=True)
    #: Whether the deputy agreed to show it: by law it is not among the public facts (facts §6.3).
    party_is_public = models.BooleanField("本人同意公开政治面貌", default=False)
    education = models.CharField("学历", max_length=20, blank=True)
    post = models.CharField("工作单位及职务", max_length=100, blank=True)
    #: A community or village, never a house number: enough to find the nearest station.
    residence = models.CharField("居住社区（村）", max_length=60, blank=True, default="")
    structure = models.CharField("代表结构", max_length=30, blank=True)
    skills = models.CharField("专业特长", max_length=100, blank=True)
    phone = EncryptedTextField("手机号", blank=True, default="")
    phone_index = models.CharField("手机号索引", max_length=64, blank=True, db_index=True)
    note = models.CharField("备注", max_length=200, blank=True)
    native_place = models.CharField("籍贯", max_length=40, blank=True, default="")
    degree = models.CharField("学位", max_length=20, blank=True, default="")
    school = models.CharField("毕业院校及专业", max_length=80, blank=True, default="")
    occupation = models.CharField("职业", max_length=40, blank=True, default="")
    professional_title = models.CharField("职称", max_length=40, blank=True, default="")
    field = models.CharField("界别/领域", max_length=40, blank=True, default="")
    is_grassroots = models.BooleanField("基层代表", default=False)
    email = models.EmailField("电子邮箱", blank=True, default="")
    address = EncryptedTextField("通讯地址", blank=True, default="")
    id_number = EncryptedTextField("身份证号", blank=True, default="")
    id_index = models.CharField(
        "身份证号索引", max_length=64, blank=True, default="", db_index=True
    )
    photo_consented_on = models.DateField("本人同意公开照片的日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=0, editable=False)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("deputies:detail", args=[self.pk])

    def party_for(self, seat) -> str:
        """政治面貌 as far as `seat` (None: a resident) may read it: the offices, himself, or public (T12)."""
        if self.party_is_public or (seat is not None and seat.role in PARTY_READERS):
            return self.party
        own = deputy_of(seat)
        return self.party if own is not None and own.pk == self.pk else ""

    def is_in_office(self, today) -> bool:
        """Whether a mandate of his runs on `today` (a local date): else the public page says 已卸任."""
        return self.mandates.running(today).exists()

    def is_performing(self, today) -> bool:
        """In office and not suspended from every mandate: else no form leads to him."""
        return self.mandates.performing(today).exists()


class Membership(models.Model):
    """A deputy's place in a station (编组进站): one primary, any number of extra ones."""

    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="memberships")
    station = models.ForeignKey(Station, models.PROTECT, related_name="memberships")
    is_primary = models.BooleanField("主要编组站点", default=True)
    from_on = models.DateField("编入日期")
    to_on = models.DateField("调出日期", null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "编组进站"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                name="membership_one_primary",
                condition=Q(is_primary=True, to_on=None),
                violation_error_message="代表只能有一个主要编组站点。",
            ),
            models.UniqueConstraint(
                "deputy",
                "station",
                name="membership_once_per_station",
                condition=Q(to_on=None),
                violation_error_message="该代表已编入此站点。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} → {self.station}"


class DeputySeat(models.Model):
    """Which deputy acts from a seat (代表岗位)."""

    seat = models.OneToOneField(
        Seat, models.CASCADE, primary_key=True, related_name="deputy_seat", verbose_name="岗位"
    )
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="deputy_seats", verbose_name="代表"
    )
    #: Which address the personal calendar has: one more, and the addresses before open nothing.
    feed_no = models.PositiveSmallIntegerField("日历地址序号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "代表岗位"

    def __str__(self):
        return f"{self.seat} = {self.deputy}"


def deputy_of(seat) -> Deputy | None:
    """The deputy who acts from `seat`; asked once per seat object, then remembered on it."""
    if seat is None or seat.role != Role.DEPUTY:
        return None
    if not hasattr(seat, "_deputy"):
        seat._deputy = Deputy.objects.filter(deputy_seats__seat=seat).first()
    return seat._deputy
