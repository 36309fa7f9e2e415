"""Which pages of docs/ are printed from the program, and how: `manage.py print_docs [--check]`."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from deputies import workflow as deputies_workflow
from deputies.performance import workflow as points_workflow
from stations import workflow as stations_workflow
from suggestions import workflow
from supervision import use_index
from supervision.indicators import INDICATORS

HEAD = "<!-- Printed by `make docs`; do not edit. -->\n"
WORKFLOW_HEAD = """\
# 流程：谁在何时可以做什么

`workflow.py` of suggestions, stations and deputies are the only places that decide this.
"""
START = {
    workflow.CONCERN: workflow.ConcernStage.GATHERED,
    workflow.SUGGESTION: workflow.SuggestionStage.DRAFT,
    workflow.HANDLING: workflow.HandlingStage.OFFERED,
    stations_workflow.ACTIVITY: stations_workflow.ActivityStage.PLANNED,
    stations_workflow.PLAN: stations_workflow.PlanStage.DRAFT,
    **deputies_workflow.START,
    points_workflow.ITEM: points_workflow.ItemStage.PROPOSED,
    points_workflow.APPEAL: points_workflow.AppealStage.WAITING,
}


class Command(BaseCommand):
    """Prints docs/workflow.md, docs/permissions.md and docs/indicators.md."""

    help = "打印 docs/ 中由程序生成的页面；--check 只检查是否最新，不改文件。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只检查，不写文件")

    def handle(self, *args, **options):
        folder = Path(settings.BASE_DIR) / "docs"
        stale = []
        for name, text in pages().items():
            path = folder / name
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not options["check"]:
                path.write_text(text, encoding="utf-8")
        if stale and options["check"]:
            raise CommandError(f"已过期，请运行 make docs：{'、'.join(stale)}")
        self.stdout.write(f"已更新：{'、'.join(stale)}" if stale else "均为最新。")


def pages() -> dict[str, str]:
    """Each printed page by its name in docs/."""
    return {
        "workflow.md": HEAD + workflow_page(),
        "permissions.md": HEAD + import_module("tests.architecture.matrix").as_markdown(),
        "indicators.md": HEAD + indicators_page(),
    }


def workflow_page() -> str:
    """Each table of steps: a diagram and who may take each step."""
    parts = [WORKFLOW_HEAD]
    flows = (
        *workflow.WORKFLOWS,
        *stations_workflow.WORKFLOWS,
        *deputies_workflow.WORKFLOWS,
        *points_workflow.WORKFLOWS,
    )
    parts += [_noun(flow) for flow in flows]
    return "\n".join(parts)


def _noun(flow: workflow.Workflow) -> str:
    diagram = flow.as_mermaid().splitlines()
    names = [f"    {stage.value}: {stage.label}" for stage in flow.stages]
    start = f"    [*] --> {START[flow]}"
    return "\n".join(
        [
            f"## {flow.noun}\n\n```mermaid",
            *[diagram[0], *names, start, *diagram[1:]],
            "```\n",
            "| 步骤 | Key | 从 | 到 | 谁 | 须给出 |\n|---|---|---|---|---|---|",
            *_rows(flow),
            "",
        ]
    )


def _rows(flow: workflow.Workflow) -> Iterator[str]:
    stages, actors = list(flow.stages), list(workflow.ACTOR_LABELS)
    for step in flow.steps:
        source = "、".join(flow.stages(s).label for s in sorted(step.source, key=stages.index))
        who = "、".join(workflow.ACTOR_LABELS[a] for a in sorted(step.by, key=actors.index))
        target = flow.stages(step.target).label
        needs = ", ".join(f"`{need}`" for need in step.needs)
        yield f"| {step.label} | `{step.key}` | {source} | {target} | {who} | {needs} |"


def indicators_page() -> str:
    """Every number with its definition (口径), from `supervision/indicators.py`."""
    head = "| 指标 | Key | 单位 | 口径 |\n|---|---|---|---|"
    index_head = f"\n## 阵地指数\n\n{use_index.DEFINITION}\n\n{head}"
    functions = [
        f"- {name}＝{'＋'.join(use_index.COUNTS[key].label for key in keys)}"
        for name, keys in use_index.FOUR.items()
    ]
    reported, counted = _definitions(INDICATORS), _definitions(use_index.COUNTS)
    title = f"# 指标与口径\n\n{head}"
    return "\n".join([title, *reported, index_head, *counted, "", *functions, ""])


def _definitions(indicators: dict) -> list[str]:
    return [
        f"| {one.label} | `{one.key}` | {one.unit} | {one.definition} |"
        for one in indicators.values()
    ]
