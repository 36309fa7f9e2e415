"""The number beside the bell."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from liaison.notices.models import Message

#: Beyond this the bell says “99+”; counting stops there too.
MOST_COUNTED = 99


def unread(request: HttpRequest) -> dict:
    """`unread_notices`: how many messages wait unread; asked only by a page that draws it."""
    return {"unread_notices": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> int | str:
    if getattr(request, "seat", None) is None:
        return 0
    waiting = Message.objects.inbox(request.user).unread()
    found = waiting.order_by()[: MOST_COUNTED + 1].count()
    return found if found <= MOST_COUNTED else f"{MOST_COUNTED}+"
