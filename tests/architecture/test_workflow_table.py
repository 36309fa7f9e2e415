"""The three tables of steps make sense, and everything they promise exists."""

import pytest
from django.urls import get_resolver

from liaison.accounts.roles import Role
from suggestions import workflow
from suggestions.actions import concerns, handlings, rating, suggestions
from tests.architecture import tree

ACTIONS = {
    workflow.CONCERN: (concerns, rating),
    workflow.SUGGESTION: (suggestions,),
    workflow.HANDLING: (handlings,),
}
PAGES = {
    workflow.CONCERN: "concern",
    workflow.SUGGESTION: "suggestion",
    workflow.HANDLING: "handling",
}
START = {
    workflow.CONCERN: workflow.ConcernStage.GATHERED,
    workflow.SUGGESTION: workflow.SuggestionStage.DRAFT,
    workflow.HANDLING: workflow.HandlingStage.OFFERED,
}
ENDS = {
    workflow.CONCERN: {"closed", "declined", "merged", "withdrawn"},
    workflow.SUGGESTION: {"closed", "refused", "withdrawn"},
    workflow.HANDLING: {"replied", "returned"},
}
#: Python's own words cannot name an action.
RENAMED = {"object": "object_to"}
FLOWS = pytest.mark.parametrize("flow", workflow.WORKFLOWS, ids=lambda flow: flow.noun)
STEPS = pytest.mark.parametrize(
    ("flow", "step"),
    [(flow, step) for flow in workflow.WORKFLOWS for step in flow.steps],
    ids=lambda part: getattr(part, "key", None) or getattr(part, "noun", None),
)


@FLOWS
def test_every_stage_can_be_reached_from_the_first(flow):
    reached, seen = {START[flow]}, set()
    while reached - seen:
        stage = (reached - seen).pop()
        seen.add(stage)
        reached |= {step.target for step in flow.steps if stage in step.source}
    assert reached == set(flow.stages)


@FLOWS
def test_nothing_leaves_an_end_and_everything_else_leads_on(flow):
    # Only the person who asked may open again what was closed, and only within the window.
    steps = [step for step in flow.steps if step.key != "reopen"]
    assert set(flow.stages) - {s for step in steps for s in step.source} == ENDS[flow]


@FLOWS
def test_no_two_steps_share_a_key(flow):
    keys = [step.key for step in flow.steps]
    assert len(keys) == len(set(keys))


@STEPS
def test_every_step_is_taken_by_somebody_who_exists(flow, step):
    assert step.by
    assert step.by <= set(Role) | {workflow.RESIDENT, workflow.SYSTEM}


@STEPS
def test_every_step_of_a_person_has_an_action_of_its_name(flow, step):
    if step.by == {workflow.SYSTEM}:
        return  # taken inside the action that brings it about
    name = RENAMED.get(step.key, step.key)
    assert any(callable(getattr(module, name, None)) for module in ACTIONS[flow])


@STEPS
def test_every_step_of_a_seat_has_an_address_and_a_resident_s_has_his(flow, step):
    names = {
        name
        for name in get_resolver().namespace_dict["suggestions"][1].reverse_dict
        if isinstance(name, str)
    }
    if step.by & set(Role):
        assert f"{PAGES[flow]}_{step.key}" in names
    if workflow.RESIDENT in step.by:
        assert f"resident_{step.key}" in names


def test_a_concern_is_never_closed_before_it_was_fed_back():
    into_closed = [step for step in workflow.CONCERN.steps if step.target == "closed"]
    assert all(step.source == {"fed_back"} for step in into_closed)


def test_leaders_and_administrators_only_look():
    lookers = {Role.LEADER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    assert not [s.key for flow in workflow.WORKFLOWS for s in flow.steps if s.by & lookers]


def test_the_stages_are_listed_nowhere_else():
    """A second list of stages would drift from the first."""
    words = [f'"{stage.label}"' for stage in workflow.SuggestionStage]
    copies = [
        tree.short(path)
        for path in tree.sources()
        if tree.short(path) != "suggestions/workflow.py"
        and sum(word in path.read_text(encoding="utf-8") for word in words) > 4
    ]
    assert copies == []
