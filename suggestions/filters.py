"""The filters each list is thought in, kept in the address, and the tabs with their counts."""

import re

import django_filters
from django import forms
from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.http import HttpRequest

from liaison import clock
from liaison.accounts.models import Seat
from liaison.search import words
from stations.models import Station
from suggestions.models import Channel, Concern, Handling, Suggestion
from suggestions.queues import Queue
from suggestions.routing import Category
from suggestions.workflow import HandlingStage, SuggestionStage

NUMBER = re.compile(r"^\d{4,6}-?[0-9A-Za-z]{0,5}$")
#: A tab counts this far and then says "99+": a list of any length opens in the same time.
COUNT_CAP = 99
MOST_STATIONS = 50


def _search(placeholder: str) -> forms.TextInput:
    return forms.TextInput(attrs={"type": "search", "placeholder": placeholder})


class ConcernFilter(django_filters.FilterSet):
    """Concerns by number or words, station (with those below it), category, channel, lateness."""

    q = django_filters.CharFilter(
        label="编号或词语", method="by_words", widget=_search("编号、词语")
    )
    station = django_filters.CharFilter(
        label="站点（含下级）", method="by_station", widget=_search("站点名称或编码")
    )
    category = django_filters.ChoiceFilter(
        label="类别", choices=Category.choices, empty_label="全部"
    )
    channel = django_filters.ChoiceFilter(label="渠道", choices=Channel.choices, empty_label="全部")
    overdue = django_filters.BooleanFilter(
        label="只看逾期", method="by_overdue", widget=forms.CheckboxInput
    )

    class Meta:
        model = Concern
        fields: tuple[str, ...] = ()

    def by_words(self, rows, _name, text):
        """A number by its beginning, else all the words in any order."""
        text = text.strip()
        if NUMBER.match(text):
            return rows.filter(number__startswith=text.upper())
        return words.matching(rows, text)

    def by_station(self, rows, _name, text):
        """Stations of that code or name, and everything below them."""
        text = text.strip()
        found = Station.objects.filter(Q(code=text) | Q(name__contains=text)).order_by("path")
        below = Q(pk__in=[])
        for path in found.values_list("path", flat=True)[:MOST_STATIONS]:
            below |= Q(path__startswith=path)
        ids = Station.objects.filter(below).values_list("pk", flat=True)
        return rows.filter(station__in=list(ids))

    def by_overdue(self, rows, _name, wanted):
        return rows.overdue(clock.today()) if wanted else rows


class SuggestionFilter(django_filters.FilterSet):
    """Suggestions by number or title, and category."""

    q = django_filters.CharFilter(
        label="编号或标题", method="by_text", widget=_search("编号、标题")
    )
    category = django_filters.ChoiceFilter(
        label="类别", choices=Category.choices, empty_label="全部"
    )

    class Meta:
        model = Suggestion
        fields: tuple[str, ...] = ()

    def by_text(self, rows, _name, text):
        text = text.strip()
        return rows.filter(Q(number__startswith=text) | Q(title__contains=text))


class HandlingFilter(django_filters.FilterSet):
    """Handlings by the suggestion's number or title, and the unit's name."""

    q = django_filters.CharFilter(
        label="编号、标题或单位", method="by_text", widget=_search("编号、标题、单位")
    )
    overdue = django_filters.BooleanFilter(
        label="只看逾期", method="by_overdue", widget=forms.CheckboxInput
    )

    class Meta:
        model = Handling
        fields: tuple[str, ...] = ()

    def by_text(self, rows, _name, text):
        text = text.strip()
        return rows.filter(
            Q(suggestion__number__startswith=text)
            | Q(suggestion__title__contains=text)
            | Q(department__name__contains=text)
        )

    def by_overdue(self, rows, _name, wanted):
        return rows.overdue(clock.today()) if wanted else rows


_S, _H = SuggestionStage, HandlingStage


def _tab(key: str, label: str, *stages: str) -> tuple[str, Queue]:
    """A tab that holds these stages; all, uncounted, without any."""
    if not stages:
        return key, Queue(key, label, lambda rows, seat, today: rows, is_counted=False)
    return key, Queue(key, label, lambda rows, seat, today: rows.filter(stage__in=stages))


#: The tabs of each list by the value in the address; those of concerns are the desk's queues.
SUGGESTION_TABS = dict(
    (
        _tab("draft", "草拟", _S.DRAFT),
        _tab("submitted", "待审查", _S.SUBMITTED),
        _tab("handing", "待交办分办", _S.REGISTERED, _S.ASSIGNED),
        _tab("in_hand", "办理中", _S.IN_HAND),
        _tab("replied", "待评价", _S.REPLIED, _S.STUDIED),
        _tab("", "全部"),
    )
)
HANDLING_TABS = dict(
    (
        _tab("", "待办", _H.OFFERED, _H.SIGNED),
        _tab("offered", "待签收", _H.OFFERED),
        _tab("signed", "办理中", _H.SIGNED),
        _tab("replied", "已答复", _H.REPLIED),
        _tab("all", "全部"),
    )
)


class CappedCount(Subquery):
    """How many rows a queryset has, up to the cap and one more, as a column."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet):
        super().__init__(rows.order_by().values("pk")[: COUNT_CAP + 1])


def tabs(rows: QuerySet, chosen: dict[str, Queue], request: HttpRequest) -> list[dict]:
    """A tab for each queue of `chosen` with its capped count: one statement for all of them.

    `rows` is what the seat may see, before filters: tabs say how much work there is.
    """
    seat, today = request.seat, clock.today()
    counted = {
        f"tab_{key}": CappedCount(queue.rows(rows, seat, today))
        for key, queue in chosen.items()
        if queue.is_counted
    }
    # One row to hang the counts on; which one does not matter.
    one = Seat.objects.filter(pk=seat.pk)
    counts = one.annotate(**counted).values(*counted).get()
    here = chosen_tab(chosen, request)
    return [
        {
            "key": key,
            "label": queue.label,
            "count": _shown(counts.get(f"tab_{key}")),
            "is_here": key == here,
        }
        for key, queue in chosen.items()
    ]


def _shown(count: int | None) -> str:
    if count is None:
        return ""
    return str(count) if count <= COUNT_CAP else f"{COUNT_CAP}+"


def chosen_tab(chosen: dict[str, Queue], request: HttpRequest) -> str:
    """The tab the address asks for; nonsense means all."""
    asked = request.GET.get("stage", "")
    return asked if asked in chosen else ""


def in_tab(rows: QuerySet, chosen: dict[str, Queue], request: HttpRequest) -> QuerySet:
    """`rows` of the tab the address asks for."""
    return chosen[chosen_tab(chosen, request)].rows(rows, request.seat, clock.today())
