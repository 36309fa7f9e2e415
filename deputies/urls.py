"""Addresses of deputies: the public list of a station, the register at the desk."""

from django.urls import path

from deputies.views import desk, imports, public

app_name = "deputies"
urlpatterns = [
    path("s/<str:code>/deputies/", public.of_station, name="of_station"),
    path("desk/deputies/", desk.index, name="list"),
    path("desk/deputies/import/", imports.upload, name="import"),
    path("desk/deputies/import/<uuid:key>/", imports.preview, name="import_preview"),
    path("desk/deputies/import/<uuid:key>/confirm/", imports.confirm, name="import_confirm"),
    path("desk/deputies/coverage/", desk.coverage, name="coverage"),
    path("desk/deputies/coverage.xlsx", desk.coverage_export, name="coverage_export"),
    path("desk/deputies/at/<str:code>/", desk.at_station, name="at_station"),
    path("desk/deputies/<int:pk>/", desk.detail, name="detail"),
    path("desk/deputies/<int:pk>/phone/", desk.reveal, name="reveal"),
    path("desk/deputies/<int:pk>/assign/", desk.assign, name="assign"),
    path("desk/deputies/memberships/<int:pk>/release/", desk.release, name="release"),
]
