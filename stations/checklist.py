"""How a station is judged by its checklists: which list is its own, what it scored, how many stars."""

from collections.abc import Iterable

from stations.hierarchy import Kind

#: The operating rules speak of four kinds (T23, “1+4”); every other kind goes by one of them.
RULED_AS = {
    Kind.HOME: Kind.STATION,
    Kind.STUDIO: Kind.STATION,
    Kind.TRADE: Kind.STATION,
    Kind.MOBILE: Kind.POINT,
}
#: (least share of the points in per cent, stars), best first; less than all of them is one star (J1).
STARS = ((90, 5), (80, 4), (70, 3), (60, 2))
LONGEST_ITEM = 200
MOST_POINTS = 100


def ruled_as(kind: str) -> Kind:
    """The kind whose operating rules hold for a station of `kind`."""
    return RULED_AS.get(Kind(kind), Kind(kind))


def score(answers: Iterable[tuple[int, bool]]) -> tuple[int, int]:
    """(points, out of) of pairs (points of the item, whether it is met)."""
    listed = list(answers)
    return sum(points for points, met in listed if met), sum(points for points, _ in listed)


def stars(points: int, out_of: int) -> int:
    """One to five stars for `points` out of `out_of`; nothing to score by is one star.

    Whole numbers throughout: 90 of 100 is five stars, 89 of 100 four.
    """
    if out_of <= 0:
        return 1
    return next((given for least, given in STARS if points * 100 >= least * out_of), 1)


def parsed(text: str) -> list[tuple[str, int]]:
    """Lines `内容｜分值` (points may be left out: 1) as (text, points).

    Raises ValueError, in Chinese and naming the line, for an empty text, points that are no
    number from 1 to 100, or a line that is too long.
    """
    lines = enumerate(text.splitlines(), start=1)
    return [_line(number, line.strip()) for number, line in lines if line.strip()]


def _line(number: int, line: str) -> tuple[str, int]:
    words, _, given = line.replace("|", "｜").partition("｜")
    words, given = words.strip(), given.strip() or "1"
    if not words:
        raise ValueError(f"第 {number} 行没有内容。")
    if len(words) > LONGEST_ITEM:
        raise ValueError(f"第 {number} 行超过 {LONGEST_ITEM} 字。")
    if not (given.isdecimal() and 1 <= int(given) <= MOST_POINTS):
        raise ValueError(f"第 {number} 行的分值“{given}”应为 1 到 {MOST_POINTS} 的整数。")
    return words, int(given)


def as_lines(items: Iterable[tuple[str, int]]) -> str:
    """The reverse of `parsed`, to fill a form with."""
    return "\n".join(f"{text}｜{points}" for text, points in items)
