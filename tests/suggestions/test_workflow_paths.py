"""No path through the table of a concern reaches its end without feedback (T31)."""

from hypothesis import given
from hypothesis import strategies as st

from suggestions import guidance
from suggestions.workflow import CONCERN, HANDLING, SUGGESTION, ConcernStage, SuggestionStage


def paths(flow, start, end):
    """Every path from `start` to `end` that takes no step twice."""

    def walk(stage, taken):
        if stage == end:
            yield taken
            return
        for step in flow.steps:
            if stage in step.source and step not in taken:
                yield from walk(step.target, (*taken, step))

    return list(walk(start, ()))


def test_every_way_to_closed_goes_through_feedback_and_a_rating_or_reason():
    found = paths(CONCERN, ConcernStage.GATHERED, ConcernStage.CLOSED)
    assert found
    for path in found:
        assert path[-2].target == ConcernStage.FED_BACK
        assert path[-1].needs in {("rating",), ("reason",)}


def test_every_way_to_closed_passes_all_four_stages():
    for path in paths(CONCERN, ConcernStage.GATHERED, ConcernStage.CLOSED):
        reached = {ConcernStage.GATHERED, *(step.target for step in path)}
        assert reached >= set(guidance.TRACK)


def test_a_suggestion_is_closed_only_after_a_reply_and_the_deputys_word():
    for path in paths(SUGGESTION, SuggestionStage.DRAFT, SuggestionStage.CLOSED):
        targets = [step.target for step in path]
        assert SuggestionStage.REPLIED in targets
        assert any(step.key in {"rate", "object"} for step in path)


@given(choices=st.lists(st.integers(min_value=0, max_value=20), max_size=40))
def test_a_walk_of_any_steps_never_closes_what_was_not_fed_back(choices):
    stage, before = ConcernStage.GATHERED, None
    for choice in choices:
        steps = [step for step in CONCERN.steps if stage in step.source]
        if not steps:
            break
        stage, before = steps[choice % len(steps)].target, stage
    if stage == ConcernStage.CLOSED:
        assert before == ConcernStage.FED_BACK


def test_every_page_has_a_first_sentence_for_whoever_opens_it():
    for noun, flow in (("concern", CONCERN), ("suggestion", SUGGESTION), ("handling", HANDLING)):
        for stage in flow.stages:
            steps = [step for step in flow.steps if stage in step.source]
            for mine in (steps, []):
                assert guidance.now(noun, stage, [step.key for step in mine]).endswith("。")


def test_every_channel_says_what_a_concern_in_hand_waits_for():
    for channel in ("station", "hotline", "suggestion", "direct"):
        assert guidance.now("concern", ConcernStage.IN_HAND, (), channel=channel)
    assert set(guidance.IN_CHANNEL) == {"station", "hotline", "suggestion", "direct"}


def test_grounds_of_declining_fit_into_their_column():
    longest = max(len(label) + len(road) for label, road in guidance.GROUNDS.values())
    assert longest + 1 + 150 <= 300


def test_the_track_ends_where_the_concern_is():
    assert [stop["state"] for stop in guidance.track(ConcernStage.IN_HAND)] == [
        "done",
        "done",
        "here",
        "",
    ]
    assert {stop["state"] for stop in guidance.track(ConcernStage.CLOSED)} == {"done"}
    assert guidance.track(ConcernStage.DECLINED) == []
