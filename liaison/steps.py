"""What a workflow is: a table of steps, each from somewhere to somewhere, by somebody.

The tables themselves belong to the apps (`suggestions/workflow.py`, `stations/workflow.py`).
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices

from liaison.errors import Refused


@dataclass(frozen=True)
class Step:
    """One row of a workflow: from any of `source` to `target`, by any of these actors.

    `needs` names what must be given with the step (reason, unit, text …).
    """

    key: str
    label: str
    source: frozenset[str]
    target: str
    by: frozenset[str]
    needs: tuple[str, ...] = ()


def step(key: str, label: str, source, target: str, by, needs=()) -> Step:
    """A `Step`, with one stage or actor written bare instead of as a set."""
    sources = frozenset({source}) if isinstance(source, str) else frozenset(source)
    actors = frozenset({by}) if isinstance(by, str) else frozenset(by)
    return Step(key, label, sources, target, actors, tuple(needs))


@dataclass(frozen=True)
class Workflow:
    """The steps of one noun, in the order its pages show them."""

    noun: str
    stages: type[TextChoices]
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """The step named `key`; KeyError when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def steps_for(self, role: str, stage: str) -> list[Step]:
        """What this actor may do with a thing in this stage: the buttons of its page."""
        return [step for step in self.steps if stage in step.source and role in step.by]

    def check(self, key: str, *, role: str, stage: str) -> Step:
        """The step named `key`, if this actor may take it from this stage.

        Raises PermissionDenied (403) when it is not this actor's step at all, and Refused (409)
        when it is, but not from this stage.
        """
        step = self.step(key)
        if role not in step.by:
            raise PermissionDenied
        if stage not in step.source:
            raise Refused(f"此件当前为“{self.stages(stage).label}”,不能{step.label}。")
        return step

    def as_mermaid(self) -> str:
        """The table as a state diagram, for docs/workflow.md."""
        order = self.stages.values
        lines = [
            f"    {source} --> {step.target}: {step.label}"
            for step in self.steps
            for source in sorted(step.source, key=order.index)
        ]
        return "\n".join(["stateDiagram-v2", *lines])
