"""The pages of docs/ tell the truth: printed ones are fresh, the glossary is whole, tests named exist."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command

from liaison.accounts.roles import Role
from liaison.management.commands.print_docs import pages
from suggestions import workflow
from supervision.management.cast import PASSWORD
from tests.architecture import tree
from tests.architecture.test_models import OURS

DOCS = tree.ROOT / "docs"
GLOSSARY = (DOCS / "glossary.md").read_text(encoding="utf-8")
#: Plumbing that people never name.
UNNAMED = {"PublishedYear", "CalendarVersion", "KnownHeading", "ImportDraft"}


@pytest.mark.parametrize("name", ["workflow.md", "permissions.md", "indicators.md"])
def test_a_printed_page_is_fresh(name):
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "Run `make docs`."


def test_printing_changes_nothing_when_all_is_fresh(capsys):
    call_command("print_docs", "--check")
    assert "均为最新" in capsys.readouterr().out


def test_every_model_stands_in_the_glossary():
    missing = {model.__name__ for model in OURS if f"`{model.__name__}`" not in GLOSSARY} - UNNAMED
    assert missing == set()


def test_what_the_glossary_says_exists_does():
    """A noun of this release that looks like a class is one."""
    known = {model.__name__ for model in apps.get_models()}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in tree.sources())
    claimed = re.findall(
        r"^\|[^|]+\| `([A-Z][A-Za-z]+)`[^|]*\|[^|]+\|[^|]+\| 0\.[12] \|$", GLOSSARY, re.M
    )
    assert claimed
    missing = [n for n in claimed if n not in known and f"class {n}" not in sources]
    assert [
        name for name in missing if name not in {"RESIDENT", "SYSTEM", "ADMINISTRATORS", "PERSONAL"}
    ] == []


def test_every_role_stands_in_the_glossary_under_its_own_name():
    assert [role for role in Role if role.name not in GLOSSARY] == []


def test_every_model_is_called_what_the_glossary_calls_it():
    """The Chinese name of a table is a word of the glossary."""
    strangers = [
        model.__name__
        for model in OURS
        if model.__name__ not in UNNAMED and str(model._meta.verbose_name) not in GLOSSARY
    ]
    assert strangers == []


def test_every_step_shown_in_the_glossary_is_a_step():
    keys = workflow.keys(workflow.WORKFLOWS)
    section = GLOSSARY.partition("## The steps")[2].partition("## ")[0]
    named = re.findall(r"^\| [^|]+ \| `([a-z_]+)` \|", section, re.M)
    assert named
    assert set(named) <= keys


def test_every_test_the_coverage_page_names_exists():
    page = (DOCS / "coverage.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page)
    assert named
    missing = [f"{file}::{test}" for file, test in named if not _exists(file, test)]
    assert missing == []


def _exists(file: str, test: str) -> bool:
    path = tree.ROOT / file
    return path.is_file() and (not test or f"def {test}(" in path.read_text(encoding="utf-8"))


def test_every_link_between_our_pages_leads_somewhere():
    broken = []
    for page in (*DOCS.rglob("*.md"), *tree.ROOT.glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{tree.short(page)}: {target}")
    assert broken == []


def test_every_decision_says_context_decision_and_consequences():
    for page in sorted((DOCS / "adr").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        for part in ("Context", "Decision", "Consequences"):
            assert f"**{part}.**" in text or f"## {part}" in text, page.name


def test_the_readme_shows_the_password_the_demo_sets():
    for name in ("README.md", "README.zh-CN.md"):
        assert PASSWORD in (tree.ROOT / name).read_text(encoding="utf-8")
