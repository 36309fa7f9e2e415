"""Where things lie: the product's own files, as the architecture tests read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("liaison", "stations", "deputies", "suggestions", "supervision")
#: Vendored, generated or private: not ours to judge.
NOT_OURS = ("static/vendor/", ".venv/", ".data/")


@cache
def files() -> tuple[Path, ...]:
    """Every file of the product: tracked, or new and not ignored; outside git, every file there is."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if "__pycache__" not in path.parts]
    return tuple(sorted(path for path in found if path.is_file() and _is_ours(path)))


def _is_ours(path: Path) -> bool:
    return not short(path).startswith(NOT_OURS)


def short(path: Path) -> str:
    """The path as it is written in the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def sources(*, with_tests: bool = False) -> tuple[Path, ...]:
    """The product's Python files, without migrations; the tests too when asked."""
    inside = (*PACKAGES, "tests", "scripts") if with_tests else PACKAGES
    return tuple(
        path
        for path in files()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in inside
        and "migrations" not in path.parts
    )


@cache
def templates() -> tuple[Path, ...]:
    """The product's templates."""
    return tuple(path for path in files() if short(path).startswith("templates/"))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path, name: str):
    """Every call of a function or method called `name` in the file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", None) == name:
            yield node


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return any("一" <= letter <= "鿿" for letter in text)
