"""Reviewers score a suggestion; their average makes its quality and feeds the deputy's points (C11)."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from deputies.performance.appraisal import quality_of
from liaison.errors import Refused
from suggestions.actions import quality as actions
from suggestions.models import QualityResult
from suggestions.models.quality import CRITERIA
from tests.factories.suggestions import SuggestionFactory

FIVES = dict.fromkeys(CRITERIA, 5)


@pytest.fixture
def suggestion(world):
    return SuggestionFactory(lead=world.deputy, station=world.town.station, registered=True)


def test_the_reviewers_average_becomes_points(client, world, suggestion):
    """Registered gives 3; 优秀 gives 5 more on the day the review ends."""
    address = reverse("suggestions:quality", args=[suggestion.pk])
    client.force_login(world.committee.user)
    assert client.post(address, FIVES).status_code == 302
    actions.score_quality(suggestion, scores=FIVES | {"writing": 3}, by=world.second)
    assert client.post(reverse("suggestions:quality_end", args=[suggestion.pk])).status_code == 302
    result = QualityResult.objects.get()
    assert (result.average, result.grade) == (Decimal("4.75"), "excellent")
    assert world.total() == 8
    assert "“优秀” 5 分" in [line.why for line in world.account().lines]
    assert "4.75" in client.get(address).content.decode()


def test_one_reviewer_is_no_review_and_what_is_ended_stands(world, suggestion):
    actions.score_quality(suggestion, scores=FIVES, by=world.committee)
    actions.score_quality(suggestion, scores=FIVES, by=world.committee)
    with pytest.raises(Refused, match="至少 2 位"):
        actions.end_review(suggestion, by=world.committee)
    actions.score_quality(suggestion, scores=FIVES, by=world.second)
    actions.end_review(suggestion, by=world.committee)
    with pytest.raises(Refused, match="已结束"):
        actions.score_quality(suggestion, scores=FIVES, by=world.committee)
    with pytest.raises(DatabaseError), transaction.atomic():
        QualityResult.objects.update(grade="poor")


def test_scores_run_from_one_to_five(client, world, suggestion):
    client.force_login(world.committee.user)
    address = reverse("suggestions:quality", args=[suggestion.pk])
    assert client.post(address, FIVES | {"basis": 6}).status_code == 422


@pytest.mark.parametrize(
    ("average", "grade"),
    [("4.5", "excellent"), ("4.49", "good"), ("3.5", "good"), ("2.5", "fair"), ("2.49", "poor")],
)
def test_where_each_quality_begins(average, grade):
    assert quality_of(Decimal(average)) == grade
