"""The linters bite: each rule this house relies on is broken once on purpose."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import tree

BIN = Path(sys.executable).parent


def run(*words, cwd=tree.ROOT, text=""):
    """The program's exit code and everything it said."""
    done = subprocess.run(
        [BIN / words[0], *words[1:]],
        cwd=cwd,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("TID251", "from django.utils.timezone import now\n\nprint(now())\n"),
        ("TID251", "from django.utils.timezone import localdate\n\nprint(localdate())\n"),
        ("TID251", "from django.db.models.signals import post_save\n\nprint(post_save)\n"),
        ("TID251", "from liaison.settings import DEBUG\n\nprint(DEBUG)\n"),
        ("TID252", "from . import models\n\nprint(models)\n"),
        ("DTZ005", "from datetime import datetime\n\nprint(datetime.now())\n"),
        (
            "C901",
            "def f(a):\n" + "".join(f"    if a == {n}:\n        print({n})\n" for n in range(9)),
        ),
        ("ERA001", "# print(1)\n"),
    ],
)
def test_ruff_refuses(rule, code):
    status, said = run(
        "ruff", "check", "--stdin-filename", "suggestions/actions/x.py", "-", text=code
    )
    assert status == 1
    assert rule in said


BREAKS = {
    "a lower app may not use a higher one": ("stations/models.py", "import suggestions.models"),
    "the kernel may not use an app": ("liaison/documents/excel.py", "import stations.models"),
    "audit stands below the accounts": ("liaison/audit/chain.py", "import liaison.accounts.models"),
    "an action may not use a view": ("suggestions/actions/step.py", "import suggestions.urls"),
    "a rule may not use a model": ("suggestions/workflow.py", "import suggestions.models"),
    "a file the plan does not name": ("suggestions/misc.py", "import this"),
    "a kernel part the plan does not name": ("liaison/misc.py", "import this"),
}


@pytest.fixture(scope="session")
def copy(tmp_path_factory):
    """The product's packages, to be spoiled."""
    place = tmp_path_factory.mktemp("copy")
    shutil.copy(tree.ROOT / "pyproject.toml", place)
    for package in tree.PACKAGES:
        shutil.copytree(
            tree.ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return place


def test_the_house_as_it_stands_keeps_its_contracts(copy):
    status, said = run("lint-imports", "--no-cache", cwd=copy)
    assert status == 0, said


@pytest.mark.parametrize(("file", "line"), BREAKS.values(), ids=BREAKS)
def test_an_import_that_goes_the_wrong_way_is_refused(copy, file, line):
    path = copy / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(f"{line}  # broken on purpose\n" + (before or ""), encoding="utf-8")
    try:
        status, said = run("lint-imports", "--no-cache", cwd=copy)
    finally:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")
    assert status != 0, said


def test_djlint_refuses_a_tag_left_open(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<div><p>没有关上</div>\n", encoding="utf-8")
    status, said = run("djlint", "--lint", "--configuration", tree.ROOT / "pyproject.toml", page)
    assert status == 1
    assert "H025" in said
