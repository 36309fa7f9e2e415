"""Which channel and which unit a concern is proposed for, with reasons a person can read.

Pure: words in, a proposal out (T27). Every rule that spoke is told in a sentence; a person decides.
"""

from collections.abc import Iterator, Sequence

from suggestions import vocabulary
from suggestions.routing import categories, channels
from suggestions.routing.categories import guess_category
from suggestions.routing.channels import BUILT_IN
from suggestions.routing.parts import (
    CHANNEL_LABELS,
    DIRECT,
    HOTLINE,
    STATION,
    SUGGESTION,
    Category,
    Guess,
    Past,
    Proposal,
    Rule,
    Unit,
)
from suggestions.routing.texts import hits, plain, quoted
from suggestions.routing.units import rank
from suggestions.routing.units import reasons as about_units

__all__ = [
    "BUILT_IN",
    "CHANNEL_LABELS",
    "DIRECT",
    "HOTLINE",
    "STATION",
    "SUGGESTION",
    "Category",
    "Guess",
    "Past",
    "Proposal",
    "Rule",
    "Unit",
    "guess_category",
    "propose",
    "rule_hits",
]

EMERGENCY = "如有人身危险，请先让诉求人立即拨打 110（公安）、119（消防）或 120（急救）。"


def propose(
    text: str,
    *,
    category: str = "",
    guess: Guess | None = None,
    units: Sequence[Unit] = (),
    similar: Sequence[Past] = (),
    rules: Sequence[Rule] = (),
    place: str = "",
) -> Proposal:
    """The channel, unit and category for a concern's words (title and text together).

    `category` is the officer's choice; "" goes by `guess` (a classifier's), else by the words.
    `rules` are those staff wrote, `place` the path of the station it was said at. Always gives at
    least one reason; never raises for any text. Source: T21, T27; facts §3.2.
    """
    if not category and guess is None:
        guess = Guess(*guess_category(text))
    text = plain(text)
    category, about = categories.say(guess, category)
    spoke = [rule for rule in rules if rule_hits(rule, text, category, place)]
    ranked = rank(text, category, units, spoke)
    said = channels.spoken(text, ranked, similar, spoke)
    channel, confidence = channels.choose(said)
    reasons = [about, *(sentence for _, to, _, sentence in said if to == channel)]
    reasons += about_units(ranked)
    if not said:
        reasons.append("没有命中明确的规则，请人工判断；先在站内了解清楚也可以。")
    unit = ranked[0][0] if ranked else None
    return Proposal(
        channel=channel,
        unit_pk=unit.pk if unit else None,
        unit_name=unit.name if unit else "",
        category=category,
        reasons=tuple(reasons),
        warnings=tuple(_warnings(text)),
        confidence=confidence,
        rules=tuple(key for key, to, _, _ in said if to == channel),
        past=tuple(similar),
    )


def rule_hits(rule: Rule, text: str, category: str, place: str) -> bool:
    """Whether `rule` speaks for this `text` (plain), category and place (a station's path)."""
    if rule.category and rule.category != category:
        return False
    if not place.startswith(rule.place) or hits(text, map(plain, rule.without)):
        return False
    found = hits(text, map(plain, rule.words))
    return len(found) == len(rule.words) if rule.needs_all else bool(found)


def _warnings(text: str) -> Iterator[str]:
    """What to look at first: danger to life, then matters with a lawful road of their own (T21)."""
    danger = hits(text, vocabulary.DANGER_WORDS) or hits(text, vocabulary.GRAVE_WORDS)
    if danger:
        yield f"提到{quoted(danger)}。{EMERGENCY}"
    for words, matter, road in vocabulary.GUARDS:
        if found := hits(text, words):
            yield f"提到{quoted(found)}，{matter}，建议不予受理并告知合法途径：{road}。"
