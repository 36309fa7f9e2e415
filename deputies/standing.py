"""The stations of a month and the deputies of a year, summed up: who owes, who has met it, who is short."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from deputies.models import Level
from deputies.obligations import DeputyYear, Span, StationMonth

#: Stands for “no station” where stations are keys.
NOWHERE = 0
LEVELS = {level.value: level.label for level in Level}


@dataclass(frozen=True)
class Month:
    """A month of all stations at or below a node."""

    span: Span
    rows: list[StationMonth]
    is_closed: bool = False

    def narrowed(self, inside: Collection[int]) -> "Month":
        """The same month, of the stations `inside` (their keys) alone."""
        return Month(self.span, [row for row in self.rows if row.pk in inside], self.is_closed)

    @property
    def owing(self) -> list[StationMonth]:
        return [row for row in self.rows if row.is_owing]

    @property
    def met(self) -> list[StationMonth]:
        return [row for row in self.rows if row.is_met]

    @property
    def short(self) -> list[StationMonth]:
        return [row for row in self.rows if row.is_short]

    @property
    def will_miss(self) -> list[StationMonth]:
        return [row for row in self.rows if row.will_miss]

    @property
    def rate(self) -> float | None:
        return rate(len(self.met), len(self.owing))

    def as_json(self) -> dict:
        """The month as plain JSON, those short by name."""
        short = [
            {"code": row.code, "name": row.name, "owed": row.required, "held": row.held}
            for row in self.short
        ]
        return {
            "month": f"{self.span.first:%Y-%m}",
            "closed": self.is_closed,
            "stations": len(self.rows),
            "owing": len(self.owing),
            "met": len(self.met),
            "rate": self.rate,
            "short": short,
            "will_miss": [row.code for row in self.will_miss],
        }


@dataclass(frozen=True)
class Year:
    """A year of all deputies at or below a node."""

    span: Span
    rows: list[DeputyYear]
    is_closed: bool = False

    def narrowed(
        self, inside: Collection[int], *, with_unplaced: bool, homes: Mapping[int, Sequence[int]]
    ) -> "Year":
        """The same year, of those alone who belong to a station `inside` (their keys).

        with_unplaced: those who belong to no station too. homes: what `by_station` says of these
        rows, so that narrowing to many nodes does not read every row for each of them.
        """
        wanted = [*inside, NOWHERE] if with_unplaced else inside
        places = sorted({place for key in wanted for place in homes.get(key, ())})
        return Year(self.span, [self.rows[place] for place in places], self.is_closed)

    def by_station(self) -> dict[int, list[int]]:
        """station → the places in `rows` of those who belong to it; NOWHERE: to none."""
        homes: dict[int, list[int]] = defaultdict(list)
        for place, row in enumerate(self.rows):
            for station in row.stations or (NOWHERE,):
                homes[station].append(place)
        return homes

    @property
    def owing(self) -> list[DeputyYear]:
        return [row for row in self.rows if row.owed]

    @property
    def met(self) -> list[DeputyYear]:
        return [row for row in self.owing if not row.is_short]

    @property
    def short(self) -> list[DeputyYear]:
        return [row for row in self.rows if row.is_short]

    @property
    def will_miss(self) -> list[DeputyYear]:
        return [row for row in self.rows if row.will_miss]

    @property
    def rate(self) -> float | None:
        return rate(len(self.met), len(self.owing))

    def by_level(self) -> list[tuple[str, "Year"]]:
        """The year of the holders of each level; who holds two stands in both."""
        return [
            (label, Year(self.span, [row for row in self.rows if key in row.levels]))
            for key, label in LEVELS.items()
        ]

    def as_json(self) -> dict:
        """The year as plain JSON, those short by name."""
        short = [
            {"deputy": row.pk, "name": row.name, "owed": row.owed, "done": row.done}
            for row in self.short
        ]
        return {
            "year": self.span.first.year,
            "closed": self.is_closed,
            "deputies": len(self.rows),
            "owing": len(self.owing),
            "met": len(self.met),
            "rate": self.rate,
            "levels": {
                key: {"deputies": len(part.rows), "short": len(part.short)}
                for key, (_, part) in zip(LEVELS, self.by_level(), strict=True)
            },
            "short": short,
            "will_miss": [row.pk for row in self.will_miss],
        }


def rate(part: int, whole: int) -> float | None:
    """`part` of `whole` in per cent, one decimal, cut and not rounded; None for nothing owed."""
    return part * 1000 // whole / 10 if whole else None
