"""Where the working-day table is."""

from datetime import date

from django.urls import path, register_converter

from liaison.workdays import views


class IsoDate:
    """`2026-10-10` in an address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(IsoDate, "isodate")

app_name = "workdays"
urlpatterns = [
    path("desk/workdays/", views.index, name="index"),
    path("desk/workdays/<int:year>/", views.index, name="year"),
    path("desk/workdays/day/<isodate:day>/", views.day, name="day"),
    path("desk/workdays/publish/", views.publish, name="publish"),
]
