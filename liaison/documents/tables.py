"""Where a table's header stands and which column is which, whatever stands above it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from liaison.documents.errors import Unreadable
from liaison.documents.excel import Cell, Row

#: A header stands within the first rows; title, unit and date lines come before it.
LOOKED_AT = 30

_IN_PARENTHESES = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_NOT_COUNTED = re.compile(r"[\s()\[\]【】〔〕*:：、,，。/\\_\-]")


@dataclass(frozen=True)
class Header:
    """A header row: its line, field → column index, fields not found, headers not understood."""

    line_no: int
    mapping: Mapping[str, int]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    titles: Mapping[str, str]
    """field → the header it was found under, as written in the file."""


def normal(header: object) -> str:
    """A header without width, case, spaces, marks and parentheses: “ 联系电话（必填）” → 联系电话必填."""
    text = unicodedata.normalize("NFKC", str(header)).casefold()
    return _NOT_COUNTED.sub("", text)


def short(header: object) -> str:
    """`normal`, and what stands in parentheses left out: “联系电话（必填）” → 联系电话."""
    text = unicodedata.normalize("NFKC", str(header)).casefold()
    return _NOT_COUNTED.sub("", _IN_PARENTHESES.sub("", text))


def find_header(
    rows: Iterable[Row],
    wanted: Mapping[str, Sequence[str]],
    *,
    remembered: Mapping[str, str] | None = None,
    at_least: int = 2,
) -> Header:
    """The header among the first rows: the one in which most of `wanted` is found.

    `wanted` names, for each field, the Chinese headers accepted; `remembered` maps headers (in
    any spelling) to fields as a person once decided, and wins. A row with fewer than `at_least`
    fields is a title. Which of `missing` are needed is for the caller to say. Raises Unreadable
    when no row will do, naming the headers looked for.
    """
    chosen = {normal(header): field for header, field in (remembered or {}).items()}
    needed = min(at_least, len(wanted))
    best: Header | None = None
    for line_no, cells in islice(rows, LOOKED_AT):
        header = _match(line_no, cells, wanted, chosen)
        if len(header.mapping) >= needed and (
            best is None or len(header.mapping) > len(best.mapping)
        ):
            best = header
    if best is None:
        names = "、".join(headers[0] for headers in wanted.values())
        raise Unreadable(f"没有找到表头。表头应当包含：{names}。")
    return best


def _match(
    line_no: int,
    cells: Sequence[Cell],
    wanted: Mapping[str, Sequence[str]],
    chosen: Mapping[str, str],
) -> Header:
    """Columns by a person's choice first, then by the whole header, then without parentheses."""
    full = {normal(name): field for field, names in wanted.items() for name in names}
    brief = {short(name): field for field, names in wanted.items() for name in names}
    mapping: dict[str, int] = {}
    taken: set[int] = set()
    for table, form in ((chosen, normal), (full, normal), (brief, short)):
        for index, cell in enumerate(cells):
            field = table.get(form(cell)) if cell != "" and index not in taken else None
            if field is not None and field in wanted and field not in mapping:
                mapping[field] = index
                taken.add(index)
    return Header(
        line_no=line_no,
        mapping=mapping,
        missing=tuple(field for field in wanted if field not in mapping),
        unknown=tuple(
            str(cell) for index, cell in enumerate(cells) if index not in taken and cell != ""
        ),
        titles={field: str(cells[index]) for field, index in mapping.items()},
    )


def records(rows: Iterable[Row], header: Header) -> Iterator[tuple[int, dict[str, Cell]]]:
    """The rows under `header` as (line, field → cell); a field without a column is left out."""
    for line_no, cells in rows:
        if line_no <= header.line_no:
            continue
        record = {
            field: cells[index] if index < len(cells) else ""
            for field, index in header.mapping.items()
        }
        if any(cell != "" for cell in record.values()):
            yield line_no, record


def text(cell: Cell) -> str:
    """A cell as text: numbers as written (telephone numbers too), dates in ISO form."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return unicodedata.normalize("NFC", str(cell)).strip()
