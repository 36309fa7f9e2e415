"""What a year would look like under other rules: before and after, for everybody (试算)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from deputies import points
from deputies.models import Deputy, RuleSet
from deputies.performance.appraisal import Grade, Scale
from deputies.performance.rules import Book


@dataclass(frozen=True, slots=True)
class Change:
    """One deputy's year as it is and as it would be."""

    deputy_id: int
    name: str
    before: Decimal
    after: Decimal
    grade_before: str
    grade_after: str

    @property
    def more(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Trial:
    """Everybody's year, those who would change most first; how many would stand in each grade."""

    rows: list[Change]
    grades: list[tuple[str, int, int]]

    @property
    def changed(self) -> int:
        return sum(1 for row in self.rows if row.more)


def of(rule_set: RuleSet, year: int) -> Trial:
    """The year as counted now beside the year had `rule_set` been in force from its first day on."""
    before = {one.deputy_id: one.total for one in points.accounts(None, year)}
    trial = Book([replace(rule_set.as_version(), from_on=date(year, 1, 1))])
    after = {one.deputy_id: one.total for one in points.accounts(None, year, rules=trial, until=0)}
    names = dict(Deputy.objects.filter(pk__in=list(before)).order_by().values_list("pk", "name"))
    now = _scale(year) or rule_set.scale
    rows = [
        Change(
            pk,
            names[pk],
            total,
            after[pk],
            now.grade(total).label,
            rule_set.scale.grade(after[pk]).label,
        )
        for pk, total in before.items()
    ]
    rows.sort(key=lambda row: (-abs(row.more), row.deputy_id))
    return Trial(rows, _grades(rows))


def _scale(year: int) -> Scale | None:
    rules = RuleSet.objects.on(date(year, 12, 31)).first()  # type: ignore[attr-defined]
    return rules.scale if rules else None


def _grades(rows: list[Change]) -> list[tuple[str, int, int]]:
    return [
        (
            grade.label,
            sum(1 for row in rows if row.grade_before == grade.label),
            sum(1 for row in rows if row.grade_after == grade.label),
        )
        for grade in Grade
    ]
