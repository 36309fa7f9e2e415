"""How a trained classifier of categories is read, asked and explained: linear weights, no pickle.

The file is gzipped JSON, so that reading one can run nothing. A text is cut into terms, each is
worth (1 + ln count) × inverse frequency, the whole of length 1; a category's score is the sum of
what its terms weigh. What a term added is the reason given.
"""

import gzip
import io
import json
import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import rjieba

from suggestions.routing import Category
from suggestions.routing.texts import plain

FORMAT = "liaison-linear-1"
#: No file unpacks to more than this (bytes).
LARGEST = 200_000_000
#: Terms shown as the reasons of a guess.
SHOWN = 5


class Unreadable(Exception):
    """The file is not a classifier of this format."""


@dataclass(frozen=True)
class Scored:
    """A category with its score, and the terms that added most to it."""

    category: str
    score: float
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Linear:
    """A classifier: for each term its inverse frequency and its weight in each class."""

    name: str
    library: str
    trained_at: datetime
    metrics: dict
    classes: tuple[str, ...]
    bias: tuple[float, ...]
    terms: dict[str, tuple[float, ...]]

    def guess(self, text: str) -> list[Scored]:
        """Every category with its score, best first; `terms` empty when the text has none known."""
        worth = self._worth(text)
        scored = []
        for place, category in enumerate(self.classes):
            added = {term: value * self.terms[term][place + 1] for term, value in worth.items()}
            best = sorted(added, key=lambda term: (-added[term], term))
            shown = tuple(term for term in best if added[term] > 0 and len(term) > 1)[:SHOWN]
            scored.append(Scored(category, self.bias[place] + sum(added.values()), shown))
        return sorted(scored, key=lambda one: (-one.score, one.category))

    def _worth(self, text: str) -> dict[str, float]:
        counts = Counter(term for term in terms(text) if term in self.terms)
        raw = {term: (1 + math.log(n)) * self.terms[term][0] for term, n in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values()))
        return {term: value / length for term, value in raw.items()} if length else {}

    def dump(self) -> bytes:
        """The file's content; the same classifier gives the same bytes."""
        said = {
            "format": FORMAT,
            "name": self.name,
            "library": self.library,
            "trained_at": self.trained_at.isoformat(),
            "metrics": self.metrics,
            "classes": self.classes,
            "bias": self.bias,
            "terms": self.terms,
        }
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return gzip.compress(text.encode(), mtime=0)


def terms(text: str) -> list[str]:
    """What a text is judged by: its words, and every two neighbouring characters."""
    text = plain(text)
    words = [word for word in rjieba.cut(text) if any(c.isalnum() for c in word)]
    letters = "".join(c for c in text if c.isalnum())
    return words + [letters[at : at + 2] for at in range(len(letters) - 1)]


def read(content: bytes) -> Linear:
    """The classifier in a file. Raises Unreadable, in Chinese, for anything else."""
    try:
        said = json.loads(_unpacked(content))
        if said.get("format") != FORMAT:
            raise Unreadable("不是本系统的分类模型文件。")
        model = Linear(
            name=str(said["name"]),
            library=str(said["library"]),
            trained_at=datetime.fromisoformat(said["trained_at"]),
            metrics=dict(said["metrics"]),
            classes=tuple(str(one) for one in said["classes"]),
            bias=tuple(float(one) for one in said["bias"]),
            terms={
                term: tuple(float(one) for one in values) for term, values in said["terms"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError, OSError, EOFError) as error:
        raise Unreadable(f"分类模型文件读不了：{error}") from error
    _check(model)
    return model


def _unpacked(content: bytes) -> str:

    with gzip.open(io.BytesIO(content)) as packed:
        text = packed.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise Unreadable("分类模型文件太大。")
    return text.decode()


def _check(model: Linear) -> None:

    if unknown := set(model.classes) - set(Category.values):
        raise Unreadable(f"分类模型里有不认识的类别：{'、'.join(sorted(unknown))}。")
    wanted = len(model.classes)
    if wanted < 2 or len(model.bias) != wanted:
        raise Unreadable("分类模型的类别与截距数目不符。")
    if any(len(values) != wanted + 1 for values in model.terms.values()):
        raise Unreadable("分类模型的词权数目不符。")
    if not all(math.isfinite(value) for values in model.terms.values() for value in values):
        raise Unreadable("分类模型里有不是数的权重。")
