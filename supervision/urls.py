"""Addresses of supervision."""

from django.urls import path

from supervision.views import reports, today, use_index

app_name = "supervision"
urlpatterns = [
    path("desk/", today.today, name="today"),
    path("desk/use-index/", use_index.index, name="use_index"),
    path("desk/use-index.xlsx", use_index.export, name="use_index_export"),
    path("desk/use-index/<str:code>/", use_index.station, name="use_index_station"),
    path("desk/reports/", reports.index, name="reports"),
    path("desk/reports/compile/", reports.compile_now, name="compile"),
    path("desk/reports/<int:pk>/", reports.report, name="report"),
    path("desk/reports/<int:pk>/workbook/", reports.workbook, name="workbook"),
    path("desk/reports/<int:pk>/sign/", reports.sign_off, name="sign_off"),
]
