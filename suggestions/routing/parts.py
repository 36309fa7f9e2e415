"""What goes into a proposal and what comes out of it."""

from dataclasses import asdict, dataclass, field

from django.db.models import TextChoices


class Category(TextChoices):
    """What a concern is about (诉求类别, first level)."""

    CONSTRUCTION = "construction", "城乡建设"
    TRANSPORT = "transport", "交通运输"
    ENVIRONMENT = "environment", "环境保护"
    LABOUR = "labour", "劳动和社会保障"
    EDUCATION = "education", "教育文体"
    HEALTH = "health", "卫生计生"
    COMMERCE = "commerce", "商贸旅游"
    RURAL = "rural", "农村农业"
    CIVIL = "civil", "民政"
    JUSTICE = "justice", "政法"
    LAND = "land", "国土资源"
    ECONOMY = "economy", "经济管理"
    TECHNOLOGY = "technology", "科技与信息产业"
    PARTY = "party", "党务政务"
    OTHER = "other", "其他"


#: The channels by the names `models.Channel` stores; a test holds the two together.
STATION, HOTLINE, SUGGESTION, DIRECT = "station", "hotline", "suggestion", "direct"
CHANNEL_LABELS = {
    STATION: "站内答复",
    HOTLINE: "12345 代表通道",
    SUGGESTION: "代表建议",
    DIRECT: "《代表之声》直报",
}


@dataclass(frozen=True)
class Unit:
    """A unit that may answer: its names, the key words of its duties, the categories it serves."""

    pk: int
    name: str
    aliases: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Past:
    """A similar concern of before and how it went; `satisfied` is None while nobody rated it."""

    number: str
    channel: str
    unit: str = ""
    satisfied: bool | None = None
    title: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule written by staff: these words, in this category and place, mean channel or unit.

    `key` names it in the record of a decision. `place` is the path of the station it is for (and
    of all below it), "" everywhere.
    """

    key: str
    name: str
    words: tuple[str, ...]
    needs_all: bool = False
    without: tuple[str, ...] = ()
    category: str = ""
    place: str = ""
    channel: str = ""
    unit_pk: int | None = None
    points: int = 3
    reason: str = ""


@dataclass(frozen=True)
class Guess:
    """A category, the words that spoke for it, and who says so ("rules" or a classifier's name)."""

    category: str
    words: tuple[str, ...] = ()
    by: str = "rules"


@dataclass(frozen=True)
class Proposal:
    """What the rules propose, and why; `warnings` are what to look at before anything else.

    `rules` are the keys of the rules that spoke for the channel, `past` the similar closed cases.
    """

    channel: str
    unit_pk: int | None
    unit_name: str
    category: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    confidence: str
    rules: tuple[str, ...] = ()
    past: tuple[Past, ...] = field(default=())

    def as_json(self) -> dict:
        """The proposal as stored with the concern, the channels' names with it."""
        return asdict(self) | {
            "channel_label": CHANNEL_LABELS[self.channel],
            "reasons": list(self.reasons),
            "warnings": list(self.warnings),
            "rules": list(self.rules),
            "past": [asdict(one) | {"way": CHANNEL_LABELS[one.channel]} for one in self.past],
        }
