"""How telling a term is: the fewer texts it stands in, the more it weighs (inverse frequency).

The frequencies are those the database gathers for its own planner (`pg_stats`), so that nothing
has to be counted and kept. A column never analysed knows no frequencies; then all terms weigh alike.
"""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

#: How long a process goes by what it read (seconds).
FRESH_SECONDS = 600
#: The weight of a term where nothing is known, and the least and most any term weighs.
PLAIN, LEAST, MOST = 5.0, 0.3, 12.0
#: Fewer rows than this say nothing of how common a term is.
FEWEST_ROWS = 1_000


@dataclass(frozen=True)
class Rarity:
    """The frequencies of the commonest terms; whatever is not among them is rare."""

    frequencies: dict[str, float] = field(default_factory=dict)
    rest: float = 0.0
    rows: int = 0

    def frequency(self, term: str) -> float:
        """The share of rows `term` stands in, as the planner knows it; 0 when nothing is known."""
        return self.frequencies.get(term, self.rest)

    def expected(self, term: str) -> float:
        """About how many rows hold `term`."""
        return self.frequency(term) * self.rows

    def weight(self, term: str) -> float:
        """How telling `term` is: ln(1/frequency), between LEAST and MOST."""
        share = self.frequency(term)
        return max(LEAST, min(MOST, -math.log(share))) if 0 < share <= 1 else PLAIN

    def weights(self, terms: Iterable[str]) -> dict[str, float]:
        """The weight of each of `terms`."""
        return {term: self.weight(term) for term in terms}


_kept: dict[tuple[str, str, str], tuple[float, Rarity]] = {}


def of(table: str, column: str) -> Rarity:
    """What the database knows of the terms of this tsvector column; read again every ten minutes."""
    key = (str(connection.settings_dict["NAME"]), table, column)
    read_at, known = _kept.get(key, (0.0, Rarity()))
    if known.frequencies and time.monotonic() - read_at < FRESH_SECONDS:
        return known
    found = _read(table, column)
    _kept[key] = (time.monotonic(), found)
    return found


def _read(table: str, column: str) -> Rarity:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs,"
            " (SELECT GREATEST(reltuples, 0) FROM pg_class WHERE oid = %s::regclass)"
            " FROM pg_stats WHERE tablename = %s AND attname = %s",
            [table, table, column],
        )
        row = cursor.fetchone()
    if row is None or not row[0]:
        return Rarity()
    terms, shares, rows = row
    if rows < FEWEST_ROWS:
        return Rarity()
    # The list ends with the smallest and the largest frequency of all.
    known = dict(zip(terms, shares, strict=False))
    return Rarity(known, rest=min(known.values()) / 2, rows=int(rows))
