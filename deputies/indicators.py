"""编组进站率: how many deputies in office belong to a station, and who does not (T11)."""

from dataclasses import dataclass
from datetime import date

from deputies.models import Level


@dataclass(frozen=True)
class Coverage:
    """Deputies in office on a day, and those of them assigned to a station (persons, not mandates)."""

    in_office: int
    assigned: int

    @property
    def missing(self) -> int:
        return self.in_office - self.assigned

    @property
    def percent(self) -> str:
        """Share in per cent to two places, cut and not rounded: 100% only when nobody is missing."""
        if not self.in_office:
            return "—"
        hundredths = self.assigned * 10_000 // self.in_office
        whole, rest = divmod(hundredths, 100)
        return f"{whole}.{rest:02}".rstrip("0").rstrip(".") + "%"


def coverage(deputies, today: date) -> Coverage:
    """The coverage on `today` (a local date) among `deputies` (a QuerySet): two counts."""
    in_office = deputies.in_office(today).count()
    return Coverage(in_office, in_office - deputies.unassigned(today).count())


def coverage_by_level(deputies, today: date) -> list[tuple[str, Coverage]]:
    """The coverage among the holders of each level's mandates, highest level first."""
    return [
        (level.label, coverage(deputies.with_mandate(today, level=level), today)) for level in Level
    ]
