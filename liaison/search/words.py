"""How Chinese text is cut for the search index, and how a question is put to it.

The index holds the dictionary's words and every pair of neighbouring characters. Words find a text
whose parts stand in another order; pairs find names no dictionary knows, and do not depend on which
words a process has learnt.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

import rjieba
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import QuerySet, Value
from django.db.models.functions import Cast

#: Large enough for a learnt word to win over the dictionary's own.
FREQUENCY = 20_000
LONGEST_TEXT = 20_000
LONGEST_QUERY = 100
MOST_TERMS = 40
#: A longer stretch of letters and digits is no word; the index takes its beginning.
LONGEST_TERM = 40

_RUNS = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def load_words(words: Iterable[str]) -> int:
    """Teach this process names the dictionary lacks (stations, places); returns how many."""
    learnt = {word for word in (_plain(word) for word in words) if len(word) > 1}
    for word in learnt:
        rjieba.add_word(word, FREQUENCY, "nz")
    return len(learnt)


def segment(text: str) -> str:
    """The words and character pairs of `text`, joined by spaces, for `to_tsvector('simple', …)`."""
    terms: dict[str, None] = {}
    for run in _runs(text[:LONGEST_TEXT]):
        terms.update(dict.fromkeys(_words(run)))
        terms.update(dict.fromkeys(_pairs(run)))
    return " ".join(terms)


def vector(*texts: str) -> Cast:
    """What is stored in a `SearchVectorField`: the first text (a title) weighs most.

    Set by the action that writes the texts: `concern.words = words.vector(title, text)`. The
    lexemes are given as they are, so that the server's parser and locale have no say in them.
    """
    return Cast(Value(lexemes(*texts)), SearchVectorField())


def lexemes(*texts: str) -> str:
    """The same as text, for a bulk load: every term quoted, with its weight."""
    return " ".join(
        f"'{term}':1{weight}"
        for text, weight in zip(texts, "ABCD", strict=False)
        for term in segment(text).split()
    )


def raw_query(text: str) -> str:
    """The tsquery for what a person typed: all its words, or all its character pairs, in any order.

    A single character finds what begins with it. Empty when nothing searchable was typed.
    """
    words, pairs = [], []
    for run in _runs(text[:LONGEST_QUERY]):
        cut = rjieba.cut(run) if _HAN.match(run) else [run[:LONGEST_TERM]]
        words += [_quoted(word) for word in cut if len(word) > 1 or len(run) == 1]
        pairs += [_quoted(pair) for pair in _pairs(run) or [run]]
    both = [" & ".join(dict.fromkeys(terms[:MOST_TERMS])) for terms in (words, pairs) if terms]
    return " | ".join(f"({side})" for side in dict.fromkeys(both))


def query(text: str) -> SearchQuery | None:
    """`raw_query` for a filter `words=query(text)`; None when nothing searchable was typed."""
    raw = raw_query(text)
    return SearchQuery(raw, config="simple", search_type="raw") if raw else None


def matching(queryset: QuerySet, text: str, field: str = "words") -> QuerySet:
    """The rows whose `field` matches what was typed; all for blank, none for only punctuation."""
    if not text.strip():
        return queryset
    asked = query(text)
    return queryset.none() if asked is None else queryset.filter(**{field: asked})


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().strip()


def _runs(text: str) -> Iterator[str]:
    """Stretches of Chinese characters, and of Latin letters and digits."""
    return (found.group() for found in _RUNS.finditer(_plain(text)))


def _words(run: str) -> list[str]:
    if not _HAN.match(run):
        return [run[:LONGEST_TERM]]
    # The last character stands alone too, so that a single character is found wherever it stands.
    return [*rjieba.cut_for_search(run), run[-1]]


def _pairs(run: str) -> list[str]:
    if not _HAN.match(run):
        return [run[:LONGEST_TERM]]
    return [first + second for first, second in pairwise(run)]


def _quoted(term: str) -> str:
    """A term of a tsquery: single Chinese characters and short codes match as beginnings."""
    is_beginning = len(term) == 1 or not _HAN.match(term)
    return f"'{term}':*" if is_beginning else f"'{term}'"
