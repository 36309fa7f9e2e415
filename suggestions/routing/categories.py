"""Which category the words of a text point to."""

from suggestions import vocabulary as words
from suggestions.routing.parts import Category, Guess
from suggestions.routing.texts import hits, plain, quoted, times

DECISIVE, LEANING = 3, 1


def scores(text: str) -> dict[str, tuple[float, list[str]]]:
    """For each category with any word in `text`: its points and these words."""
    text = plain(text)
    found = {}
    for key, (decisive, leaning) in words.CATEGORY_WORDS.items():
        strong, weak = hits(text, decisive), hits(text, leaning)
        if strong or weak:
            points = DECISIVE * times(text, strong) + LEANING * times(text, weak)
            found[key] = (points, strong + weak)
    return found


def guess_category(text: str) -> tuple[Category, tuple[str, ...]]:
    """The category most of the words point to, with those words; OTHER when none does."""
    found = scores(text)
    if not found:
        return Category.OTHER, ()
    best = max(found, key=lambda key: found[key][0])
    return Category(best), tuple(found[best][1])


def say(guess: Guess | None, chosen: str) -> tuple[str, str]:
    """The category to go on with and the sentence that tells where it comes from."""
    if chosen and chosen in Category.values:
        return chosen, f"类别为{Category(chosen).label}。"
    if guess is None or not guess.words:
        return Category.OTHER, "没有认出类别，暂列“其他”。"
    return guess.category, f"提到{quoted(guess.words)}，类别像是{Category(guess.category).label}。"
