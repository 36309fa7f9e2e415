"""What a visitor may choose about the look of every page, and how a cookie remembers it."""

from dataclasses import asdict, dataclass, replace
from urllib.parse import parse_qsl, urlencode

COOKIE = "look"
COOKIE_AGE_SECONDS = 365 * 24 * 3600
#: What may be chosen; the first of each is what a new visitor gets. MIIT 适老化 rules (facts §5.4).
CHOICES = {
    "theme": ("auto", "light", "dark"),
    "size": ("normal", "elder"),
    "contrast": ("normal", "high"),
}


@dataclass(frozen=True)
class Preferences:
    """theme: light or dark, or what the device says; size: elder is large type; contrast."""

    theme: str = "auto"
    size: str = "normal"
    contrast: str = "normal"

    @property
    def is_elder(self) -> bool:
        return self.size == "elder"

    @property
    def is_high_contrast(self) -> bool:
        return self.contrast == "high"

    @property
    def first_paint_theme(self) -> str:
        """The theme the server writes; for "auto" a script in the head corrects it before painting."""
        return "dark" if self.theme == "dark" else "light"

    def changed(self, wishes: dict[str, str]) -> "Preferences":
        """These preferences with each known wish granted; unknown names and values are ignored."""
        granted = {
            name: wishes[name] for name, allowed in CHOICES.items() if wishes.get(name) in allowed
        }
        return replace(self, **granted)

    def as_cookie(self) -> str:
        """The text kept in the cookie."""
        return urlencode(asdict(self))


def from_cookie(text: str) -> Preferences:
    """The preferences in a cookie's text; anything strange in it counts as not chosen."""
    return Preferences().changed(dict(parse_qsl(text[:200])))
