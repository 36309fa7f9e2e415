"""代表结构: who the deputies of a level are, term by term, small cells withheld (F14)."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from deputies.compliance import rule_on
from deputies.documents import structure as documents
from deputies.models import Deputy, Level
from deputies.views.desk import EXCEL, OFFICE
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.audit import chain


class LevelForm(forms.Form):
    """Which level the page is about."""

    level = forms.ChoiceField(label="代表层级", choices=Level.choices)


@seat_required(*OFFICE)
@require_safe
def index(request):
    """代表结构 of one level: each dimension a table and a chart, terms side by side."""
    today = clock.today()
    deputies = Deputy.objects.visible_to(request.seat)
    offered = documents.levels(deputies, today)
    level = _level(request, offered)
    terms = documents.terms(deputies, level, today) if level else []
    k = rule_on(today).small_cell
    context = {
        "levels": offered,
        "level": level,
        "terms": terms,
        "dimensions": documents.dimensions(terms, k),
        "k": k,
        "people": deputies.in_office(today).count(),
    }
    return render(request, "deputies/structure/index.html", context)


@seat_required(*OFFICE)
@require_safe
def export(request):
    """代表结构 as a spreadsheet: what the page shows, withheld alike."""
    today = clock.today()
    deputies = Deputy.objects.visible_to(request.seat)
    level = _level(request, documents.levels(deputies, today))
    k = rule_on(today).small_cell
    found = documents.dimensions(documents.terms(deputies, level, today) if level else [], k)
    title = f"{Level(level).label}代表结构" if level else "代表结构"
    chain.record("export", by=request.seat, facts={"list": title})
    answer = HttpResponse(documents.workbook(title, found, k), content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, f"{title}-{today}.xlsx")
    return answer


def _level(request, offered) -> str:
    """The level asked for, or the one with most deputies; "" when there is none."""
    form = LevelForm(request.GET)
    asked = form.cleaned_data["level"] if form.is_valid() else ""
    if asked in {key for key, _, _ in offered}:
        return asked
    return max(offered, key=lambda one: one[2])[0] if offered else ""
