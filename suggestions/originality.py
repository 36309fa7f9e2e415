"""Whether a deputy's text is an own text, or a resident's letter passed on (facts §2.4, 代转群众来信)."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

#: At this likeness a text counts as the same words.
SAME_WORDS = 0.85
#: Longer texts are compared by their beginning: enough to know a copy, and quick.
COMPARED_LENGTH = 3000

_NOT_WORDS = re.compile(r"[\W_]+")


def merely_forwards(text: str, sources: Iterable[str]) -> bool:
    """Whether `text` only repeats one of `sources` or all of them strung together.

    Punctuation and white space do not count. An empty text forwards nothing, so it is not one
    (the form asks for words first).
    """
    own = _bare(text)
    if not own:
        return False
    told = [bare for bare in map(_bare, sources) if bare]
    return any(_same(own, source) for source in [*told, "".join(told)])


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", text)[:COMPARED_LENGTH]


def _same(own: str, source: str) -> bool:
    if not source:
        return False
    if own in source:
        return True
    matcher = SequenceMatcher(None, own, source, autojunk=False)
    return matcher.quick_ratio() >= SAME_WORDS and matcher.ratio() >= SAME_WORDS
