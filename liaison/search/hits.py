"""Where in a text the words asked for stand: to be shown marked, and in an excerpt around them."""

import re
from collections.abc import Iterable

import rjieba

AROUND = 18
#: No text is looked through further than this (characters).
LONGEST = 6_000

Piece = tuple[str, bool]


def terms(asked: str) -> list[str]:
    """The words of what was typed, the whole first, so that the longest hit wins."""
    asked = asked.strip()
    words = [word.strip() for word in rjieba.cut(asked[:100])]
    kept = [word for word in words if len(word) > 1 or len(asked) == 1]
    return sorted({*kept, *(part for part in asked.split() if part)}, key=lambda one: -len(one))


def pieces(text: str, asked: Iterable[str]) -> list[Piece]:
    """`text` cut into pieces, each told whether it is a hit; one piece when there is none."""
    wanted = [re.escape(term) for term in asked if term]
    if not wanted:
        return [(text, False)]
    cut = re.split(f"({'|'.join(wanted)})", text[:LONGEST], flags=re.IGNORECASE)
    return [(piece, bool(place % 2)) for place, piece in enumerate(cut) if piece]


def excerpt(text: str, asked: Iterable[str]) -> list[Piece]:
    """The neighbourhood of the first hit, cut into pieces; empty without a hit."""
    wanted = [re.escape(term) for term in asked if term]
    found = re.search("|".join(wanted), text[:LONGEST], re.IGNORECASE) if wanted else None
    if found is None:
        return []
    begin, end = max(0, found.start() - AROUND), found.end() + 2 * AROUND
    around = " ".join(text[begin:end].split())
    before, after = "…" if begin else "", "…" if end < len(text) else ""
    return pieces(f"{before}{around}{after}", asked)
