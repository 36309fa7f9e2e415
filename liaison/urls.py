"""The site by audience: which app answers which address, and what is shown when none does."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from stations.api import StationViewSet
from suggestions.api import ConcernViewSet

# The apps' lists for other systems, one line each.
api = SimpleRouter()
api.register("stations", StationViewSet, "station")
api.register("concerns", ConcernViewSet, "concern")

urlpatterns = [
    # machines: monitors, other systems
    path("", include("liaison.health")),
    path("", include("liaison.api.urls")),
    path("api/v1/", include((api.urls, "api_v1"))),
    # everybody, and the desk; each app writes its addresses whole
    path("", include("liaison.ui.urls")),
    path("", include("liaison.accounts.urls")),
    path("", include("liaison.accounts.sign_in_urls")),
    path("", include("liaison.administration.urls")),
    path("", include("liaison.workdays.urls")),
    path("", include("liaison.notices.urls")),
    path("", include("liaison.attachments.urls")),
    path("", include("liaison.documents.urls")),
    path("", include("stations.urls")),
    path("", include("deputies.urls")),
    path("", include("suggestions.urls")),
    path("", include("supervision.urls")),
]

handler400 = "liaison.ui.views.bad_request"
handler403 = "liaison.ui.views.denied"
handler404 = "liaison.ui.views.missing"
handler500 = "liaison.ui.views.broken"
