"""What every source file keeps to: size, names, order, locks, and silence about other machines."""

import ast
import re

from tests.architecture import tree

REFUSED_NAMES = {
    "utils", "helpers", "common", "core", "base", "manager", "service", "handle", "process", "data", "info",
}  # fmt: skip
#: Columns that tell any two rows of their table apart, so that an order may end in them.
UNIQUE_COLUMNS = {"pk", "id", "path", "code", "number", "seq", "day", "key", "year", "month"}
MACHINE_PATHS = re.compile(r"/(work|root|home)/[a-z]|/tmp/(plan|pg|data)|C:\\\\")


def ids(paths):
    return [tree.short(path) for path in paths]


def longer_than(lines, paths):
    return [p for p in paths if len(p.read_text(encoding="utf-8").splitlines()) > lines]


def test_a_source_file_is_at_most_300_lines():
    assert ids(longer_than(300, tree.sources())) == []


def test_a_file_of_tests_is_at_most_400_lines():
    """Longer than a source file may be: its stories stand side by side, none builds on another."""
    assert ids(longer_than(400, tree.sources(with_tests=True))) == []


def test_a_template_is_at_most_120_lines():
    assert ids(longer_than(120, tree.templates())) == []


def test_no_file_has_a_name_that_says_nothing():
    assert [p for p in ids(tree.sources()) if set(re.split(r"[/.]", p)) & REFUSED_NAMES] == []


def test_every_module_says_in_its_first_line_what_it_decides():
    silent = [
        path
        for path in tree.sources(with_tests=True)
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree.parsed(path))
    ]
    assert ids(silent) == []


def test_every_order_ends_in_something_that_tells_rows_apart():
    loose = [
        f"{tree.short(path)}:{call.lineno}"
        for path in tree.sources()
        for call in tree.calls(path, "order_by")
        if call.args and not _ends_unique(call.args[-1])
    ]
    assert loose == []


def _ends_unique(last: ast.expr) -> bool:
    if isinstance(last, ast.Starred):  # an order kept in a constant is judged by its users
        return True
    text = last.value if isinstance(last, ast.Constant) else ast.unparse(last)
    return str(text).lstrip("-").split("__")[-1] in UNIQUE_COLUMNS


def test_every_lock_names_the_table_it_locks():
    loose = [
        f"{tree.short(path)}:{call.lineno}"
        for path in tree.sources()
        for call in tree.calls(path, "select_for_update")
        if not any(word.arg == "of" for word in call.keywords)
    ]
    assert loose == []


def test_no_model_has_logic_in_its_save():
    overridden = [
        f"{tree.short(path)}:{node.lineno}"
        for path in tree.sources()
        if "models" in tree.short(path)
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]
    assert overridden == []


def test_nothing_is_marked_safe():
    marked = [
        tree.short(path)
        for path in (*tree.templates(), *tree.sources())
        if re.search(r"\|\s*safe\b|mark_safe\(|autoescape off", path.read_text(encoding="utf-8"))
    ]
    assert marked == []


def test_the_lock_files_name_no_address():
    for path in tree.ROOT.glob("*.lock.txt"):
        assert "://" not in path.read_text(encoding="utf-8"), path.name


def test_no_file_knows_the_machine_it_was_written_on():
    this = tree.ROOT / "tests/architecture/test_source.py"
    found = []
    for path in tree.files():
        if path == this or path.suffix in {".png", ".xlsx", ".gz", ".woff2", ".ico", ".otf"}:
            continue
        if MACHINE_PATHS.search(path.read_text(encoding="utf-8", errors="ignore")):
            found.append(tree.short(path))
    assert found == []


def test_every_template_is_used():
    everything = "\n".join(
        path.read_text(encoding="utf-8") for path in (*tree.sources(), *tree.templates())
    )
    unused = [
        name
        for name in (tree.short(path).removeprefix("templates/") for path in tree.templates())
        if not _is_named(name, everything)
    ]
    assert unused == []


#: Found by a library or by a name put together at run time.
FOUND_BY_RULE = ("notices/", "django/", "account/", "mfa/", "allauth/", "404.html", "500.html")
FOUND_BY_RULE += ("400.html", "403.html", "429.html", "errors/", "documents/")


def _is_named(name: str, everything: str) -> bool:
    listed = re.sub(r"^suggestions/_?(\w+?)(_rows)?\.html$", r'template="\1"', name)
    return name.startswith(FOUND_BY_RULE) or any(
        mention in everything for mention in (f'"{name}"', f"'{name}'", listed)
    )
