"""What deputies learnt: required courses completed, training classes and the hours they gave."""

from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from deputies.models.people import Deputy
from liaison.accounts.models import Seat
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

    def enrolling(self, today):
        """Those deputies may enrol in themselves on `today` (a local date)."""
        return self.filter(enrolling_ends_on__gte=today)

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
    #: Deputies enrol themselves up to this day; without it the office enrols them.
    enrolling_ends_on = models.DateField("报名截止", null=True, blank=True)
    places = models.PositiveSmallIntegerField("名额", null=True, blank=True)

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
            models.CheckConstraint(
                name="training_class_enrols_before_it_begins",
                condition=Q(enrolling_ends_on=None) | Q(enrolling_ends_on__lte=models.F("from_on")),
                violation_error_message="报名截止不能晚于开班日期。",
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
    #: Whether, never what and when: the feedback itself names nobody.
    gave_feedback = models.BooleanField("已反馈", default=False)
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


class TrainingFeedback(models.Model):
    """What somebody thought of a class (培训反馈, T7): it names nobody, the lecturer reads it."""

    class Rating(models.IntegerChoices):
        """How good it was (评分)."""

        EXCELLENT = 5, "很好"
        GOOD = 4, "较好"
        FAIR = 3, "一般"
        POOR = 2, "较差"
        BAD = 1, "很差"

    #: Random, so that the order of rows does not tell who wrote when.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    training = models.ForeignKey(
        TrainingClass, models.CASCADE, related_name="feedback", verbose_name="培训班"
    )
    rating = models.PositiveSmallIntegerField("评分", choices=Rating)
    text = models.CharField("意见", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "培训反馈"
        constraints = [
            models.CheckConstraint(
                name="training_feedback_rating",
                condition=Q(rating__gte=1, rating__lte=5),
                violation_error_message="评分为 1 到 5。",
            )
        ]

    def __str__(self):
        return f"{self.training} {self.rating}"


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
