"""How much two concerns say the same: words weighted by rarity, place, nearness in time, category.

Pure: terms and weights in, a score from 0 to 1 and its reasons out (T27; product §3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import rjieba

from suggestions.vocabulary import words_of

#: What each part of the score is worth; together 1.
WORDS, PLACE, TIME, SUBJECT = 0.70, 0.16, 0.08, 0.06
#: Two concerns further apart than this (days) are not near in time.
NEAR_DAYS = 120
#: From here on a pair is offered, and from here on it is called nearly the same.
OFFERED, SAME = 0.30, 0.62
#: Words everybody writes: they tell nothing of the matter.
FILLERS = frozenset(
    words_of("""
        的 了 是 在 我 有 和 就 不 都 一 也 很 到 说 要 去 你 会 着 没 看 好 这 那 给 让 把 被 对 与 及 或
        吗 呢 我们 你们 他们 希望 反映 问题 解决 请问 尽快 一下 这个 那个 现在 已经 还是 就是 没有 不是
        可以 能够 政府 领导 有关 部门 相关 居民 群众 市民 您好 你好 尊敬 谢谢 感谢 多次 一直 经常 非常
        严重 影响 情况 进行 处理 请求 要求 建议 投诉 咨询 为什么 怎么 什么 是否 大家 各位 自己 因为
        所以 但是 而且 如果 以及
    """)
)


@dataclass(frozen=True)
class Told:
    """What is compared of a concern.

    `terms` are its words and character pairs, `place_terms` those of the place written down,
    `at` the path of its station, `on` the local day it was said.
    """

    terms: frozenset[str]
    on: date
    at: str = ""
    place_terms: frozenset[str] = frozenset()
    category: str = ""


@dataclass(frozen=True)
class Likeness:
    """A score from 0 to 1, and the Chinese reasons that made it."""

    score: float
    shared: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the two are nearly the same."""
        return self.score >= SAME


def compare(one: Told, other: Told, weights: Mapping[str, float], *, step: int = 4) -> Likeness:
    """How alike two concerns are; `weights` holds how telling each term is (missing: 5).

    `step` is the length of one level in a station's path.
    """
    by_words, shared = _by_words(one.terms, other.terms, weights)
    by_place, where = _by_place(one, other, step)
    days = abs((one.on - other.on).days)
    by_time = max(0.0, 1 - days / NEAR_DAYS)
    same_category = bool(one.category) and one.category == other.category
    # Place, time and category alone make nothing similar: they count as far as the words do.
    around = PLACE * by_place + TIME * by_time + SUBJECT * same_category
    score = WORDS * by_words + around * min(1.0, by_words * 2)
    reasons = [f"都提到{''.join(f'“{term}”' for term in shared[:4])}"] if shared else []
    reasons += [where] if where else []
    if by_time > 0:
        reasons.append(f"相隔{days}天" if days else "同一天")
    return Likeness(round(score, 3), tuple(shared), tuple(reasons))


def telling(terms: frozenset[str], weights: Mapping[str, float]) -> list[str]:
    """`terms` without fillers, the most telling first; longer ones first among equals."""
    kept = [term for term in terms if term not in FILLERS]
    return sorted(kept, key=lambda term: (-_weight(term, weights), -len(term), term))


def _weight(term: str, weights: Mapping[str, float]) -> float:
    """A single character tells less than a word."""
    return weights.get(term, 5.0) * (0.4 if len(term) == 1 else 1.0)


def _by_words(one, other, weights) -> tuple[float, list[str]]:
    """Weighted overlap: of the shorter text mostly, of both together in part."""
    mine, theirs = one - FILLERS, other - FILLERS
    shared = telling(frozenset(mine & theirs), weights)
    if not shared:
        return 0.0, []
    both = sum(_weight(term, weights) for term in shared)
    sizes = sorted(sum(_weight(term, weights) for term in side) for side in (mine, theirs))
    return 0.6 * both / sizes[0] + 0.4 * (2 * both / (sizes[0] + sizes[1])), _words_first(shared)


def _words_first(shared: list[str]) -> list[str]:
    """What is shown: longer words before the pairs they are made of."""
    shown: list[str] = []
    for term in sorted(shared, key=lambda term: -len(term)):
        if len(term) > 1 and not any(term in longer for longer in shown):
            shown.append(term)
    return [term for term in shown if _is_word(term)] or shown or shared


def _is_word(term: str) -> bool:
    """Whether the dictionary knows it, rather than two characters that only stand together."""
    return rjieba.cut(term) == [term]


def _by_place(one: Told, other: Told, step: int) -> tuple[float, str]:
    written = one.place_terms & other.place_terms
    if written and len(written) * 2 >= min(len(one.place_terms), len(other.place_terms)):
        return 1.0, "同一地点"
    if one.at and one.at == other.at:
        return 0.8, "同一站点"
    if one.at and one.at[: 2 * step] == other.at[: 2 * step] and len(one.at) >= 2 * step:
        return 0.35, "同一县区"
    return 0.0, ""
