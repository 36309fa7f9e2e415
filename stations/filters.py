"""The filters the list of activities is thought in, kept in the address."""

import re
from datetime import date

import django_filters
from django import forms
from django.db.models import Q

from liaison.ui.forms import MonthSelect
from stations.models import Activity, Form, Function, Station
from stations.workflow import ActivityStage

MOST_STATIONS = 50
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")


def month_of(text: str, otherwise: date) -> date:
    """The first of the month `text` names ("2026-11"); nonsense means that of `otherwise`."""
    found = _MONTH.match(text.strip())
    if found and 1 <= int(found[2]) <= 12 and 2000 <= int(found[1]) <= 2100:
        return date(int(found[1]), int(found[2]), 1)
    return otherwise.replace(day=1)


def next_month(first: date) -> date:
    """The first of the month after that of `first`."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def under_named(text: str):
    """Keys of the stations of that code or name and of all below them, as an array."""
    text = text.strip()
    found = Station.objects.filter(Q(code=text) | Q(name__contains=text)).order_by("path")
    below = Q(pk__in=[])
    for path in found.values_list("path", flat=True)[:MOST_STATIONS]:
        below |= Q(path__startswith=path)
    return list(Station.objects.filter(below).order_by().values_list("pk", flat=True))


class ActivityFilter(django_filters.FilterSet):
    """Activities by words, station (with those below it), function, form, stage, month."""

    q = django_filters.CharFilter(
        label="主题",
        field_name="title",
        lookup_expr="contains",
        widget=forms.TextInput({"type": "search"}),
    )
    station = django_filters.CharFilter(
        label="站点（含下级）", method="by_station", widget=forms.TextInput({"type": "search"})
    )
    function = django_filters.ChoiceFilter(
        label="职能", choices=Function.choices, empty_label="全部"
    )
    form = django_filters.ChoiceFilter(label="形式", choices=Form.choices, empty_label="全部")
    stage = django_filters.ChoiceFilter(
        label="状态", choices=ActivityStage.choices, empty_label="全部"
    )
    month = django_filters.CharFilter(
        label="月份", method="by_month", widget=MonthSelect(empty="全部月份")
    )

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()

    def by_station(self, rows, _name, text):
        return rows.filter(station__any_of=under_named(text))

    def by_month(self, rows, _name, text):
        if not _MONTH.match(text.strip()):
            return rows
        first = month_of(text, date(2026, 1, 1))
        return rows.filter(held_on__gte=first, held_on__lt=next_month(first))
