"""The site by audience: which app answers which address, and what is shown when none does."""

import importlib.util

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from stations.api import StationViewSet
from suggestions.api import ConcernViewSet


def _when_there(module: str, prefix: str = "") -> list[URLPattern | URLResolver]:
    try:
        found = importlib.util.find_spec(module) is not None
        return [path(prefix, include(module))] if found else []
    except Exception as broken:  # noqa: BLE001
        print(f"liaison.urls: {module} left out: {broken!r}")
        return []


def _api() -> SimpleRouter:
    """The apps' lists for other systems, one line each."""
    router = SimpleRouter()
    router.register("stations", StationViewSet, "station")
    router.register("concerns", ConcernViewSet, "concern")
    return router


urlpatterns = [
    *_when_there("liaison.health"),
    *_when_there("liaison.ui.urls"),
    *_when_there("liaison.accounts.urls"),
    *_when_there("liaison.accounts.sign_in_urls"),
    *_when_there("liaison.administration.urls"),
    *_when_there("liaison.workdays.urls"),
    *_when_there("liaison.notices.urls"),
    *_when_there("liaison.attachments.urls"),
    *_when_there("liaison.api.urls"),
    path("api/v1/", include((_api().urls, "api_v1"))),
    *_when_there("stations.urls"),
    *_when_there("deputies.urls"),
    *_when_there("suggestions.urls"),
    *_when_there("supervision.urls"),
]

handler400 = "liaison.ui.views.bad_request"
handler403 = "liaison.ui.views.denied"
handler404 = "liaison.ui.views.missing"
handler500 = "liaison.ui.views.broken"
