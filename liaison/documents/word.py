"""Reports as Word files, set as GB/T 9704-2012 sets an official document (facts §4.1)."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋_GB2312"
HEADING_FONTS = {1: "黑体", 2: "楷体_GB2312", 3: "仿宋_GB2312"}
PAGE_FONT = "宋体"
TITLE_SIZE, BODY_SIZE, TABLE_SIZE, PAGE_SIZE = Pt(22), Pt(16), Pt(12), Pt(14)
LINE = Pt(29)  # 22 lines on 225 mm


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 “一、” 黑体, 2 “（一）” 楷体, 3 “1.” 仿宋; the text brings its number."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Body text, indented by two characters."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table with a header row; cells are written with `str`."""

    headers: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True)
class Signature:
    """Who and when, at the right under the text."""

    unit: str
    day: str


Block = Heading | Paragraph | Table | Signature | str


def report(title: str, blocks: Iterable[Block]) -> bytes:
    """A .docx of `title` and `blocks` in order; a plain string is a paragraph."""
    document = Document()
    _page(document)
    _line(document, title, TITLE_FONT, TITLE_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    document.add_paragraph()
    for block in blocks:
        _add(document, Paragraph(block) if isinstance(block, str) else block)
    document.core_properties.title = title
    document.core_properties.author = ""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document) -> None:
    """A4, the standard's margins, body font, and the page number outside the block."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    normal = document.styles["Normal"]
    normal.font.size = BODY_SIZE
    _set_font(normal.element.get_or_add_rPr(), BODY_FONT)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = LINE
    normal.paragraph_format.space_after = Pt(0)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph, alignment) -> None:
    """“— 1 —”, odd pages right, even pages left."""
    paragraph.alignment = alignment
    for text, field in (("— ", None), ("", "PAGE"), (" —", None)):
        run = paragraph.add_run(text)
        run.font.size = PAGE_SIZE
        _set_font(run._element.get_or_add_rPr(), PAGE_FONT)
        if field:
            for kind, content in (("begin", None), (None, field), ("end", None)):
                run._element.append(_field_part(kind, content))


def _field_part(kind: str | None, content: str | None):
    if kind:
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
        return part
    part = OxmlElement("w:instrText")
    part.text = content
    return part


def _add(document, block) -> None:
    if isinstance(block, Heading):
        font = HEADING_FONTS.get(block.level, BODY_FONT)
        _indent(_line(document, block.text, font, BODY_SIZE))
    elif isinstance(block, Table):
        _table(document, block)
    elif isinstance(block, Signature):
        document.add_paragraph()
        for text in (block.unit, block.day):
            _line(document, text, BODY_FONT, BODY_SIZE, WD_ALIGN_PARAGRAPH.RIGHT)
    else:
        for text in block.text.split("\n"):
            _indent(_line(document, text, BODY_FONT, BODY_SIZE))


def _table(document, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.headers))
    table.style = "Table Grid"
    _fill(table.rows[0].cells, block.headers, "黑体")
    for row in block.rows:
        _fill(table.add_row().cells, row, BODY_FONT)


def _fill(cells, values, font: str) -> None:
    for cell, value in zip(cells, values, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        _run(paragraph, str(value), font, TABLE_SIZE)


def _line(document, text: str, font: str, size, alignment=None):
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    _run(paragraph, text, font, size)
    return paragraph


def _run(paragraph, text: str, font: str, size) -> None:
    run = paragraph.add_run(text)
    run.font.size = size
    _set_font(run._element.get_or_add_rPr(), font)


def _indent(paragraph) -> None:
    """Two characters in, counted in characters so that it follows the font."""
    properties = paragraph._element.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")


def _set_font(properties, name: str) -> None:
    """Chinese and Latin letters alike in `name`."""
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)
