"""Addresses of stations: residents' pages at the top, the register at the desk."""

from django.urls import path

from stations.views import desk, imports, public, rules, standards, study, topics

app_name = "stations"
urlpatterns = [
    path("", public.landing, name="landing"),
    path("s/<str:code>/", public.public, name="public"),
    path("s/<str:code>/poster/", public.poster, name="poster"),
    path("s/<str:code>/qr.svg", public.code_picture, name="code_picture"),
    path("s/<str:code>/study/<int:year>/", study.public, name="study_public"),
    path("desk/study/", study.index, name="study"),
    path("desk/study/new/", study.new, name="study_new"),
    path("desk/study/missing/", study.missing, name="study_missing"),
    path("desk/study/missing/remind/", study.remind, name="study_remind"),
    path("desk/study/topics/", topics.index, name="study_topics"),
    path("desk/study/topics/new/", topics.new, name="study_topic_new"),
    path("desk/study/topics/<int:pk>/", topics.edit, name="study_topic"),
    path("desk/study/plans/<int:pk>/", study.plan, name="study_plan"),
    path("desk/study/plans/<int:pk>/edit/", study.edit, name="study_edit"),
    path("desk/study/plans/<int:pk>/send_back/", study.send_back, name="study_send_back"),
    path("desk/study/plans/<int:pk>/<slug:key>/", study.step, name="study_step"),
    path("desk/rules/", rules.index, name="rules"),
    path("desk/rules/new/", rules.new, name="rule_new"),
    path("desk/rules/<int:pk>/", rules.detail, name="rule"),
    path("desk/rules/<int:pk>/version/", rules.new_version, name="rule_version"),
    path("desk/standards/", standards.index, name="standards"),
    path("desk/standards.xlsx", standards.export, name="standards_export"),
    path("desk/standards/<str:code>/<int:year>/", standards.station, name="standard"),
    path("desk/standards/<str:code>/<int:year>/rate/", standards.rate, name="standard_rate"),
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
