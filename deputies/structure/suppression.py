"""Which cells of a published distribution are withheld, so that none of them can be worked out (F14).

Whoever reads the table knows its total, the cells shown, the parameter k and this rule. A cell of
one to k-1 people is withheld (primary suppression); then further cells, the smallest first, until
what is withheld together leaves every withheld cell at least two possible values (complementary
suppression). A total below
2k is told without any distribution.
"""

from collections.abc import Mapping

#: Below so many people a cell is withheld; a parameter of the page, from LEAST on: with less a
#: withheld cell could only be 1.
THRESHOLD, LEAST = 5, 3

Cells = Mapping[str, int]


def published(cells: Cells, *, k: int = THRESHOLD) -> dict[str, int | None]:
    """The distribution as it may be shown: a number, or None for what is withheld.

    `cells` are whole numbers of people by label; their sum is the total shown beside them.
    """
    total = sum(cells.values())
    if 0 < total < 2 * k:
        return dict.fromkeys(cells)
    hidden = {label for label, number in cells.items() if 0 < number < k}
    if hidden:
        _hide_more(cells, hidden, k)
    return {label: None if label in hidden else number for label, number in cells.items()}


def _hide_more(cells: Cells, hidden: set[str], k: int) -> None:
    """Withhold the smallest cells shown, equal ones together, until nothing can be worked out.

    Equal cells go together: were one of them chosen by its name, the choice would tell something.
    """
    shown = sorted({cells[label] for label in cells if label not in hidden})
    sizes = [number for number in shown if number] + [0]
    while _gives_away(cells, hidden, k) and sizes:
        size = sizes.pop(0)
        hidden.update(label for label, number in cells.items() if number == size)


def _gives_away(cells: Cells, hidden: set[str], k: int) -> bool:
    """Whether what is withheld is too little: one size of cell, or fewer than 2k people together."""
    withheld = [cells[label] for label in hidden]
    return len(set(withheld)) < 2 or sum(withheld) < 2 * k
