"""What deputies learnt: required courses completed, training classes and the hours they gave."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from deputies.models.people import Deputy
from liaison.accounts.models import Seat
from liaison.accounts.roles import Role
from stations.models import SEATS_IN_THE_TREE, Station, Topic, ids_below


class TrainingClassQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Seats in the tree see all classes: whoever trains, deputies of many stations attend."""
        if seat is None or seat.role not in SEATS_IN_THE_TREE:
            return self.none()
        return self.all()

    def kept_by(self, seat):
        """The classes whose roster a seat keeps: those its own and lower stations hold."""
        return self.filter(station__any_of=ids_below(seat))

    def for_list(self):
        return self.select_related("station", "topic").order_by("-from_on", "-pk")


class TrainingClass(models.Model):
    """A class for deputies (培训班): a topic, some days, and the hours they count (T7)."""

    NOT_PERSONAL = {"lecturer": "公开的授课人"}

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="training_classes", verbose_name="主办站点"
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="学习主题"
    )
    title = models.CharField("班次名称", max_length=80)
    place = models.CharField("地点", max_length=100, blank=True)
    lecturer = models.CharField("授课人", max_length=50, blank=True)
    from_on = models.DateField("开班日期")
    to_on = models.DateField("结业日期")
    hours = models.DecimalField("学时", max_digits=5, decimal_places=1)

    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培训班"
        constraints = [
            models.UniqueConstraint(
                "station",
                "title",
                "from_on",
                name="training_class_once",
                violation_error_message="同一天已有同名班次。",
            ),
            models.CheckConstraint(
                name="training_class_ends_after_it_begins",
                condition=Q(to_on__gte=models.F("from_on")),
                violation_error_message="结业日期不能早于开班日期。",
            ),
            models.CheckConstraint(
                name="training_class_has_hours",
                condition=Q(hours__gt=0),
                violation_error_message="学时应大于 0。",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deputies:training", args=[self.pk])


class EnrolmentQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Of the deputies the seat sees, and a deputy the own."""
        return self.filter(deputy__in=Deputy.objects.visible_to(seat).order_by().values("pk"))

    def in_year(self, year):
        """Of classes begun in `year`."""
        return self.filter(training__from_on__year=year)

    def for_list(self):
        return self.select_related("deputy").order_by("deputy__name_key", "pk")


class Enrolment(models.Model):
    """A deputy's place in a class (参训记录): one a deputy and class, so hours count once (T7)."""

    training = models.ForeignKey(
        TrainingClass, models.CASCADE, related_name="enrolments", verbose_name="培训班"
    )
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="enrolments", verbose_name="代表"
    )
    is_present = models.BooleanField("签到", default=False)
    hours = models.DecimalField("学时", max_digits=5, decimal_places=1, default=0)
    recorded_at = models.DateTimeField("记录时间")
    recorded_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="记录人")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参训记录"
        constraints = [
            models.UniqueConstraint(
                "training",
                "deputy",
                name="enrolment_once_a_class",
                violation_error_message="该代表已在本班名单中，学时只计一次。",
            ),
            models.CheckConstraint(
                name="enrolment_hours_only_when_present",
                condition=Q(is_present=True, hours__gt=0) | Q(is_present=False, hours=0),
                violation_error_message="签到的才有学时，未签到的不计学时。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} @ {self.training}"


class CourseCompletionQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """Of the deputies the seat sees, and a deputy the own."""
        return self.filter(deputy__in=Deputy.objects.visible_to(seat).order_by().values("pk"))

    def for_list(self):
        return self.select_related("deputy", "topic").order_by("-completed_on", "-pk")


class CourseCompletion(models.Model):
    """A deputy has done a required course (必修课完成记录, T5): once, whichever way came first."""

    class How(models.TextChoices):
        """In which way a course was done (完成方式)."""

        CLASS = "class", "培训班"
        STATION = "station", "站内集中学习"
        SELF = "self", "自学"

    deputy = models.ForeignKey(
        Deputy, models.PROTECT, related_name="completions", verbose_name="代表"
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="completions", verbose_name="必修课"
    )
    completed_on = models.DateField("完成日期")
    how = models.CharField("完成方式", max_length=10, choices=How)
    training = models.ForeignKey(
        TrainingClass,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="培训班",
    )
    recorded_at = models.DateTimeField("记录时间")
    recorded_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="记录人")

    objects = CourseCompletionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "必修课完成记录"
        constraints = [
            models.UniqueConstraint(
                "deputy",
                "topic",
                name="course_completion_once",
                violation_error_message="该代表已完成这门必修课。",
            ),
            models.CheckConstraint(
                name="course_completion_class_is_named",
                condition=Q(how="class", training__isnull=False)
                | ~Q(how="class") & Q(training=None),
                violation_error_message="按培训班完成的须写明班次。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} {self.topic}"


def without_course(deputies, topic):
    """Those of `deputies` (a QuerySet) who have not done the required course `topic` (T5)."""
    done = CourseCompletion.objects.filter(deputy=OuterRef("pk"), topic=topic)
    return deputies.exclude(Exists(done))


class PublicityQuerySet(models.QuerySet):
    def visible_to(self, seat):
        """A tree seat sees what its own and lower stations sent; every reader what is sent to him."""
        if seat is None:
            return self.none()
        own = Receipt.objects.of(seat).filter(publicity=OuterRef("pk"))
        if seat.role in SEATS_IN_THE_TREE:
            return self.filter(Q(station__any_of=ids_below(seat)) | Exists(own))
        return self.filter(Exists(own))

    def sent_below(self, seat):
        """What the seat's own and lower stations sent: whose readers it may list and remind."""
        return self.filter(station__any_of=ids_below(seat))

    def with_counts(self):
        """Each with `asked` and `unread`: how many shall read it, and how many have not yet."""
        return self.annotate(
            asked=models.Count("receipts"),
            unread=models.Count("receipts", filter=Q(receipts__read_at=None)),
        )

    def unread_by(self, seat):
        """What this seat shall read and has not: oldest first."""
        waiting = Receipt.objects.of(seat).filter(read_at=None)
        found = self.filter(Exists(waiting.filter(publicity=OuterRef("pk"))))
        return found.order_by("sent_at", "pk")

    def for_list(self):
        return self.select_related("station").order_by("-sent_at", "-pk")


class Publicity(models.Model):
    """A policy passed down (政策传达, T17): a text, to whom it goes, and who has read it."""

    class Audience(models.TextChoices):
        """To whom a policy goes (传达范围)."""

        STATIONS = "stations", "下级站点"
        DEPUTIES = "deputies", "所属代表"
        BOTH = "both", "下级站点和所属代表"

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="publicities", verbose_name="发出站点"
    )
    title = models.CharField("标题", max_length=80)
    text = models.TextField("内容")
    basis = models.CharField("文件依据", max_length=100, blank=True)
    audience = models.CharField("传达范围", max_length=10, choices=Audience)
    once = models.UUIDField("提交凭据", unique=True)
    sent_at = models.DateTimeField("发出时间")
    sent_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="发出人")

    objects = PublicityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "政策传达"
        indexes = [models.Index(fields=["-sent_at", "-id"], name="publicity_time")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deputies:publicity", args=[self.pk])


class ReceiptQuerySet(models.QuerySet):
    def of(self, seat):
        """What a seat reads for: an officer for the station he sits at, a deputy for himself."""
        if seat is not None and seat.role == Role.STATION:
            return self.filter(station__station_seats__seat=seat)
        if seat is not None and seat.role == Role.DEPUTY:
            return self.filter(deputy__deputy_seats__seat=seat)
        return self.none()

    def for_list(self):
        """The unread first, stations before deputies."""
        return self.select_related("station", "deputy", "read_by__user").order_by(
            models.F("read_at").asc(nulls_first=True),
            "station__path",
            "deputy__name_key",
            "pk",
        )


class Receipt(models.Model):
    """Who shall read a policy, and when he did (传达回执): a station, or a deputy."""

    publicity = models.ForeignKey(
        Publicity, models.CASCADE, related_name="receipts", verbose_name="政策传达"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="站点"
    )
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代表"
    )
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    read_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="阅读人"
    )

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "传达回执"
        constraints = [
            models.CheckConstraint(
                name="receipt_of_a_station_or_a_deputy",
                condition=Q(station=None, deputy__isnull=False)
                | Q(station__isnull=False, deputy=None),
                violation_error_message="回执属于一个站点或一位代表。",
            ),
            models.UniqueConstraint("publicity", "station", name="receipt_once_a_station"),
            models.UniqueConstraint("publicity", "deputy", name="receipt_once_a_deputy"),
            models.CheckConstraint(
                name="receipt_read_at_and_by",
                condition=Q(read_at=None, read_by=None)
                | Q(read_at__isnull=False, read_by__isnull=False),
                violation_error_message="阅读时间和阅读人须同时填写。",
            ),
        ]

    def __str__(self):
        return f"{self.station or self.deputy} ← {self.publicity}"
