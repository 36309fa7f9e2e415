"""Where the API describes itself; the apps' own lists are routed in liaison/urls.py."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

app_name = "api"
urlpatterns = [path("api/schema/", SpectacularAPIView.as_view(), name="schema")]
