"""Which line of the tree of subjects a text points to, and how the tree is offered in a list."""

from collections.abc import Sequence
from typing import Protocol

from suggestions.routing.texts import plain

#: Names that say nothing of the matter.
VAGUE = frozenset({"其他", "综合", "管理"})


class Line(Protocol):
    """A line of the tree, as the rules read it."""

    pk: int
    name: str
    parent_id: int | None


def choices(found: Sequence) -> list[tuple]:
    """The second level as groups, each with itself (as a whole) and the third level below it."""
    groups = []
    for top in (one for one in found if one.parent_id is None):
        below = [(one.pk, one.name) for one in found if one.parent_id == top.pk]
        groups.append((top.name, [(top.pk, f"{top.name}（总）"), *below]))
    return [("", "不细分"), *groups]


def likely(found: Sequence, text: str) -> int | None:
    """The key of the line whose name stands in `text`, in whole or by its two-character parts."""
    text = plain(text)
    best, most = None, 1.0
    for one in found:
        if one.name in VAGUE:
            continue
        pairs = {one.name[at : at + 2] for at in range(len(one.name) - 1)}
        hit = sum(pair in text for pair in pairs) / max(1, len(pairs))
        score = 2 * (one.name in text) + hit + 0.1 * (one.parent_id is not None)
        if score > most:
            best, most = one.pk, score
    return best
