"""PDF pages, set by typst from a template and values: archival (PDF/A-2b), Chinese, no network.

A template (`templates/documents/<name>.typ`) begins with `#import "house.typ": *` and finds the
values in `given`, the font lists in `fonts`. What people wrote reaches it as data only, never as
source, so that no text of theirs is ever read as markup.
"""

import base64
import json
import logging
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from liaison import clock

if TYPE_CHECKING:
    from typst import Compiler, Fonts

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = settings.BASE_DIR / "templates" / "documents"
CONTENT_TYPE = "application/pdf"

# The faces a page may ask for, and what sets them where an office names no licensed font. Fandol
# lacks the rare characters of names: Noto, after it, has them.
HOUSE_FONTS: Mapping[str, tuple[str, ...]] = {
    "title": ("FandolSong", "Noto Serif CJK SC"),  # 小标宋: set it bold
    "song": ("FandolSong", "Noto Serif CJK SC"),
    "fang": ("FandolFang R", "Noto Serif CJK SC"),
    "kai": ("FandolKai", "Noto Serif CJK SC"),
    "hei": ("FandolHei", "Noto Sans CJK SC", "Noto Serif CJK SC"),
}
_MIME = {"JPEG": "image/jpeg", "PNG": "image/png"}
_one_at_a_time = threading.Lock()
_log = logging.getLogger(__name__)


def render(template: str, values: Mapping[str, Any]) -> bytes:
    """The PDF of `template` (a name without `.typ`) filled with `values`.

    Args:
        template: a file of `templates/documents/`, for example `"poster"`.
        values: what JSON can hold; dates and decimals arrive as text, pictures as `picture()`
            and codes as `qr()` give them.

    Raises:
        typst.TypstError: the template is wrong; what people wrote cannot cause it.

    Where a character is in no font at all the page is still made, without it and without the
    promise of PDF/A: a name with a gap can be mended by hand, no page at all cannot.
    """
    import typst

    inputs = {
        "values": json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False),
        "fonts": json.dumps(font_lists()),
    }
    source = TEMPLATES / f"{template}.typ"
    with _one_at_a_time:
        try:
            return _compile(source, inputs, "a-2b")
        except typst.TypstError as problem:
            if "could not be displayed" not in problem.message:
                raise
            _log.warning("pdf %s: %s", template, problem.message)
            return _compile(source, inputs, "1.7")


def qr(text: str, *, is_one_of_many: bool = False) -> str:
    """The QR code of `text` as SVG for `values` (level Q: a quarter of it may be dirty or torn).

    Where hundreds stand in one document the eight masks are not weighed against each other: any of
    them is a valid code, and looking for the best takes most of the time.
    """
    mask = 3 if is_one_of_many else None
    code = segno.make(text, error="q", micro=False, mask=mask)
    return code.svg_inline(border=0, light="#fff")


def picture(content: bytes) -> str:
    """A JPEG or PNG as SVG for `values`.

    Raises:
        ValueError: it is neither; attachments are re-encoded to these when they come in.
    """
    import io

    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
        mime = _MIME.get(image.format or "")
    if not mime:
        raise ValueError("只能放入 JPEG 或 PNG 图片。")
    body = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}"><image width="{width}" height="{height}"'
        f' href="data:{mime};base64,{body}"/></svg>'
    )


def font_lists() -> dict[str, tuple[str, ...]]:
    """Each face with the families that set it: the office's licensed one first, where it has one."""
    named = settings.PDF_FONTS
    return {
        face: ((named[face],) if face in named else ()) + house
        for face, house in HOUSE_FONTS.items()
    }


def missing_fonts() -> list[str]:
    """Families that pages ask for and that are in no folder of fonts (docs/operations.md)."""
    found = set(_fonts().families())
    asked = {family for families in font_lists().values() for family in families}
    return sorted(asked - found)


def _compile(source: Path, inputs: dict[str, str], standard: Any) -> bytes:
    pages, warnings = _compiler().compile_with_warnings(
        source, sys_inputs=inputs, pdf_standards=standard, timestamp=int(clock.now().timestamp())
    )
    for warning in warnings:
        _log.warning("pdf %s: %s", source.stem, warning.message)
    assert isinstance(pages, bytes)
    return pages


@cache
def _compiler() -> "Compiler":
    """One for the process: reading the fonts takes longer than setting a page."""
    import typst

    return typst.Compiler(root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> "Fonts":
    import typst

    folders = [FONTS, *([Path(settings.PDF_FONT_DIR)] if settings.PDF_FONT_DIR else [])]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
