"""Which receipts this browser may read: a signed cookie, so that a resident needs no session."""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "receipts"
#: The cookie is good for this long after the last page seen with it (seconds).
IDLE_SECONDS = 30 * 60
#: Receipts one browser holds at a time; the one opened longest ago goes first.
MOST = 10
_SALT = "suggestions.receipts"


def numbers(request: HttpRequest) -> list[str]:
    """The numbers this browser has proved it may read; a forged or expired cookie counts as none."""
    text = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=IDLE_SECONDS)
    return text.split(",") if text else []


def allow(request: HttpRequest, response: HttpResponse, number: str) -> None:
    """Let this browser read receipt `number` for another half hour."""
    held = [one for one in numbers(request) if one != number]
    response.set_signed_cookie(
        COOKIE,
        ",".join([number, *held][:MOST]),
        salt=_SALT,
        max_age=IDLE_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


#: A browser's own random name, by which “我也遇到” counts it once; it tells nothing of the person.
BROWSER, YEAR_SECONDS = "browser", 365 * 24 * 3600


def browser(request: HttpRequest) -> uuid.UUID:
    """The name this browser carries, or a new one."""
    text = request.get_signed_cookie(BROWSER, default="", salt=_SALT, max_age=YEAR_SECONDS)
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def remember_browser(response: HttpResponse, name: uuid.UUID) -> None:
    """Let the browser carry its name for a year."""
    response.set_signed_cookie(
        BROWSER,
        str(name),
        salt=_SALT,
        max_age=YEAR_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
