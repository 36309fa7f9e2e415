"""Tables in and out: Excel written row by row, Excel and CSV read with the line each row stands on."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from django.utils import timezone
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from liaison.documents import textfile
from liaison.documents.errors import Unreadable

LARGEST_BYTES = 20 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 400 * 1024 * 1024
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
ALLOWED = "请使用 Excel 工作簿（.xlsx）或 CSV 文件"

_RISKY_START = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")

Cell = str | int | float | bool | date | datetime
Row = tuple[int, list[Cell]]


# -- writing ------------------------------------------------------------------------------------
def workbook(
    title: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[Any]]
) -> bytes:
    """An .xlsx of one sheet named `title`; `columns` are (header, width in characters).

    Rows are written as they come, in constant memory. Text stays text: what looks like a formula
    is neither evaluated now nor after the cell is edited. Aware datetimes are written in local
    time. Raises ValueError when there are more rows than a sheet holds.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title})
    sheet = book.add_worksheet(_NOT_IN_SHEET_NAME.sub(" ", title)[:31] or "表")
    write = _Writer(book, sheet)
    sheet.freeze_panes(1, 0)
    for index, (_, width) in enumerate(columns):
        sheet.set_column(index, index, width)
    write.header([header for header, _ in columns])
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise ValueError(f"一张工作表最多 {MOST_ROWS} 行。")
        write.row(number, row)
    book.close()
    return buffer.getvalue()


class _Writer:
    """Puts Python values into cells of the right kind."""

    def __init__(self, book, sheet):
        self.sheet = sheet
        look = {"font_name": "宋体", "font_size": 11, "valign": "top", "text_wrap": True}
        self.plain = book.add_format(look)
        self.quoted = book.add_format({**look, "quote_prefix": True})
        self.day = book.add_format({**look, "num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({**look, "num_format": "yyyy-mm-dd hh:mm"})
        self.bold = book.add_format({**look, "bold": True, "bottom": 1})

    def header(self, texts):
        for index, text in enumerate(texts):
            self.sheet.write_string(0, index, text, self.bold)

    def row(self, number, values):
        for index, value in enumerate(values):
            self.cell(number, index, value)

    def cell(self, row, column, value):
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self.sheet.write_string(row, column, "是" if value else "否", self.plain)
        elif isinstance(value, int | float | Decimal):
            self.sheet.write_number(row, column, value, self.plain)
        elif isinstance(value, datetime):
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            self.sheet.write_datetime(row, column, local.replace(tzinfo=None), self.moment)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self.day)
        else:
            text = _NOT_IN_XML.sub("", str(value))[:LONGEST_CELL]
            look = self.quoted if text.startswith(_RISKY_START) else self.plain
            self.sheet.write_string(row, column, text, look)


# -- reading ------------------------------------------------------------------------------------
def read_rows(file: str | Path | BinaryIO) -> Iterator[Row]:
    """The rows of a CSV file or of the first filled sheet of an .xlsx, blank rows left out.

    `file` is a path or an open binary file (an upload). Yields (line number as the person sees it
    in Excel or an editor, cells); cells are trimmed text, numbers (whole ones as int), dates,
    `""` for an empty cell. What the file is, is found from its content, never from its name.

    Raises Unreadable, before the first row: wrong type (named), empty, locked by a password,
    too large, damaged, neither UTF-8 nor GB18030.
    """
    content = _content(file)
    rows = (
        _sheet_rows(content)
        if content.startswith(b"PK")
        else _csv_rows(textfile.decoded(content, allowed=ALLOWED))
    )
    filled = ((line, cells) for line, cells in rows if any(cell != "" for cell in cells))
    first = next(filled, None)
    if first is None:
        raise Unreadable("文件里没有任何内容。")
    return _again(first, filled)


def _again(first: Row, rest: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rest


def _content(file: str | Path | BinaryIO) -> bytes:
    if isinstance(file, str | Path):
        path = Path(file)
        if not path.is_file():
            raise Unreadable(f"没有找到文件：{path}")
        with path.open("rb") as opened:
            return _content(opened)
    content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise Unreadable(f"文件超过 {LARGEST_BYTES // 1024 // 1024} MB，请拆分后再导入。")
    if not content:
        raise Unreadable("文件是空的（0 字节）。")
    return content


def _sheet_rows(content: bytes) -> Iterator[Row]:
    _check_zip(content)
    try:
        sheet = _first_filled(CalamineWorkbook.from_filelike(io.BytesIO(content)))
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable(f"这个 Excel 文件已损坏，无法读取。{ALLOWED}。") from error
    if sheet is None:
        raise Unreadable("文件里没有任何内容。")
    # iter_rows begins at the sheet's first line, blank ones included.
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        yield line, [_cell(cell) for cell in cells]


def _first_filled(book: CalamineWorkbook) -> CalamineSheet | None:
    for index in range(len(book.sheet_names)):
        sheet = book.get_sheet_by_index(index)
        if sheet.start is not None:
            return sheet
    return None


def _check_zip(content: bytes) -> None:
    """Refuse what is not a workbook, and what would unpack to a flood."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable(f"文件已损坏，不是完整的 Excel 工作簿。{ALLOWED}。") from error
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"这是{textfile.packed_kind(names)}，不是表格。{ALLOWED}。")
    if unpacked > LARGEST_UNPACKED_BYTES:
        raise Unreadable("文件展开后过大，请拆分后再导入。")


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None else value


def _csv_rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    line = 1
    try:
        for cells in reader:
            yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"第 {line} 行起无法按 CSV 解析，请检查引号是否成对。") from error


def _delimiter(text: str) -> str:
    """Comma, tab or semicolon: the one the first lines hold most of."""
    head = text[:10_000]
    return max(",\t;", key=head.count)
