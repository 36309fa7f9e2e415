"""代表结构: what a seat's deputies of a level are, term by term, without giving anybody away (F14)."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q

from deputies import charts
from deputies.models import Level, Mandate
from deputies.structure.bands import DIMENSIONS, Person, count
from deputies.structure.suppression import published
from liaison.documents import excel

#: So many terms are set side by side.
MOST_TERMS = 4
#: County and township congresses are elected in one round, some months apart.
ONE_ROUND = timedelta(days=366)
WITHHELD = "不列"
COLUMNS = [("维度", 14), ("届次", 16), ("类别", 18), ("人数", 10), ("占比", 10), ("说明", 30)]


@dataclass(frozen=True)
class Term:
    """One term of a level: what it is called, how many there are, and who they are."""

    name: str
    is_running: bool
    people: list[Person]

    @property
    def total(self) -> int:
        """在任代表（往届为届满时在任）."""
        return len(self.people)


@dataclass(frozen=True)
class Row:
    """A term in one dimension: each cell's number (None: withheld) and share (0 to 1)."""

    term: str
    total: int
    cells: list[tuple[str, int | None, float | None]]


@dataclass(frozen=True)
class Dimension:
    """One way to look at the deputies of a level: a row for each term, latest first."""

    key: str
    heading: str
    rows: list[Row]

    @property
    def labels(self) -> list[str]:
        return [label for label, _, _ in self.rows[0].cells] if self.rows else []

    @property
    def lines(self) -> list[dict]:
        """The table turned: a line for each cell, (number, share) of each term."""
        return [
            {"label": label, "cells": [row.cells[place][1:] for row in self.rows]}
            for place, label in enumerate(self.labels)
        ]

    @property
    def changes(self) -> str:
        """How the shares moved since the term before, in percentage points; what is withheld is not told."""
        if len(self.rows) < 2:
            return ""
        pairs = zip(self.rows[0].cells, self.rows[1].cells, strict=True)
        moved = [
            f"{label}{(now - before) * 100:+.1f} 个百分点"
            for (label, _, now), (_, _, before) in pairs
            if now is not None and before is not None and abs(now - before) >= 0.0005
        ]
        return "，".join(moved)

    @property
    def option(self) -> dict | None:
        """The chart; None when something of it is withheld, for bars can be measured."""
        full = [
            row for row in self.rows if row.total and all(n is not None for _, n, _ in row.cells)
        ]
        if not full:
            return None
        shown = [[round((share or 0) * 100, 1) for _, _, share in row.cells] for row in full]
        return charts.shares([row.term for row in full], self.labels, shown)


def levels(deputies, today: date) -> list[tuple[str, str, int]]:
    """The levels of which `deputies` (a QuerySet) hold running mandates: key, label, how many."""
    held = Mandate.objects.running(today).filter(deputy__in=deputies.order_by().values("pk"))
    found = dict(held.order_by().values_list("level").annotate(Count("pk")))
    return [(level.value, level.label, found[level]) for level in Level if level in found]


def terms(deputies, level: str, today: date) -> list[Term]:
    """The latest terms of `level` among `deputies`, latest first. One statement.

    This term counts mandates in force on `today`; a past one those that lasted to its end. Terms of
    several congresses of a level that end within a year of each other are one round of elections.
    """
    held = Mandate.objects.filter(level=level, deputy__in=deputies.order_by().values("pk"))
    running = Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gte=today))
    names = "sex", "ethnicity", "birth_month", "party", "structure"
    rows = held.filter(running | Q(end_reason=Mandate.End.TERM)).order_by("-to_on", "pk")
    rounds: list[_Round] = [_Round(None)]
    found = rows.values_list(
        "term", "to_on", "elected_on", "from_on", *(f"deputy__{n}" for n in names)
    )
    for term, to_on, elected_on, from_on, *facts in found:
        ended = to_on if to_on and to_on < today else None
        if ended and (rounds[-1].ended is None or rounds[-1].ended - ended > ONE_ROUND):
            rounds.append(_Round(ended))
        place = rounds[-1] if ended else rounds[0]
        place.names.add(term)
        place.people.append(Person(*facts, elected_on=elected_on or from_on))
    return [one.told() for one in rounds[:MOST_TERMS] if one.people]


@dataclass
class _Round:
    """The terms of a level that run now (`ended` None), or that ended together."""

    ended: date | None
    names: set[str] = field(default_factory=set)
    people: list[Person] = field(default_factory=list)

    def told(self) -> Term:
        several = "本届" if self.ended is None else f"{self.ended.year}年届满"
        name = next(iter(self.names)) if len(self.names) == 1 else several
        return Term(name, self.ended is None, self.people)


def dimensions(found: list[Term], k: int) -> list[Dimension]:
    """Every dimension of these terms, cells of fewer than `k` people withheld (suppression.py)."""
    return [
        Dimension(key, heading, _rows(found, key, k)) for key, (heading, _, _) in DIMENSIONS.items()
    ]


def _rows(found: list[Term], key: str, k: int) -> list[Row]:
    counted = [(term, count(term.people, key)) for term in found]
    labels = list(dict.fromkeys(label for _, cells in counted for label in cells))
    return [
        _row(term, {label: cells.get(label, 0) for label in labels}, k) for term, cells in counted
    ]


def _row(term: Term, cells: dict[str, int], k: int) -> Row:
    shown = published(cells, k=k)
    return Row(
        term.name,
        term.total,
        [
            (label, number, None if number is None else number / term.total)
            for label, number in shown.items()
        ],
    )


def workbook(title: str, found: list[Dimension], k: int) -> bytes:
    """The same figures as a spreadsheet; what the page withholds is withheld here."""
    note = f"少于 {k} 人的格及为防推算一并略去的格不列"
    lines = (
        [
            one.heading,
            row.term,
            label,
            WITHHELD if number is None else number,
            "" if share is None else f"{share:.1%}",
            note if number is None else "",
        ]
        for one in found
        for row in one.rows
        for label, number, share in [*row.cells, ("合计", row.total, 1.0)]
    )
    return excel.workbook(title, COLUMNS, lines)
