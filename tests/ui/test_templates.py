"""No template carries code or style between its tags: the site's policy would refuse it anyway."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
FORBIDDEN = {
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "code for htmx to evaluate": re.compile(r"hx-on|hx-vals=.js:|hx-trigger=[\"'][^\"']*\["),
    "unescaped text": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
    "a script of another site": re.compile(
        r"(?:src|href)=[\"'](?:https?:)?//[^\"']*\.(?:js|css)", re.IGNORECASE
    ),
    "a script without a file": re.compile(r"<script(?![^>]*\b(?:src|nonce)=)[^>]*>", re.IGNORECASE),
    "a style sheet in the page": re.compile(r"<style(?![^>]*\bnonce=)", re.IGNORECASE),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_is_markup_alone(path):
    text = path.read_text(encoding="utf-8")
    assert {name for name, pattern in FORBIDDEN.items() if pattern.search(text)} == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_can_be_read_and_is_short(path):
    get_template(path.relative_to(ROOT).as_posix())
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize(
    "sin",
    [
        '<a onclick="x()">',
        '<p class="a"\n style="color: red">',
        "<script>1</script>",
        "{{ text|safe }}",
        '<script src="https://cdn.example/x.js">',
        '<form hx-trigger="keyup[ctrlKey]">',
        "<style>",
    ],
)
def test_each_sin_would_be_found(sin):
    assert any(pattern.search(sin) for pattern in FORBIDDEN.values())
