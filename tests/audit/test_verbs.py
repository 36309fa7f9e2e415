"""The audit page speaks Chinese about everything that is recorded."""

import ast
from pathlib import Path

import liaison
from liaison.accounts.adapter import RECORDED
from liaison.accounts.roles import Role
from liaison.audit import verbs

ROOT = Path(liaison.__file__).parent.parent
PACKAGES = ("liaison", "stations", "deputies", "suggestions", "supervision")


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def recorded_verbs():
    """Every text standing first in a call of `record`, or of what the working days wrap around it."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "attr", "") == "record"
                    and node.args
                ):
                    for part in ast.walk(node.args[0]):
                        if isinstance(part, ast.Constant) and isinstance(part.value, str):
                            yield part.value


def test_every_recorded_verb_has_a_chinese_name():
    found = set(recorded_verbs()) | set(RECORDED.values())
    assert {"login", "close_station"} <= found
    assert found - set(verbs.LABELS) == set()


def test_facts_are_told_in_words():
    facts = {
        "rows": 3,
        "filters": ["stage", "q"],
        "is_returned": True,
        "to_on": None,
        "odd": {"rows": 1},
    }
    assert verbs.fact_lines(facts) == ["行数：3", "筛选：stage、q", "退回：是", "odd：行数 1"]


def test_a_seat_s_role_is_called_as_everywhere_else():
    assert verbs.VALUES["role"] == {str(role): role.label for role in Role}
