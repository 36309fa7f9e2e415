"""Addresses of deputies: the public list of a station, the register at the desk."""

from django.urls import path

from deputies.views import attendance, compliance, desk, imports, parameters, public, visits

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
    path("desk/attendance/mine/", visits.mine, name="mine"),
    path("desk/attendance/sign-in/", visits.sign_in, name="sign_in"),
    path("desk/attendance/scan/<int:pk>/<str:code>/", visits.scan, name="scan"),
    path("desk/attendance/duties/<int:pk>/answer/", visits.answer, name="answer_duty"),
    path("desk/attendance/records/<int:pk>/strike/", attendance.strike, name="strike"),
    path("desk/attendance/<int:pk>/", attendance.roster, name="roster"),
    path("desk/attendance/<int:pk>/screen/", attendance.screen, name="screen"),
    path("desk/attendance/<int:pk>/invite/", attendance.invite, name="invite"),
    path("desk/attendance/<int:pk>/who/", attendance.who, name="activity_attendance"),
    path("desk/compliance/", compliance.month, name="compliance"),
    path("desk/compliance/month.xlsx", compliance.month_export, name="compliance_month_export"),
    path("desk/compliance/year/", compliance.year, name="compliance_year"),
    path("desk/compliance/year.xlsx", compliance.year_export, name="compliance_year_export"),
    path("desk/compliance/close/", compliance.close, name="compliance_close"),
    path("desk/compliance/mine/", compliance.my_year, name="my_year"),
    path("desk/compliance/rules/", parameters.index, name="parameters"),
    path("desk/compliance/rules/<slug:key>/", parameters.change, name="parameter"),
    path("desk/compliance/remind/<slug:kind>/", compliance.ask, name="compliance_ask"),
    path("desk/compliance/station/<str:code>/", compliance.of_station, name="compliance_station"),
    path(
        "desk/compliance/deputy/<int:pk>/<int:year>/",
        compliance.of_deputy,
        name="compliance_deputy",
    ),
]
