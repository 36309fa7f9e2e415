"""What is counted of deputies: those in a station (T11), required courses done (T5), hours (T7)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, Sum

from deputies.models import CourseCompletion, Deputy, Enrolment, Level, Membership, TrainingClass
from deputies.vocabulary import Campaign
from stations.models import Station


@dataclass(frozen=True)
class Coverage:
    """Deputies in office on a day, and those of them assigned to a station (persons, not mandates)."""

    in_office: int
    assigned: int

    @property
    def missing(self) -> int:
        return self.in_office - self.assigned

    @property
    def percent(self) -> str:
        """Share in per cent to two places, cut and not rounded: 100% only when nobody is missing."""
        if not self.in_office:
            return "—"
        hundredths = self.assigned * 10_000 // self.in_office
        whole, rest = divmod(hundredths, 100)
        return f"{whole}.{rest:02}".rstrip("0").rstrip(".") + "%"


def coverage(deputies, today: date) -> Coverage:
    """The coverage on `today` (a local date) among `deputies` (a QuerySet): two counts."""
    in_office = deputies.in_office(today).count()
    return Coverage(in_office, in_office - deputies.unassigned(today).count())


def coverage_by_level(deputies, today: date) -> list[tuple[str, Coverage]]:
    """The coverage among the holders of each level's mandates, highest level first."""
    return [
        (level.label, coverage(deputies.with_mandate(today, level=level), today)) for level in Level
    ]


#: Below so many, what was written could be guessed to be somebody's.
FEEDBACK_SHOWN_FROM = 3


@dataclass(frozen=True)
class FeedbackSum:
    """What those present thought of a class: how many answered, the average, the words (T7)."""

    answers: int
    average: Decimal | None
    words: list[str]


def feedback(training: TrainingClass) -> FeedbackSum:
    """The feedback of a class, which names nobody; words only from three answers on."""
    rows = list(training.feedback.order_by("pk").values_list("rating", "text"))
    if len(rows) < FEEDBACK_SHOWN_FROM:
        return FeedbackSum(len(rows), None, [])
    total = Decimal(sum(rating for rating, _ in rows))
    average = (total / len(rows)).quantize(Decimal("0.1"))
    return FeedbackSum(len(rows), average, [text for _, text in rows if text])


@dataclass(frozen=True)
class CourseRate:
    """How many of a station's deputies in office have done a required course (T5)."""

    station: Station
    in_office: int
    done: int

    @property
    def missing(self) -> int:
        return self.in_office - self.done

    @property
    def percent(self) -> str:
        return Coverage(self.in_office, self.done).percent


def course_rates(deputies, topic, today: date) -> list[CourseRate]:
    """必修课完成率 by station: deputies in office assigned there on `today`, and those who have done it.

    `deputies` is what the seat sees. A deputy assigned to two stations counts in both. Two statements.
    """
    done = CourseCompletion.objects.filter(topic=topic, deputy=OuterRef("deputy"))
    counted = (
        Membership.objects.running(today)
        .filter(deputy__in=deputies.in_office(today).order_by().values("pk"))
        .annotate(is_done=Exists(done))
        .order_by()
        .values("station")
        .annotate(everybody=Count("pk"), finished=Count("pk", filter=Q(is_done=True)))
    )
    by_station = {row["station"]: row for row in counted}
    stations = Station.objects.filter(pk__in=list(by_station)).for_list()
    return [
        CourseRate(each, by_station[each.pk]["everybody"], by_station[each.pk]["finished"])
        for each in stations
    ]


@dataclass(frozen=True)
class DeputyHours:
    """A deputy's training in one year: classes attended, hours counted once each (T7)."""

    pk: int
    name: str
    stations: str
    classes: int
    hours: Decimal


def hours_by_deputy(deputies, year: int, today: date) -> list[DeputyHours]:
    """代表学时: whoever of `deputies` attended a class begun in `year`, most hours first."""
    rows = (
        Enrolment.objects.in_year(year)
        .filter(is_present=True, deputy__in=deputies.order_by().values("pk"))
        .order_by()
        .values("deputy")
        .annotate(classes=Count("pk"), total=Sum("hours"))
    )
    counted = {row["deputy"]: row for row in rows}
    people = Deputy.objects.filter(pk__in=list(counted)).public().for_list().with_posts(today)
    made = [
        DeputyHours(
            each.pk,
            each.name,
            "、".join(member.station.name for member in each.stations_now),
            counted[each.pk]["classes"],
            counted[each.pk]["total"],
        )
        for each in people
    ]
    return sorted(made, key=lambda row: -row.hours)


# -- 服务进万家 ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class CampaignLine:
    """One of the six in a year, or (key "") their sum (T18).

    deputies: persons, each once; attendances: a person at each event; hours: of the events;
    service_hours: of the persons at them; beneficiaries as told, an event each.
    """

    key: str
    label: str
    events: int
    deputies: int
    attendances: int
    hours: Decimal
    service_hours: Decimal
    beneficiaries: int


def campaigns_of_year(events, year: int) -> list[CampaignLine]:
    """Exactly the six of 服务进万家 among `events` (a QuerySet) in `year`, then their sum. One statement.

    The sum's persons are each counted once, whatever number of themes they served.
    """
    rows = list(
        events.in_year(year)
        .order_by()
        .values_list("pk", "theme", "hours", "beneficiaries", "deputies")
    )
    lines = [_campaign_line(key, label, [r for r in rows if r[1] == key]) for key, label in _SIX]
    return [*lines, _campaign_line("", "合计", rows)]


_SIX = Campaign.choices


def _campaign_line(key: str, label: str, rows: list[tuple]) -> CampaignLine:
    single = {pk: (hours, people) for pk, _, hours, people, _ in rows}
    return CampaignLine(
        key=key,
        label=label,
        events=len(single),
        deputies=len({row[4] for row in rows if row[4]}),
        attendances=sum(1 for row in rows if row[4]),
        hours=sum((hours for hours, _ in single.values()), Decimal(0)),
        service_hours=sum((row[2] for row in rows if row[4]), Decimal(0)),
        beneficiaries=sum(people for _, people in single.values()),
    )
