"""Addresses of stations: residents' pages at the top, the register at the desk."""

from django.urls import path

from stations.views import (
    activities,
    activity_steps,
    calendar,
    desk,
    imports,
    lives,
    public,
    receptions,
    rules,
    standards,
    study,
    topics,
    visits,
)

app_name = "stations"
#: The steps of workflow.ACTIVITY, each a page of its own, and what is written down beside them.
_STEPS = ("publish", "hold", "log", "reopen", "cancel")
activity_patterns = [
    path("s/<str:code>/activities/", calendar.of_station, name="activities_of_station"),
    path("s/<str:code>/activities/<int:pk>/", calendar.public_activity, name="public_activity"),
    path("feeds/stations/<str:code>.ics", calendar.station_feed, name="feed"),
    path("desk/calendar/", calendar.month, name="calendar"),
    path("desk/activities/", activities.activities, name="activities"),
    path("desk/activities/export/", activities.export, name="activities_export"),
    path("desk/activities/new/", activities.new, name="activity_new"),
    path("desk/activities/series/", activities.series, name="series"),
    path("desk/activities/receptions/", receptions.rules, name="receptions"),
    path("desk/activities/receptions/new/", receptions.new, name="reception_new"),
    path("desk/activities/receptions/<int:pk>/", receptions.edit, name="reception_edit"),
    path("desk/activities/<int:pk>/", activities.activity, name="activity"),
    path("desk/activities/<int:pk>/edit/", activities.edit, name="activity_edit"),
    path("desk/activities/<int:pk>/waive/", activity_steps.waive_study, name="activity_waive"),
    path("desk/activities/<int:pk>/photos/", activity_steps.photos_add, name="activity_photos"),
    path(
        "desk/activities/<int:pk>/deliberation/",
        activity_steps.deliberate,
        name="activity_deliberate",
    ),
    path("desk/activities/<int:pk>/problems/", activity_steps.problem_add, name="problem_add"),
    path(
        "desk/activities/<int:pk>/problems/<int:problem>/",
        activity_steps.problem_settle,
        name="problem_settle",
    ),
    *(
        path(
            f"desk/activities/<int:pk>/{key}/",
            getattr(activity_steps, f"activity_{key}"),
            name=f"activity_{key}",
        )
        for key in _STEPS
    ),
]
urlpatterns = [
    *activity_patterns,
    path("", public.landing, name="landing"),
    path("s/<str:code>/", public.public, name="public"),
    path("s/<str:code>/visits/", visits.public, name="public_visits"),
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
    path("desk/stations/venues/", lives.venues, name="venues"),
    path("desk/stations/import/", imports.upload, name="import"),
    path("desk/stations/import/<uuid:key>/", imports.preview, name="import_preview"),
    path("desk/stations/import/<uuid:key>/confirm/", imports.confirm, name="import_confirm"),
    path("desk/stations/<str:code>/", desk.detail, name="detail"),
    path("desk/stations/<str:code>/new/", desk.open_below, name="open_below"),
    path("desk/stations/<str:code>/edit/", desk.edit, name="edit"),
    path("desk/stations/<str:code>/move/", desk.move, name="move"),
    path("desk/stations/<str:code>/close/", desk.close, name="close"),
    path("desk/stations/<str:code>/rename/", lives.rename, name="rename"),
    path("desk/stations/<str:code>/merge/", lives.merge, name="merge"),
    path("desk/stations/<str:code>/reopen/", lives.reopen, name="reopen"),
    path("desk/stations/<str:code>/visits/", visits.visits, name="visits"),
    path("desk/visits/<int:pk>/end/", visits.end, name="visit_end"),
]
