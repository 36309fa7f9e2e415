"""When and where a sign-in holds: the code on the station's screen, its moment, the distance."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes, hmac

#: A code is shown for this long (seconds) and holds for as long again: whoever is there has time
#: to scan it, whoever is sent a photograph of it has not.
WINDOW_SECONDS = 30
CODE_LENGTH = 8
#: Letters and digits which are not mistaken for one another when read off a screen.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})

OPENS_BEFORE = timedelta(minutes=60)
CLOSES_AFTER = timedelta(minutes=30)
#: A sign-in kept on a phone without network may arrive this much later.
OFFLINE_FOR = timedelta(hours=24)
#: A phone's clock may be this much ahead of ours.
CLOCK_SKEW = timedelta(minutes=1)
#: The officer writes down who came until this many days after; later only the committee's office.
OFFICER_DAYS = 3
#: Further from the activity than this (metres) nobody is there.
NEAR_METRES = 500
EARTH_METRES = 6_371_000


def code_at(key: str, moment: datetime) -> str:
    """The code of the 30-second window `moment` (aware) lies in: HMAC-SM3, 40 bits, 8 characters.

    `key` is the activity's own (`Activity.sign_in_key`), so that no activity's code opens another.
    Raises ValueError when the activity has no key.
    """
    return _code(key, _window(moment))


def verify(key: str, code: str, now: datetime) -> bool:
    """Whether `code` was on the screen at `now`: of the current window, or of the one before."""
    given = normal(code)
    window = _window(now)
    valid = [_code(key, each) for each in (window, window - 1)]
    return given in valid


def shown_at(key: str, code: str, first: datetime, last: datetime) -> datetime | None:
    """When `code` came on the screen between `first` and `last` (aware); None when it never did.

    The code carries its own moment: only the server can make it, and each moment has another.
    """
    given = normal(code)
    for window in range(_window(last), _window(first) - 1, -1):
        if _code(key, window) == given:
            return datetime.fromtimestamp(window * WINDOW_SECONDS, tz=first.tzinfo)
    return None


def normal(code: str) -> str:
    """`code` as typed by hand: small letters, gaps and look-alikes are forgiven."""
    return code.strip().upper().translate(_READ_AS)


def is_open(starts_at: datetime, ends_at: datetime, moment: datetime) -> bool:
    """Whether a deputy may sign in at `moment`: from 60 minutes before to 30 minutes after."""
    return starts_at - OPENS_BEFORE <= moment <= ends_at + CLOSES_AFTER


@dataclass(frozen=True, slots=True)
class Kept:
    """A sign-in a phone without network kept: all moments aware.

    kept_at: by the phone's clock, when the code was typed; sent_at: by the same clock, when it is
    handed in, so that a clock that goes wrong is known; opened_at: by ours, when the sign-in page
    was given to this phone.
    """

    kept_at: datetime
    sent_at: datetime
    opened_at: datetime


def why_not_kept(kept: Kept, shown: datetime, now: datetime) -> str:
    """Why a code on the screen at `shown` and kept by a phone is not taken at `now`; "" when it is.

    The code's own moment decides. The phone must have had the page before the code was gone, and
    have kept the code while it held: a photograph used later fails both.
    """
    gone = shown + timedelta(seconds=2 * WINDOW_SECONDS)
    typed_at = kept.kept_at + (now - kept.sent_at)
    if now - shown > OFFLINE_FOR:
        return "离线签到须在 24 小时内补传，请联络员登记。"
    if kept.opened_at > gone:
        return "签到页是在这个签到码失效之后才打开的，照片或转发的码不能签到，请联络员登记。"
    if not shown - CLOCK_SKEW <= typed_at <= gone + CLOCK_SKEW:
        return "手机记下签到码时它已失效，照片或转发的码不能签到，请联络员登记。"
    return ""


def metres_between(here: tuple[float, float], there: tuple[float, float]) -> int:
    """Metres on the ground between two (latitude, longitude) in degrees, by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(x), math.radians(y)) for x, y in (here, there))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return round(2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, half))))


def distance_text(metres: int) -> str:
    """How far, in words: 320 米, 1.2 公里."""
    return f"{metres} 米" if metres < 1000 else f"{metres / 1000:.1f} 公里"


def _window(moment: datetime) -> int:
    return int(moment.timestamp()) // WINDOW_SECONDS


def _code(key: str, window: int) -> str:
    if not key:
        raise ValueError("an activity without a key has no code")
    mac = hmac.HMAC(key.encode(), hashes.SM3())
    mac.update(f"sign-in\0{window}".encode())
    number = int.from_bytes(mac.finalize()[:5], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE_LENGTH))
