"""The third-party files are the ones recorded, complete in themselves, and licensed."""

import json
import re
import shutil

import pytest

from scripts import vendor

FILES = sorted(path for path in vendor.VENDOR.rglob("*") if path.suffix in {".js", ".css"})


def test_every_file_is_the_one_recorded():
    assert vendor.differences() == []


def test_a_changed_a_missing_and_an_unknown_file_are_each_told(tmp_path):
    copy = tmp_path / "vendor"
    shutil.copytree(vendor.VENDOR, copy)
    (copy / "htmx" / "htmx.min.js").write_text("alert(1)", encoding="utf-8")
    (copy / "echarts" / "LICENSE").unlink()
    (copy / "stray.js").write_text("", encoding="utf-8")
    assert vendor.differences(copy) == [
        "missing: echarts/LICENSE",
        "unknown: stray.js",
        "changed: htmx/htmx.min.js",
    ]


def test_the_manifest_is_the_list_of_the_script():
    recorded = json.loads((vendor.VENDOR / vendor.MANIFEST).read_text(encoding="utf-8"))["packages"]
    assert [(entry["name"], entry["version"], entry["licence"]) for entry in recorded] == [
        (package.name, package.version, package.licence) for package in vendor.PACKAGES
    ]
    assert all("LICENSE" in entry["sha384"] for entry in recorded)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_points_at_one_that_is_not_shipped(path):
    text = path.read_text(encoding="utf-8")
    assert "sourceMappingURL" not in text
    if path.suffix == ".css":
        wanted = {name.strip("\"'") for name in re.findall(r"url\(([^)]+)\)", text)}
        files = {name for name in wanted if not name.startswith("data:")}
        assert all((path.parent / name).is_file() for name in files if not name.startswith("#"))
