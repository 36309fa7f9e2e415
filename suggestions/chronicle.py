"""What suggestions and residents' concerns tell of deputies, for the record (J13, C11)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from deputies.record import Event, Part, addresses, register
from liaison import clock
from suggestions.models import Concern, Cosigner, QualityResult, Suggestion
from suggestions.workflow import ConcernStage, SuggestionStage

SUGGESTIONS = {"suggestion": ("领衔提出建议", Part.OPINIONS)}
JOINED = {"suggestion_joined": ("附议代表建议", Part.OPINIONS)}
RESULTS = {"suggestion_result": ("所提建议办结", Part.OPINIONS)}
QUALITY = {"suggestion_quality": ("建议质量评审", Part.OPINIONS)}
CONCERNS = {"concern": ("反映群众诉求", Part.OPINIONS)}
#: Ends at which a concern is no work of the deputy's after all.
NOTHING_CAME = (ConcernStage.DECLINED, ConcernStage.WITHDRAWN)


def suggestions(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """领衔建议: registered, on the day it got its number. One statement."""
    address = addresses(reverse("suggestions:suggestion", args=[0]))
    rows = Suggestion.objects.filter(_within("registered_at", first, last))
    names = "pk", "lead_id", "registered_at", "title"
    for pk, deputy, at, title in _of(rows, "lead", deputy_ids).order_by().values_list(*names):
        on = clock.local_date(at)
        yield Event(deputy, "suggestion", on, title, f"suggestion:{pk}", address(pk))


def joined(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """附议建议: joined and registered, on the day it got its number. One statement."""
    address = addresses(reverse("suggestions:suggestion", args=[0]))
    rows = Cosigner.objects.filter(
        _within("suggestion__registered_at", first, last), answer=Cosigner.Answer.CONFIRMED
    )
    names = "pk", "suggestion_id", "deputy_id", "suggestion__registered_at", "suggestion__title"
    for pk, key, deputy, at, title in (
        _of(rows, "deputy", deputy_ids).order_by().values_list(*names)
    ):
        on = clock.local_date(at)
        yield Event(deputy, "suggestion_joined", on, title, f"cosigner:{pk}", address(key))


def results(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """所提建议办结: on the day it was closed, graded by the deputy's last verdict.

    The grade is a value of `Satisfaction`, or "" where it ended without one. One statement.
    """
    address = addresses(reverse("suggestions:suggestion", args=[0]))
    ended = _within("closed_at", first, last) & Q(stage=SuggestionStage.CLOSED)
    rows = _of(Suggestion.objects.filter(ended), "lead", deputy_ids)
    rows = rows.order_by("pk", "-verdicts__round", "verdicts__pk").distinct("pk")
    names = "pk", "lead_id", "closed_at", "title", "verdicts__result"
    for pk, deputy, at, title, grade in rows.values_list(*names):
        key = f"suggestion:{pk}:result"
        on = clock.local_date(at)
        url = address(pk)
        yield Event(deputy, "suggestion_result", on, title, key, url, grade=grade or "")


def quality(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """建议质量: what reviewers found, on the day their review ended (C11). One statement."""
    address = addresses(reverse("suggestions:suggestion", args=[0]))
    rows = _of(
        QualityResult.objects.filter(ended_on__range=(first, last)), "suggestion__lead", deputy_ids
    )
    names = "suggestion_id", "suggestion__lead_id", "ended_on", "suggestion__title", "grade"
    for pk, deputy, on, title, grade in rows.order_by().values_list(*names):
        key = f"suggestion:{pk}:quality"
        yield Event(deputy, "suggestion_quality", on, title, key, address(pk), grade=grade)


def concerns(deputy_ids: Sequence[int] | None, first: date, last: date) -> Iterator[Event]:
    """反映群众诉求: what the deputy wrote down and handed in himself. One statement."""
    handed_in = Concern.objects.filter(
        _within("submitted_at", first, last), source=Concern.Source.DEPUTY, deputy__isnull=False
    ).exclude(stage__in=NOTHING_CAME)
    names = "pk", "number", "deputy_id", "submitted_at", "title"
    place = reverse("suggestions:concern", args=["0"])
    for pk, number, deputy, at, title in (
        _of(handed_in, "deputy", deputy_ids).order_by().values_list(*names)
    ):
        url = place.replace("/0/", f"/{number}/")
        yield Event(deputy, "concern", clock.local_date(at), title, f"concern:{pk}", url)


def _within(column: str, first: date, last: date) -> Q:
    """Moments from the first minute of `first` to the last of `last`, where the people are."""
    begin = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(last, time.max))
    return Q(**{f"{column}__range": (begin, end)})


def _of(rows: Any, column: str, deputy_ids: Sequence[int] | None):
    return rows if deputy_ids is None else rows.filter(**{f"{column}__any_of": deputy_ids})


def tell_the_record() -> None:
    """Register every source of this file."""
    register(suggestions, kinds=SUGGESTIONS)
    register(joined, kinds=JOINED)
    register(results, kinds=RESULTS)
    register(quality, kinds=QUALITY)
    register(concerns, kinds=CONCERNS)
