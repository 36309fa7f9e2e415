"""What the rules are told of similar cases: how they went, in the words of the people who rated."""

import pytest

from suggestions.actions import judgement
from suggestions.models import Rating
from tests.factories.suggestions import ConcernFactory


@pytest.mark.parametrize(
    ("rating", "satisfied"),
    [(Rating.SATISFIED, True), (Rating.FAIR, True), (Rating.UNSATISFIED, False), ("", None)],
)
def test_fairly_satisfied_is_satisfied_and_unrated_is_neither(rating, satisfied):
    ConcernFactory(closed=True, title="路灯不亮", rating=rating, end_reason="回访无人接听")
    [past] = judgement.similar_past(ConcernFactory(title="路灯不亮"))
    assert past.satisfied is satisfied
