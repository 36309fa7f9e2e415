"""Which receipts this browser may read: a signed cookie, so that a resident needs no session."""

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
