"""The life of stations: names they bore, places they stood, when they were closed; grids; visits."""

from django.db import models
from django.db.models import Q

from liaison.accounts.models import Seat
from stations.models.network import Station


class StationName(models.Model):
    """A name a station once bore (曾用名), found by searches for ever."""

    NOT_PERSONAL = {"name": "站点曾用名"}

    station = models.ForeignKey(
        Station, models.CASCADE, related_name="former_names", verbose_name="站点"
    )
    name = models.CharField("名称", max_length=60)
    from_on = models.DateField("启用日期", null=True, blank=True)
    to_on = models.DateField("停用日期")

    class Meta:
        verbose_name = verbose_name_plural = "曾用名"

    def __str__(self):
        return self.name


class StationMove(models.Model):
    """A change of the station above (调整隶属): from where to where, since which day."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="moves", verbose_name="站点")
    left = models.ForeignKey(
        Station, models.PROTECT, null=True, related_name="+", verbose_name="原上级站点"
    )
    joined = models.ForeignKey(
        Station, models.PROTECT, null=True, related_name="+", verbose_name="新上级站点"
    )
    moved_on = models.DateField("调整日期")

    class Meta:
        verbose_name = verbose_name_plural = "隶属调整"

    def __str__(self):
        return f"{self.station} → {self.joined}"


class StationClosure(models.Model):
    """A time in which a station does not stand (撤销与恢复), with the station it was merged into."""

    station = models.ForeignKey(
        Station, models.CASCADE, related_name="closures", verbose_name="站点"
    )
    closed_on = models.DateField("撤销日期")
    merged_into = models.ForeignKey(
        Station, models.PROTECT, null=True, related_name="took_in", verbose_name="并入站点"
    )
    reopened_on = models.DateField("恢复日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "撤销与恢复"
        constraints = [
            models.UniqueConstraint(
                "station",
                name="closure_one_at_a_time",
                condition=Q(reopened_on=None),
                violation_error_message="该站点已经撤销。",
            ),
        ]

    def __str__(self):
        return f"{self.station} {self.closed_on}"


class GridQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Grids are of the public register, like stations: every seat may read all of them."""
        return self.all() if seat else self.none()

    def below(self, station):
        """The grids of `station` and of all below it; none for no station."""
        if station is None:
            return self.none()
        return self.filter(station__path__startswith=station.path)

    def named_like(self, words):
        """Grids whose name or area holds `words`, or whose code begins with them."""
        return self.filter(
            Q(name__icontains=words) | Q(area__icontains=words) | Q(code__startswith=words)
        )

    def for_list(self):
        return self.select_related("station").order_by("station__path", "code")


class Grid(models.Model):
    """A grid of social governance (网格) in an area (片区) that a station serves (J7)."""

    NOT_PERSONAL = {"name": "网格名称"}

    code = models.CharField("网格编码", max_length=30, unique=True)
    name = models.CharField("网格名称", max_length=60)
    area = models.CharField("片区", max_length=60, blank=True)
    station = models.ForeignKey(Station, models.PROTECT, related_name="grids", verbose_name="站点")

    objects = GridQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "网格"

    def __str__(self):
        return self.name


class MobileVisitQuerySet(models.QuerySet):
    def at_or_below(self, station):
        """Visits of `station` and of what stands below it, on standing stations only."""
        return self.filter(station__path__startswith=station.path, station__closed_on=None)

    def between(self, first, last):
        """Rules that may fall on a day from `first` to `last` (local dates)."""
        return self.filter(from_on__lte=last).filter(Q(to_on=None) | Q(to_on__gte=first))


class MobileVisit(models.Model):
    """A rule by which a point comes by (流动联络日程): every week on a day, or on one date (T14)."""

    station = models.ForeignKey(
        Station, models.CASCADE, related_name="mobile_visits", verbose_name="站点"
    )
    weekday = models.PositiveSmallIntegerField(
        "每周",
        null=True,
        blank=True,
        choices=[(n, f"每周{name}") for n, name in enumerate("一二三四五六日", start=1)],
    )
    day = models.DateField("日期", null=True, blank=True)
    starts = models.TimeField("开始时刻")
    ends = models.TimeField("结束时刻")
    place = models.CharField("地点", max_length=100)
    from_on = models.DateField("起始日期")
    to_on = models.DateField("截止日期", null=True, blank=True)

    objects = MobileVisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "流动联络日程"
        constraints = [
            models.CheckConstraint(
                name="visit_weekly_or_on_a_day",
                condition=Q(weekday=None, day__isnull=False) | Q(weekday__isnull=False, day=None),
                violation_error_message="每周的星期几和具体日期，须填其中一项。",
            ),
            models.CheckConstraint(
                name="visit_ends_after_it_starts",
                condition=Q(ends__gt=models.F("starts")),
                violation_error_message="结束时刻必须晚于开始时刻。",
            ),
            models.CheckConstraint(
                name="visit_span_in_order",
                condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
                violation_error_message="截止日期不能早于起始日期。",
            ),
        ]

    def __str__(self):
        return f"{self.station} {self.when}"

    @property
    def when(self) -> str:
        """`每周三 09:00–11:00` or `2026年12月3日 09:00–11:00`."""
        day = self.get_weekday_display() if self.day is None else f"{self.day:%Y年%-m月%-d日}"
        return f"{day} {self.starts:%H:%M}–{self.ends:%H:%M}"


class VisitSkip(models.Model):
    """One date on which a mobile point does not come by although its rule says so (停一次)."""

    visit = models.ForeignKey(
        MobileVisit, models.CASCADE, related_name="skips", verbose_name="流动联络日程"
    )
    day = models.DateField("日期")
    reason = models.CharField("原因", max_length=100)
    skipped_at = models.DateTimeField("登记时间")
    skipped_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "流动联络停一次"
        constraints = [
            models.UniqueConstraint(
                "visit",
                "day",
                name="visit_skip_once_a_day",
                violation_error_message="这一天已登记停一次。",
            ),
            models.CheckConstraint(
                name="visit_skip_says_why",
                condition=~Q(reason=""),
                violation_error_message="停一次须写明原因。",
            ),
        ]

    def __str__(self):
        return f"{self.visit} {self.day}"
