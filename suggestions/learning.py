"""How a classifier of categories is trained and judged honestly: read, dedupe, split, fit, measure.

Needs scikit-learn (the extra `training`); nothing else in the platform does. The result is a
`classifier.Linear`, asked without it.
"""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from suggestions import classifier
from suggestions.routing import Category, categories
from suggestions.routing.texts import plain

#: Headings of the files read, and which of them hold what was said.
LABEL, USER, AT, TITLE, TEXT, NAME = (
    "一级标签",
    "留言用户",
    "留言时间_iso",
    "留言主题",
    "留言详情",
    "text_id",
)
SPLIT_SEED = "liaison-routing-1"
HELD_OUT = 0.2
#: Two texts sharing more than this of the shorter one's pairs are one message told twice.
SAME = 0.7
FEWEST, MOST_TERMS = 3, 30_000
#: Longer than this (characters) it is a message, not a bare title; figures are told for both.
WHOLE = 60
STRENGTHS = (0.3, 1.0, 3.0)
FOLDS = 4


@dataclass(frozen=True)
class Example:
    """A message with its category, the group it must stay together with, its day if known."""

    text: str
    category: str
    group: str
    at: str = ""


def read(paths: Iterable[Path]) -> list[Example]:
    """The labelled messages of these CSV files; a file without labels gives none.

    Doubtful ones (two labels, no known category, no words) are left out, and so is what is said
    again in the same words. Raises ValueError for a file that is no such CSV.
    """
    by_label = {category.label: category.value for category in Category}
    found: dict[str, Example] = {}
    for path in sorted(paths):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                example = _example(row, by_label)
                if example:
                    key = "".join(char for char in plain(example.text) if char.isalnum())
                    found.setdefault(key, example)
    if not found:
        raise ValueError(f"没有找到带“{LABEL}”列的消息。")
    return list(found.values())


def _example(row: dict, by_label: dict[str, str]) -> Example | None:
    text = " ".join(filter(None, (row.get(TITLE), row.get(TEXT)))).strip()
    category = by_label.get(row.get(LABEL) or "")
    if not text or category is None:
        return None
    group = row.get(USER) or row.get(NAME) or hashlib.sha256(text.encode()).hexdigest()[:16]
    return Example(text, category, group, row.get(AT) or "")


@dataclass(frozen=True)
class Split:
    """What is learnt from, and what is not looked at until the end."""

    learnt: list[Example]
    held_out: list[Example]
    dropped: int


def split(examples: Sequence[Example], *, by: str = "group", share: float = HELD_OUT) -> Split:
    """Whole groups (one person's messages) held out by a fixed seed, or the newest messages.

    Afterwards whatever of the learnt side tells a held-out message again, in part or in other
    order, is dropped: a title whose text is held out must not be learnt from.
    """
    if by == "time":
        dated = sorted((one for one in examples if one.at), key=lambda one: (one.at, one.text))
        held_out = dated[int(len(dated) * (1 - share)) :]
        users = {one.group for one in held_out}
        learnt = [one for one in examples if one.group not in users and one not in set(held_out)]
    else:
        held_out = [one for one in examples if _draw(one.group) < share]
        learnt = [one for one in examples if _draw(one.group) >= share]
    kept = _without_echoes(learnt, held_out)
    return Split(kept, held_out, len(learnt) - len(kept))


def _draw(group: str) -> float:
    digest = hashlib.sha256(f"{SPLIT_SEED}\0{group}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def _without_echoes(learnt: Sequence[Example], held_out: Sequence[Example]) -> list[Example]:
    holders: dict[str, list[int]] = defaultdict(list)
    sizes = []
    for place, one in enumerate(held_out):
        shingles = _shingles(one.text)
        sizes.append(len(shingles))
        for shingle in shingles:
            holders[shingle].append(place)
    return [one for one in learnt if not _is_echo(_shingles(one.text), holders, sizes)]


def _is_echo(shingles: set[str], holders, sizes) -> bool:
    shared: dict[int, int] = defaultdict(int)
    for shingle in shingles:
        for place in holders.get(shingle, ()):
            shared[place] += 1
    return any(n >= SAME * min(len(shingles), sizes[place]) for place, n in shared.items())


def _shingles(text: str) -> set[str]:
    """Every three neighbouring characters."""
    text = "".join(char for char in plain(text) if char.isalnum())
    return {text[at : at + 3] for at in range(max(1, len(text) - 2))}


def train(parts: Split, *, name: str, now: datetime) -> classifier.Linear:
    """A linear classifier fitted to what is learnt from; its strength is chosen by folds of groups.

    Measured once on what was held out, and never chosen by it.
    """
    import numpy
    import sklearn
    from sklearn.svm import LinearSVC

    vectors, words = _vectorizer(), [classifier.terms(one.text) for one in parts.learnt]
    matrix = vectors.fit_transform(words)
    labels = numpy.array([one.category for one in parts.learnt])
    groups = [one.group for one in parts.learnt]
    strength = _best_strength(matrix, labels, groups)
    fitted = LinearSVC(C=strength, class_weight="balanced").fit(matrix, labels)
    model = classifier.Linear(
        name=name,
        library=f"scikit-learn {sklearn.__version__}",
        trained_at=now,
        metrics={},
        classes=tuple(str(one) for one in fitted.classes_),
        bias=tuple(round(float(one), 5) for one in fitted.intercept_),
        terms=_weights(vectors, fitted),
    )
    figures = measure(parts.held_out, lambda text: [one.category for one in model.guess(text)])
    figures |= {"learnt": len(parts.learnt), "dropped": parts.dropped, "strength": strength}
    return classifier.Linear(**{**vars(model), "metrics": figures})


def _vectorizer():
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer=lambda terms: terms, min_df=FEWEST, max_features=MOST_TERMS, sublinear_tf=True
    )


def _weights(vectors, fitted) -> dict[str, tuple[float, ...]]:
    return {
        str(term): (
            round(float(vectors.idf_[at]), 4),
            *(round(float(row[at]), 4) for row in fitted.coef_),
        )
        for term, at in sorted(vectors.vocabulary_.items())
    }


def _best_strength(matrix, labels, groups) -> float:
    """The strength with the best macro-F1 over folds that keep groups together."""
    from sklearn.model_selection import GroupKFold, cross_val_score
    from sklearn.svm import LinearSVC

    folds = GroupKFold(FOLDS)

    def mean(strength: float) -> float:
        model = LinearSVC(C=strength, class_weight="balanced")
        scores = cross_val_score(model, matrix, labels, groups=groups, cv=folds, scoring="f1_macro")
        return float(scores.mean())

    return max(STRENGTHS, key=mean)


def by_rules(text: str) -> list[str]:
    """The categories the built-in words point to, best first."""
    found = categories.scores(text)
    return sorted(found, key=lambda key: -found[key][0]) or [str(Category.OTHER)]


def measure(examples: Sequence[Example], ranked) -> dict:
    """The figures of all examples, and beside them those of whole messages and of bare titles."""
    whole = [one for one in examples if len(one.text) > WHOLE]
    bare = [one for one in examples if len(one.text) <= WHOLE]
    short = ("messages", "top_1", "top_3", "macro_f1")
    parts = {
        name: {key: value for key, value in _figures(some, ranked).items() if key in short}
        for name, some in (("whole_messages", whole), ("bare_titles", bare))
        if some
    }
    return _figures(examples, ranked) | parts


def _figures(examples: Sequence[Example], ranked) -> dict:
    """Top-1, top-3, macro-F1 and each category's figures; `ranked(text)` gives categories in order."""
    hits: dict[str, dict[str, int]] = defaultdict(lambda: {"right": 0, "said": 0, "are": 0})
    top_1 = top_3 = 0
    for one in examples:
        order = ranked(one.text)
        hits[one.category]["are"] += 1
        hits[order[0]]["said"] += 1
        hits[one.category]["right"] += order[0] == one.category
        top_1 += order[0] == one.category
        top_3 += one.category in order[:3]
    each = {
        key: _f1(**found) | {"messages": found["are"]}
        for key, found in hits.items()
        if found["are"]
    }
    total = max(1, len(examples))
    return {
        "messages": len(examples),
        "top_1": round(top_1 / total, 4),
        "top_3": round(top_3 / total, 4),
        "macro_f1": round(sum(one["f1"] for one in each.values()) / max(1, len(each)), 4),
        "categories": dict(sorted(each.items())),
    }


def _f1(right: int, said: int, are: int) -> dict[str, float]:
    precision, recall = right / said if said else 0.0, right / are if are else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
