"""Taking in a great many concerns of an older system at once, in bounded memory (装载历史诉求)."""

import csv
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from uuid import NAMESPACE_OID, uuid5

from django.db import connection, transaction

from liaison import clock
from liaison.audit import chain
from liaison.search import words
from stations.models import Station
from suggestions import concern_sheet
from suggestions.actions.concerns import NUMBER_ALPHABET, title_of
from suggestions.models import Concern

#: Faults told one by one; all are counted.
MOST_FAULTS = 10_000
#: csv cells longer than the longest text allowed are read up to here, to be told as faults.
LONGEST_CELL = 1_000_000

#: What a row does not say stands as the model's own default, whatever columns it has grown.
DEFAULTS = {
    str(field.column): str(given) if isinstance(given := field.get_default(), str) else given
    for field in Concern._meta.concrete_fields
    if not field.primary_key
}
STORED = ", ".join(DEFAULTS)
BESIDE = f"""
DROP TABLE IF EXISTS pg_temp.loaded;
CREATE TEMP TABLE loaded ON COMMIT DROP AS SELECT {STORED} FROM suggestions_concern LIMIT 0
"""
TAKE = f"""
WITH taken AS (
  INSERT INTO suggestions_concern ({STORED}) SELECT {STORED} FROM loaded
  ORDER BY submitted_at ON CONFLICT (once) DO NOTHING RETURNING id, submitted_at)
INSERT INTO suggestions_timelineentry (concern_id, step, label, note, public_note, actor, at)
SELECT id, 'submit', '提交诉求', '', '已收到您的诉求。', '历史数据装载', submitted_at FROM taken
"""

#: The index of words as `Concern.Meta` has it; a test holds the two together.
REBUILD = "CREATE INDEX concern_words ON suggestions_concern USING gin (words)"
FEW = 20_000


@dataclass
class Report:
    """What a file holds: rows read, rows with faults, and those taken in (0 in a dry run)."""

    rows: int = 0
    faulty: int = 0
    taken: int = 0
    faults: list[concern_sheet.Fault] = field(default_factory=list)

    def as_json(self) -> dict:
        """The report as the command prints it."""
        lines = [{"line": one.line, "reason": one.reason} for one in self.faults]
        return {"rows": self.rows, "faulty": self.faulty, "taken": self.taken, "faults": lines}


def check(path: Path, *, progress: Callable[[int], None] = lambda _: None) -> Report:
    """Read the whole file and store nothing; every bad row is told with its line and reason."""
    report = Report()
    seen: set[str] = set()
    for line, found in _read(path, _stations()):
        report.rows += 1
        wrong = found if isinstance(found, list) else list(_twice(line, found["number"], seen))
        if wrong:
            report.faulty += 1
            report.faults += wrong[: max(0, MOST_FAULTS - len(report.faults))]
        if report.rows % 10_000 == 0:
            progress(report.rows)
    return report


def load(path: Path, *, progress: Callable[[int], None] = lambda _: None) -> Report:
    """Check, then take in all rows or none; the same file again adds nothing.

    Rows stream through COPY into a table beside, so that memory does not grow with the file.
    """
    report = check(path)
    if report.faulty:
        return report
    stations = _stations()  # nothing else may be asked while COPY has the connection
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # a million rows take their time
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(BESIDE)
        with cursor.copy(f"COPY loaded ({STORED}) FROM STDIN") as copy:
            for line, row in _read(path, stations):
                copy.write_row(_stored(cast(dict, row)))  # checked: no faults
                if line % 10_000 == 0:
                    progress(line)
        rebuilt = _is_most(cursor, report.rows)
        if rebuilt:
            cursor.execute("DROP INDEX concern_words")
        cursor.execute(TAKE)
        report.taken = cursor.rowcount
        if rebuilt:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no check may be waiting
            cursor.execute(REBUILD)
        facts = {"file": path.name, "rows": report.rows, "new": report.taken}
        chain.record("load_concerns", facts=facts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE suggestions_concern")
    return report


def _is_most(cursor, rows: int) -> bool:
    """Whether so much comes in that the index of words is made anew faster than kept up."""
    cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'suggestions_concern'::regclass")
    return rows >= FEW and rows > cursor.fetchone()[0]


def _stations() -> dict[str, int]:
    return dict(Station.objects.order_by("pk").values_list("code", "pk"))


def _read(path: Path, stations) -> Iterator[tuple[int, dict | list[concern_sheet.Fault]]]:
    now = clock.now()
    with _long_cells(), path.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.DictReader(text)
        for cells in rows:
            yield (
                rows.line_num,
                concern_sheet.read(rows.line_num, cells, stations=stations, now=now),
            )


@contextmanager
def _long_cells() -> Iterator[None]:
    """The reader's limit is the whole process's: what others read keeps theirs."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def headings(path: Path) -> list[str]:
    """The first line of the file."""
    with path.open(encoding="utf-8-sig", newline="") as text:
        return next(csv.reader(text), [])


def _twice(line: int, number: str, seen: set[str]) -> Iterator[concern_sheet.Fault]:
    if number and number in seen:
        yield concern_sheet.Fault(line, f"编号“{number}”在文件中重复")
    if number:
        seen.add(number)


def _stored(row: dict) -> list:
    """The row in the order of STORED; its once-key is made of what it says."""
    title = row["title"] or title_of(row["text"])
    told = [row["number"], str(row["station"]), row["text"], row["submitted_at"].isoformat()]
    said = {key: value for key, value in row.items() if key in DEFAULTS} | {
        "once": uuid5(NAMESPACE_OID, "\0".join(told)),
        "number": row["number"] or _number(row),
        "station_id": row["station"],
        "title": title,
        "words": words.lexemes(title, row["text"]),
        "answered_at": row["answered_at"] or (row["closed_at"] if row["answer"] else None),
        "rated_at": row["closed_at"] if row["rating"] else None,
    }
    return list((DEFAULTS | said).values())


def _number(row: dict) -> str:
    """Longer than a receipt's, so that the two never meet."""
    tail = "".join(secrets.choice(NUMBER_ALPHABET) for _ in range(9))
    return f"{clock.local_date(row['submitted_at']):%y%m%d}-{tail}"
