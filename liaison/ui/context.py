"""What every page's shell is told: the site, the seat, its menu, and how to look."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from liaison.ui import menu, preferences


def shell(request) -> dict:
    """The shell's variables; what costs a query is asked only when a page draws it."""
    seat = getattr(request, "seat", None)
    return {
        "site": SITE,
        "site_name": settings.SITE_NAME,
        "seat": seat,
        "menu": SimpleLazyObject(lambda: menu.Menu.of(seat, request.path)),
        "preferences": preferences.from_cookie(request.COOKIES.get(preferences.COOKIE, "")),
    }


class _Site:
    """The lines at the foot of a public page (网站标识, facts §5.5), each shown only when set."""

    @property
    def name(self) -> str:
        return settings.SITE_NAME

    @property
    def owner(self) -> str:
        return settings.SITE_OWNER

    @property
    def phone(self) -> str:
        return settings.SITE_PHONE

    @property
    def icp(self) -> str:
        return settings.SITE_ICP

    @property
    def police_record(self) -> str:
        return settings.SITE_POLICE_RECORD


SITE = _Site()
