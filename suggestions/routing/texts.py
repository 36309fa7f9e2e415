"""How a concern's text is read for words: folded, never further than a few thousand characters."""

import unicodedata
from collections.abc import Iterable

#: No text is read further than this (characters): the longest real ones have about 5,000.
LONGEST = 8_000
SHOWN_WORDS = 4


def plain(text: str) -> str:
    """Full-width letters and digits as plain ones, blanks gone: what the words are looked for in."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    return "".join(folded.split())


def hits(text: str, vocabulary: Iterable[str]) -> list[str]:
    """The words of `vocabulary` that stand in `text` (already `plain`)."""
    return [word for word in vocabulary if word in text]


def times(text: str, found: Iterable[str]) -> float:
    """How much these words weigh: a word said three times is not three times as telling."""
    return sum(1 + min(text.count(word) - 1, 2) / 2 for word in found)


def quoted(found: Iterable[str]) -> str:
    """The first few words, each in quotation marks."""
    return "".join(f"“{word}”" for word in list(dict.fromkeys(found))[:SHOWN_WORDS])
