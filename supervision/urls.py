"""Addresses of supervision."""

from django.urls import path

from supervision.views import chains, reports, today, use_index

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
    path("desk/chains/", chains.index, name="chains"),
    path("desk/chains.xlsx", chains.export, name="chains_export"),
    path("desk/chains/new/", chains.new, name="chain_new"),
    path("desk/chains/<int:pk>/", chains.detail, name="chain"),
    path("desk/chains/<int:pk>/edit/", chains.edit, name="chain_edit"),
    path("desk/chains/<int:pk>/effect/", chains.effect, name="chain_effect"),
]
