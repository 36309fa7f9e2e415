"""Addresses of stations: residents' pages at the top, the register at the desk."""

from django.urls import path

from stations.views import desk, imports, public

app_name = "stations"
urlpatterns = [
    path("", public.landing, name="landing"),
    path("s/<str:code>/", public.public, name="public"),
    path("s/<str:code>/poster/", public.poster, name="poster"),
    path("s/<str:code>/qr.svg", public.code_picture, name="code_picture"),
    path("desk/stations/", desk.tree, name="tree"),
    path("desk/stations/import/", imports.upload, name="import"),
    path("desk/stations/import/<uuid:key>/", imports.preview, name="import_preview"),
    path("desk/stations/import/<uuid:key>/confirm/", imports.confirm, name="import_confirm"),
    path("desk/stations/<str:code>/", desk.detail, name="detail"),
    path("desk/stations/<str:code>/new/", desk.open_below, name="open_below"),
    path("desk/stations/<str:code>/edit/", desk.edit, name="edit"),
    path("desk/stations/<str:code>/move/", desk.move, name="move"),
    path("desk/stations/<str:code>/close/", desk.close, name="close"),
]
