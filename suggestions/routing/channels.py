"""Which channel speaks for a text: what each rule is worth, and the sentence it says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from suggestions import vocabulary as words
from suggestions.routing.parts import (
    CHANNEL_LABELS,
    DIRECT,
    HOTLINE,
    STATION,
    SUGGESTION,
    Past,
    Rule,
)
from suggestions.routing.texts import hits, quoted
from suggestions.routing.units import Ranked

#: What a rule that speaks is worth; the channel with the most points is proposed.
GUARD_POINTS, GRAVE_POINTS, SCOPE_POINTS, MANY_UNITS_POINTS = 7, 6, 2, 2
EVERYDAY_POINTS, CONSULT_POINTS, PAST_POINTS = 3, 3, 2
MANY_UNITS = 3
#: The built-in rules by the keys a decision records, as the hit-rate page names them.
BUILT_IN = {
    "guard": "不属于本平台受理范围的用语",
    "grave": "事关重大的用语",
    "scope": "涉及面广的用语",
    "everyday": "日常具体事项",
    "consult": "政策或办事咨询",
    "single": "只涉及一件具体事项",
    "units": "涉及多个单位",
    "past": "以往同类",
    "": "没有命中规则",
}

#: A rule's key, the channel it speaks for, its points, what it says.
Spoken = tuple[str, str, int, str]


def spoken(
    text: str, ranked: Ranked, similar: Sequence[Past], rules: Sequence[Rule]
) -> list[Spoken]:
    """Everything said for some channel; `text` is plain, `rules` those that hit it."""
    said = [*_from_staff(rules), *_from_words(text), *_from_units(ranked)]
    if ranked and not said:
        said.append(("single", HOTLINE, 1, "只涉及一件具体事项，没有涉及政策和多个部门的用语。"))
    return [*said, *_from_past(similar)]


def choose(said: Iterable[Spoken]) -> tuple[str, str]:
    """The channel with the most points (the gentler one when equal), and how sure that is."""
    points: Counter[str] = Counter()
    for _, channel, worth, _ in said:
        points[channel] += worth
    if not points:
        return STATION, "low"
    order = (STATION, HOTLINE, SUGGESTION, DIRECT)
    best = max(order, key=lambda channel: (points[channel], -order.index(channel)))
    rest = max(points[channel] for channel in order if channel != best)
    lead = points[best] - rest
    if points[best] >= EVERYDAY_POINTS and lead >= EVERYDAY_POINTS:
        return best, "high"
    return best, "medium" if lead >= 1 and points[best] > 1 else "low"


def guarded(text: str) -> str:
    """What this is when it is not for this platform, else nothing."""
    for vocabulary, matter, _ in words.GUARDS:
        if found := hits(text, vocabulary):
            return f"提到{quoted(found)}，{matter}"
    return ""


def _from_staff(rules: Sequence[Rule]) -> Iterator[Spoken]:
    for rule in rules:
        if rule.channel:
            yield rule.key, rule.channel, rule.points, f"{rule.reason}（规则“{rule.name}”）"


def _from_words(text: str) -> Iterator[Spoken]:
    if not_here := guarded(text):
        yield "guard", STATION, GUARD_POINTS, f"{not_here}，宜在站内说明并引导依法反映。"
    if grave := hits(text, words.GRAVE_WORDS):
        sentence = f"提到{quoted(grave)}，事关重大，可考虑直报，由有权人员决定。"
        yield "grave", DIRECT, GRAVE_POINTS, sentence
    if scope := hits(text, words.SCOPE_WORDS):
        sentence = f"提到{quoted(scope)}，涉及面广，宜由代表研究后提出建议。"
        yield "scope", SUGGESTION, SCOPE_POINTS * min(len(scope), 3), sentence
    if everyday := hits(text, words.EVERYDAY):
        sentence = f"{quoted(everyday)}是日常具体事项，宜由一个单位快办快结。"
        yield "everyday", HOTLINE, EVERYDAY_POINTS, sentence
    asks = hits(text, words.CONSULT_WORDS)
    if asks and not hits(text, words.COMPLAINT_WORDS):
        sentence = f"提到{quoted(asks)}，是政策或办事咨询，可当场答复。"
        yield "consult", STATION, CONSULT_POINTS, sentence


def _from_units(ranked: Ranked) -> Iterator[Spoken]:
    if len(ranked) >= MANY_UNITS:
        sentence = f"涉及{len(ranked)}个单位的职能，需要会商办理。"
        yield "units", SUGGESTION, MANY_UNITS_POINTS, sentence


def _from_past(similar: Sequence[Past]) -> Iterator[Spoken]:
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
    yield "past", channel, PAST_POINTS * (count > 1) + (happy > unhappy), sentence
