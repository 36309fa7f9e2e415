"""Which unit a text points to: names said in it, duties it touches, rules that name one."""

from collections.abc import Iterable, Sequence

from suggestions import vocabulary as words
from suggestions.routing.parts import Rule, Unit
from suggestions.routing.texts import hits, quoted

NAMED, DUTY = 4, 3
#: Units best first: (unit, points, the words that hit).
Ranked = Sequence[tuple[Unit, int, list[str]]]


def rank(text: str, category: str, units: Sequence[Unit], rules: Sequence[Rule] = ()) -> Ranked:
    """Units the words (of `text`, plain) and the `rules` that hit point to, best first."""
    wanted = [(word, duty) for word, duty in words.EVERYDAY.items() if word in text]
    found = []
    for unit in units:
        named = hits(text, (unit.name, *unit.aliases))
        duties = [word for word, duty in wanted if duty in unit.duties]
        duties += hits(text, unit.duties)
        points = NAMED * bool(named) + DUTY * len(set(duties)) + (category in unit.categories)
        ruled = [rule for rule in rules if rule.unit_pk == unit.pk]
        points += sum(rule.points for rule in ruled)
        from_rules = [word for rule in ruled for word in hits(text, rule.words)]
        if named or duties or ruled:
            found.append((unit, points, [*from_rules, *named, *duties]))
    return sorted(found, key=lambda row: (-row[1], row[0].pk))


def reasons(ranked: Ranked) -> Iterable[str]:
    """Why the first unit, and who else it may concern."""
    if not ranked:
        yield "没有认出承办单位，请人工指定。"
        return
    unit, _, said = ranked[0]
    yield f"{quoted(said)}属于{unit.name}职能。"
    if others := [row[0].name for row in ranked[1:3]]:
        yield f"也可能涉及{'、'.join(others)}。"
