"""Addresses of supervision."""

from django.urls import path

from supervision.views import reports, today

app_name = "supervision"
urlpatterns = [
    path("desk/", today.today, name="today"),
    path("desk/reports/", reports.index, name="reports"),
    path("desk/reports/compile/", reports.compile_now, name="compile"),
    path("desk/reports/<int:pk>/", reports.report, name="report"),
    path("desk/reports/<int:pk>/workbook/", reports.workbook, name="workbook"),
    path("desk/reports/<int:pk>/sign/", reports.sign_off, name="sign_off"),
]
