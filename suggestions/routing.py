"""Which channel and which unit a concern is proposed for, with reasons a person can read.

Pure: words in, a proposal out (T27). Every rule that spoke is told in a sentence; a person decides.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db.models import TextChoices

from suggestions import vocabulary as words


class Category(TextChoices):
    """What a concern is about (诉求类别, first level)."""

    CONSTRUCTION = "construction", "城乡建设"
    TRANSPORT = "transport", "交通运输"
    ENVIRONMENT = "environment", "环境保护"
    LABOUR = "labour", "劳动和社会保障"
    EDUCATION = "education", "教育文体"
    HEALTH = "health", "卫生计生"
    COMMERCE = "commerce", "商贸旅游"
    RURAL = "rural", "农村农业"
    CIVIL = "civil", "民政"
    JUSTICE = "justice", "政法"
    LAND = "land", "国土资源"
    ECONOMY = "economy", "经济管理"
    TECHNOLOGY = "technology", "科技与信息产业"
    PARTY = "party", "党务政务"
    OTHER = "other", "其他"


#: The channels by the names `models.Channel` stores; a test holds the two together.
STATION, HOTLINE, SUGGESTION, DIRECT = "station", "hotline", "suggestion", "direct"
CHANNEL_LABELS = {
    STATION: "站内答复",
    HOTLINE: "12345 代表通道",
    SUGGESTION: "代表建议",
    DIRECT: "《代表之声》直报",
}
#: What a rule that speaks is worth; the channel with the most points is proposed.
GUARD_POINTS, GRAVE_POINTS, SCOPE_POINTS, MANY_UNITS_POINTS = 7, 6, 2, 2
EVERYDAY_POINTS, CONSULT_POINTS, PAST_POINTS = 3, 3, 2
DECISIVE, LEANING = 3, 1
MANY_UNITS = 3
#: No text is read further than this (characters): the longest real ones have about 5,000.
LONGEST = 8_000
SHOWN_WORDS = 4
EMERGENCY = "如有人身危险，请先让诉求人立即拨打 110（公安）、119（消防）或 120（急救）。"


@dataclass(frozen=True)
class Unit:
    """A unit that may answer: its names, the key words of its duties, the categories it serves."""

    pk: int
    name: str
    aliases: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Past:
    """A similar concern of before and how it went; `satisfied` is None while nobody rated it."""

    number: str
    channel: str
    unit: str = ""
    satisfied: bool | None = None


@dataclass(frozen=True)
class Proposal:
    """What the rules propose, and why; `warnings` are what to look at before anything else."""

    channel: str
    unit_pk: int | None
    unit_name: str
    category: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    confidence: str

    def as_json(self) -> dict:
        """The proposal as stored with the concern, the channel's name with it."""
        return asdict(self) | {
            "channel_label": CHANNEL_LABELS[self.channel],
            "reasons": list(self.reasons),
            "warnings": list(self.warnings),
        }


def propose(
    text: str, *, category: str = "", units: Sequence[Unit] = (), similar: Sequence[Past] = ()
) -> Proposal:
    """The channel, unit and category for a concern's words (title and text together).

    `category` is the officer's choice ("" lets the words decide). Always gives at least one
    reason; never raises for any text. Source: T21, T27; facts §3.2.
    """
    text = _plain(text)
    category, about = _category(text, category)
    ranked = _rank(text, category, units)
    points, said = _weigh(text, ranked, similar)
    channel, confidence = _choose(points)
    unit = ranked[0][0] if ranked else None
    reasons = [about, *said.get(channel, ()), *_unit_reasons(ranked)]
    if not points:
        reasons.append("没有命中明确的规则，请人工判断；先在站内了解清楚也可以。")
    return Proposal(
        channel=channel,
        unit_pk=unit.pk if unit else None,
        unit_name=unit.name if unit else "",
        category=category,
        reasons=tuple(reason for reason in reasons if reason),
        warnings=tuple(_warnings(text)),
        confidence=confidence,
    )


def guess_category(text: str) -> tuple[Category, tuple[str, ...]]:
    """The category most of the words point to, with those words; OTHER when none does."""
    text = _plain(text)
    scores: dict[str, float] = {}
    hits: dict[str, list[str]] = {}
    for key, (decisive, leaning) in words.CATEGORY_WORDS.items():
        strong, weak = _hits(text, decisive), _hits(text, leaning)
        scores[key] = DECISIVE * _times(text, strong) + LEANING * _times(text, weak)
        hits[key] = strong + weak
    best = max(scores, key=lambda key: scores[key])
    if not scores[best]:
        return Category.OTHER, ()
    return Category(best), tuple(hits[best])


def _plain(text: str) -> str:
    """Full-width letters and digits as plain ones, blanks gone: what the words are looked for in."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    return "".join(folded.split())


def _hits(text: str, vocabulary: Iterable[str]) -> list[str]:
    return [word for word in vocabulary if word in text]


def _times(text: str, found: Iterable[str]) -> float:
    """How much these words weigh: a word said three times is not three times as telling."""
    return sum(1 + min(text.count(word) - 1, 2) / 2 for word in found)


def _quoted(found: Iterable[str]) -> str:
    return "".join(f"“{word}”" for word in list(dict.fromkeys(found))[:SHOWN_WORDS])


def _category(text: str, chosen: str) -> tuple[str, str]:
    if chosen in Category.values and chosen:
        return chosen, f"类别为{Category(chosen).label}。"
    guess, found = guess_category(text)
    if not found:
        return guess, "没有认出类别，暂列“其他”。"
    return guess, f"提到{_quoted(found)}，类别像是{guess.label}。"


def _rank(text: str, category: str, units: Sequence[Unit]) -> list[tuple[Unit, int, list[str]]]:
    """Units the words point to, best first: (unit, points, the words that hit)."""
    wanted = [(word, duty) for word, duty in words.EVERYDAY.items() if word in text]
    found = []
    for unit in units:
        named = _hits(text, (unit.name, *unit.aliases))
        duties = [word for word, duty in wanted if duty in unit.duties]
        duties += _hits(text, unit.duties)
        points = 4 * bool(named) + 3 * len(set(duties)) + (category in unit.categories)
        if named or duties:
            found.append((unit, points, named + duties))
    return sorted(found, key=lambda row: (-row[1], row[0].pk))


def _unit_reasons(ranked: Sequence[tuple[Unit, int, list[str]]]) -> Iterable[str]:
    if not ranked:
        yield "没有认出承办单位，请人工指定。"
        return
    unit, _, hits = ranked[0]
    yield f"{_quoted(hits)}属于{unit.name}职能。"
    if others := [row[0].name for row in ranked[1:3]]:
        yield f"也可能涉及{'、'.join(others)}。"


Spoken = Iterable[tuple[str, int, str]]


def _weigh(
    text: str, ranked: Sequence[tuple[Unit, int, list[str]]], similar: Sequence[Past]
) -> tuple[Counter, dict[str, list[str]]]:
    """Points of each channel, and what the rules that gave them say."""
    points: Counter[str] = Counter()
    said: dict[str, list[str]] = {}
    spoken = [*_from_words(text), *_from_units(ranked)]
    if ranked and not spoken:
        spoken.append((HOTLINE, 1, "只涉及一件具体事项，没有涉及政策和多个部门的用语。"))
    for channel, worth, sentence in (*spoken, *_from_past(similar)):
        points[channel] += worth
        said.setdefault(channel, []).append(sentence)
    return points, said


def _from_words(text: str) -> Spoken:
    if guarded := _guarded(text):
        yield STATION, GUARD_POINTS, f"{guarded}，宜在站内说明并引导依法反映。"
    if grave := _hits(text, words.GRAVE_WORDS):
        sentence = f"提到{_quoted(grave)}，事关重大，可考虑直报，由有权人员决定。"
        yield DIRECT, GRAVE_POINTS, sentence
    if scope := _hits(text, words.SCOPE_WORDS):
        sentence = f"提到{_quoted(scope)}，涉及面广，宜由代表研究后提出建议。"
        yield SUGGESTION, SCOPE_POINTS * min(len(scope), 3), sentence
    if everyday := _hits(text, words.EVERYDAY):
        yield HOTLINE, EVERYDAY_POINTS, f"{_quoted(everyday)}是日常具体事项，宜由一个单位快办快结。"
    asks = _hits(text, words.CONSULT_WORDS)
    if asks and not _hits(text, words.COMPLAINT_WORDS):
        yield STATION, CONSULT_POINTS, f"提到{_quoted(asks)}，是政策或办事咨询，可当场答复。"


def _from_units(ranked: Sequence[tuple[Unit, int, list[str]]]) -> Spoken:
    if len(ranked) >= MANY_UNITS:
        yield SUGGESTION, MANY_UNITS_POINTS, f"涉及{len(ranked)}个单位的职能，需要会商办理。"


def _from_past(similar: Sequence[Past]) -> Spoken:
    """What similar concerns of before speak for: the channel most of them took."""
    taken = Counter(past.channel for past in similar if past.channel in CHANNEL_LABELS)
    if not taken:
        return
    channel, count = max(taken.items(), key=lambda item: (item[1], item[0]))
    rated = [past.satisfied for past in similar if past.channel == channel]
    happy = sum(1 for satisfied in rated if satisfied)
    unhappy = sum(1 for satisfied in rated if satisfied is False)
    sentence = f"以往同类{count}件经{CHANNEL_LABELS[channel]}办理，{happy}件满意"
    sentence += f"，{unhappy}件不满意。" if unhappy else "。"
    yield channel, PAST_POINTS * (count > 1) + (happy > unhappy), sentence


def _choose(points: Counter) -> tuple[str, str]:
    """The channel with the most points (the gentler one when equal), and how sure that is."""
    if not points:
        return STATION, "low"
    order = (STATION, HOTLINE, SUGGESTION, DIRECT)
    best = max(order, key=lambda channel: (points[channel], -order.index(channel)))
    rest = max(points[channel] for channel in order if channel != best)
    lead = points[best] - rest
    if points[best] >= EVERYDAY_POINTS and lead >= EVERYDAY_POINTS:
        return best, "high"
    return best, "medium" if lead >= 1 and points[best] > 1 else "low"


def _guarded(text: str) -> str:
    """What this is when it is not for this platform, else nothing."""
    for vocabulary, matter, _ in words.GUARDS:
        if found := _hits(text, vocabulary):
            return f"提到{_quoted(found)}，{matter}"
    return ""


def _warnings(text: str) -> Iterable[str]:
    """What to look at first: danger to life, then matters with a lawful road of their own (T21)."""
    danger = _hits(text, words.DANGER_WORDS) or _hits(text, words.GRAVE_WORDS)
    if danger:
        yield f"提到{_quoted(danger)}。{EMERGENCY}"
    for vocabulary, matter, road in words.GUARDS:
        if found := _hits(text, vocabulary):
            yield f"提到{_quoted(found)}，{matter}，建议不予受理并告知合法途径：{road}。"
