"""Whoever's concern was merged into another's keeps the right to an answer (T31)."""

from uuid import uuid4

import pytest

from liaison.errors import Refused
from suggestions.actions import concerns
from suggestions.models import Channel, Concern

WORDS = "小区门口的路灯坏了半个月，晚上老人出行不便。"


@pytest.fixture
def judged(town):
    def make() -> Concern:
        concern = concerns.submit(station=town.station, text=WORDS, once=uuid4())
        concerns.sort(concern, category="construction", title="路灯不亮", by=town.officer)
        return concern

    return make


def answered(concern, town) -> Concern:
    concerns.decide(concern, channel=Channel.STATION, by=town.officer, reason="当场可以答复")
    concerns.answer(concern, text="昨天已修好。", by=town.officer)
    return concern


def test_one_who_joins_what_is_answered_already_reads_the_answer(town, judged):
    first, second, third = judged(), judged(), judged()
    concerns.merge(third, into=second, by=town.officer)
    concerns.merge(second, into=answered(first, town), by=town.officer)
    for late in (second, third):
        late.refresh_from_db()
        assert (late.merged_into, late.answer) == (first, "昨天已修好。")


def test_when_the_main_one_is_declined_the_others_are_told_why(town, judged):
    main, other = judged(), judged()
    concerns.merge(other, into=main, by=town.officer)
    concerns.decline(main, reason="涉诉事项，请向法院反映。", by=town.officer)
    other.refresh_from_db()
    assert other.answer == "涉诉事项，请向法院反映。"


def test_one_resident_cannot_take_back_what_others_joined(town, judged):
    main, other = judged(), judged()
    concerns.merge(other, into=main, by=town.officer)
    with pytest.raises(Refused, match="其他群众"):
        concerns.withdraw(main)
