"""Which places of the tree a text names: an electorate, a residence, a workplace (T11)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

#: Letters of a path for each level of the tree (treebeard's step).
STEP = 4
#: What a station is called beside the place it stands for.
_SUFFIX = re.compile(
    r"(人大)?代表(联络)?(总站|中心站|联络站|联络点|之家|工作室|联络中心站|流动联络点|服务站)$"
    r"|流动联络点$|联络点$|联络站$|中心站$"
)
#: How divisions end; a town may be meant without its ending, a community or village never.
_DIVISION = re.compile(r"(街道办事处|街道|办事处|镇|乡|县|(?<!社)区)$")
#: Every electing body is called so; there are communities of the same name.
_CONGRESS = re.compile(r"人民代表大会|人大(?:代表)?")
_STREET = re.compile(r"[^省市区县镇乡村道街路\W\d]{1,6}(?:路|街|大道|巷|新村|小区)")
_CODE = re.compile(r"\d{6,12}")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A station as a place on the map.

    path: its treebeard path. words: the names people use for it. takes: whether deputies are
    assigned to it by a proposal. load: how many deputies belong to it already.
    """

    pk: int
    name: str
    path: str
    words: tuple[str, ...] = ()
    takes: bool = True
    load: int = 0

    @property
    def depth(self) -> int:
        return len(self.path) // STEP


@dataclass(frozen=True, slots=True)
class Found:
    """What a text names: the word as it stands there, and the places it may mean."""

    word: str = ""
    places: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.places)

    def has(self, place: Place) -> bool:
        """Whether what is named is `place` or lies in it."""
        return any(each.path.startswith(place.path) for each in self.places)

    def spans(self, place: Place) -> bool:
        """Whether what is named is larger than `place` and holds it."""
        return any(place.path.startswith(each.path) for each in self.places)


def words_of(
    name: str, *, is_point: bool = False, others: Iterable[str] = (), code: str = "", address=""
) -> tuple[str, ...]:
    """The words a station is known under: name, `others` (former names, grids, areas), code, streets.

    `is_point`: a point stands for a village or a community, whose name without its ending (光明社区)
    is too common a word to be a place. `code`: the division code, also without its trailing zeros.
    """
    own = [_SUFFIX.sub("", each.strip()) for each in (name, *others)]
    words = [each for each in own if len(each) >= _SHORTEST]
    if not is_point:
        short = _DIVISION.sub("", own[0])
        words += [short] if len(short) >= _SHORTEST else []
    words += _STREET.findall(address)
    if code:
        words += [code, *(code[:n] for n in (9, 6) if not code[n:].strip("0"))]
    return tuple(dict.fromkeys(words))


@dataclass
class Atlas:
    """All places of a network by their words; the top of a tree is no place, it holds everything."""

    places: Sequence[Place]
    _by_word: dict[str, list[Place]] = field(default_factory=dict)
    _longest: int = 0
    _told: dict[str, Found] = field(default_factory=dict)

    def __post_init__(self):
        for place in sorted(self.places, key=lambda each: each.path):
            for word in place.words if place.depth > 1 else ():
                self._by_word.setdefault(word, []).append(place)
        self._longest = max(map(len, self._by_word), default=0)

    def named_in(self, text: str) -> Found:
        """The narrowest place `text` names; several when the word alone does not tell them apart."""
        if text not in self._told:
            self._told[text] = self._find(text)
        return self._told[text]

    def _find(self, text: str) -> Found:
        hits = self._words_in(_CONGRESS.sub("，", text))
        if not hits:
            return Found()
        word = max(hits, key=lambda each: (self._depth(each), len(each)))
        places = self._by_word[word]
        for other in hits:
            if other != word:
                kept = [one for one in places if _agrees(one, self._by_word[other])]
                places = kept or places
        return Found(word, tuple(places))

    def _words_in(self, text: str) -> list[str]:
        """Known words in `text`, the longest at each position, none inside another; codes first."""
        hits = [code for code in _CODE.findall(text) if code in self._by_word]
        at = 0
        while at < len(text):
            end = min(len(text), at + self._longest)
            while end - at >= _SHORTEST and text[at:end] not in self._by_word:
                end -= 1
            if end - at >= _SHORTEST:
                hits.append(text[at:end])
                at = end
            else:
                at += 1
        return list(dict.fromkeys(hits))

    def _depth(self, word: str) -> int:
        return max(place.depth for place in self._by_word[word])


def _agrees(place: Place, others: Sequence[Place]) -> bool:
    return any(
        place.path.startswith(each.path) or each.path.startswith(place.path) for each in others
    )


def distance(one: str, other: str) -> int:
    """Edges between two paths of one forest; two trees meet above their tops."""
    shared = 0
    while shared < min(len(one), len(other)) and (
        one[shared : shared + STEP] == other[shared : shared + STEP]
    ):
        shared += STEP
    return (len(one) + len(other) - 2 * shared) // STEP
