"""In what kind of house a station stands: the one vocabulary of venues, and words that mean each (T13)."""

from django.db.models import TextChoices


class Venue(TextChoices):
    """Kinds of venue (场所类型)."""

    PARTY = "party", "党群服务中心"
    RESIDENTS = "residents", "居民服务中心"
    ENTERPRISE = "enterprise", "企业"
    COURTYARD = "courtyard", "庭院"
    MOBILE = "mobile", "流动"
    OTHER = "other", "其他"


#: Words by which a venue gives itself away, the more telling ones first.
_SIGNS = (
    ("党群服务", Venue.PARTY),
    ("党群中心", Venue.PARTY),
    ("居民服务", Venue.RESIDENTS),
    ("村民服务", Venue.RESIDENTS),
    ("便民服务", Venue.RESIDENTS),
    ("社区服务", Venue.RESIDENTS),
    ("庭院", Venue.COURTYARD),
    ("小院", Venue.COURTYARD),
    ("院落", Venue.COURTYARD),
    ("流动", Venue.MOBILE),
    ("公司", Venue.ENTERPRISE),
    ("企业", Venue.ENTERPRISE),
    ("园区", Venue.ENTERPRISE),
    ("商会", Venue.ENTERPRISE),
)


def venue_of(text: str) -> Venue | None:
    """The venue meant by `text`, a word of the vocabulary or of a file; None when it tells nothing."""
    text = text.strip()
    for venue in Venue:
        if text in (venue.value, venue.label):
            return venue
    return next((venue for sign, venue in _SIGNS if sign in text), None)
