"""What a deputy needs first on a phone: what to do, visits owed, own matters, what comes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Left, NullIf
from django.urls import reverse

from deputies import obligations, sign_in
from deputies.compliance import rule_on
from deputies.models import Attendance, Deputy, activities_for
from liaison import clock
from stations.models import Activity
from stations.workflow import ActivityStage
from suggestions.models import Concern, Suggestion
from suggestions.workflow import ConcernStage, SuggestionStage

#: So many own matters and coming activities are shown; the lists behind have the rest.
MATTERS, COMING = 6, 4


@dataclass(frozen=True)
class Visits:
    """进站: what is owed this year, and what was done."""

    year: int
    owed: int
    done: int

    @property
    def missing(self) -> int:
        return max(0, self.owed - self.done)


@dataclass(frozen=True)
class Matter:
    """A concern or a suggestion of one's own, and where it stands."""

    title: str
    what: str
    stage: str
    label: str
    url: str
    at: datetime


def visits(deputy: Deputy, today: date) -> Visits:
    """Visits owed and done in the year of `today` (a local date). Two statements."""
    span = obligations.year(today.year)
    rule = rule_on(span.first)
    came = Attendance.objects.counting_under(rule).filter(
        deputy=OuterRef("deputy"), activity__held_on__range=(span.first, span.last)
    )
    counted = came.order_by().values("deputy").annotate(times=Count("pk")).values("times")
    rows = deputy.mandates.filter(from_on__lte=span.last).exclude(to_on__lt=span.first)
    told = rows.annotate(times=Coalesce(Subquery(counted), 0))
    found = list(told.values_list("level", "from_on", "to_on", "times"))
    held = [obligations.Mandate(*one[:3]) for one in found]
    done = found[0][3] if found else 0
    return Visits(today.year, obligations.owed(held, rule, span), done)


def matters(deputy: Deputy) -> list[Matter]:
    """Own concerns and suggestions, the latest first, each with where it stands. One statement."""
    said = Coalesce(NullIf("title", Value("")), Left("text", 30), output_field=CharField())
    columns = "said", "stage", "filed_as", "at", "key"
    concerns = Concern.objects.filter(deputy=deputy).order_by()
    own = Suggestion.objects.filter(lead=deputy).order_by()
    both = concerns.annotate(
        said=said, filed_as=F("number"), at=F("submitted_at"), key=F("pk")
    ).values_list(*columns)
    both = both.union(
        own.annotate(
            said=said, filed_as=Value("", CharField()), at=F("created_at"), key=F("pk")
        ).values_list(*columns),
        all=True,
    )
    return [_matter(*row) for row in both.order_by("-at", "key")[:MATTERS]]


def _matter(said: str, stage: str, number: str, at: datetime, key: int) -> Matter:
    if number:
        url = reverse("suggestions:concern", args=[number])
        return Matter(said, "诉求", stage, ConcernStage(stage).label, url, at)
    url = reverse("suggestions:suggestion", args=[key])
    return Matter(said, "建议", stage, SuggestionStage(stage).label, url, at)


def coming(deputy: Deputy, today: date) -> list[tuple[Activity, bool]]:
    """The next activities of the own stations or asked to, and whether the door is open now."""
    now = clock.now()
    rows = activities_for(deputy, today).filter(stage=ActivityStage.PUBLISHED, ends_at__gt=now)
    found = rows.select_related("station").order_by("starts_at", "pk")[:COMING]
    return [(one, sign_in.is_open(one.starts_at, one.ends_at, now)) for one in found]
