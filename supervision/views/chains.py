"""问效链: list with where each is broken, one chain, its links and its effect (F15)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain as audit
from liaison.ui.paging import pages
from stations.views.desk import posted
from supervision import chains as actions
from supervision import documents, forms
from supervision.links import Standing
from supervision.models import Chain
from supervision.views.use_index import READERS, XLSX

KEEPERS = (Role.STATION, Role.COMMITTEE)


@dataclass(frozen=True)
class Row:
    """A chain on a list: its four links and where it stands."""

    chain: Chain
    links: list[actions.Shown]
    standing: Standing
    days: int


@require_safe
@seat_required(*READERS, Role.DEPUTY)
def index(request):
    """问效链: those the seat sees; the broken ones say where and since when."""
    asked = forms.ChainFilter(request.GET)
    rows = _rows(request.seat, asked)
    context = {
        "filter": asked,
        "page": pages(rows, request),
        "broken": sum(row.standing.is_broken for row in rows),
        "may_keep": request.seat.role in KEEPERS,
        "is_office": request.seat.role in READERS,
    }
    return render(request, "supervision/chains.html", context)


@require_safe
@seat_required(*READERS)
def export(request):
    """问效链 as a spreadsheet: what the list shows."""
    rows = _rows(request.seat, forms.ChainFilter(request.GET))
    audit.record("export", by=request.seat, facts={"list": "问效链", "rows": len(rows)})
    content = documents.chains_workbook(rows, clock.today())
    answer = HttpResponse(content, content_type=XLSX)
    name = f"问效链-{clock.today()}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@require_http_methods(["GET", "POST"])
@seat_required(*KEEPERS)
def new(request):
    """建立问效链."""
    initial = {"begun_on": clock.today()}
    form = forms.ChainForm(posted(request), seat=request.seat, initial=initial)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.begin(by=request.seat, **form.cleaned_data))
    return _form_page(request, form, "建立问效链")


@require_safe
@seat_required(*READERS, Role.DEPUTY)
def detail(request, pk):
    """One chain: four links, the missing one named with the day since when."""
    chain = _seen(request, pk)
    may_keep = request.seat.role in KEEPERS
    answered = chain.suggestion is not None and chain.suggestion.replied_at is not None
    context = {"row": _row(chain), "may_keep": may_keep, "may_check": may_keep and answered}
    return render(request, "supervision/chain.html", context)


@require_http_methods(["GET", "POST"])
@seat_required(*KEEPERS)
def edit(request, pk):
    """修改问效链: link what has been done."""
    chain = _seen(request, pk)
    form = forms.ChainForm(posted(request), seat=request.seat, instance=chain)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.change(chain, by=request.seat, **form.cleaned_data))
    return _form_page(request, form, "修改问效链")


@require_http_methods(["GET", "POST"])
@seat_required(*KEEPERS)
def effect(request, pk):
    """问效."""
    chain = _seen(request, pk)
    form = forms.EffectForm(posted(request), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.check_effect(chain, by=request.seat, **form.cleaned_data)
        messages.success(request, "已记录问效结果。")
        return redirect(chain)
    return _form_page(request, form, f"问效：{chain.title}")


def _rows(seat, asked) -> list[Row]:
    found = Chain.objects.visible_to(seat)
    said = asked.cleaned_data if asked.is_valid() else {"q": "", "show": ""}
    if said["q"]:
        found = found.filter(title__icontains=said["q"])
    rows = [_row(chain) for chain in found.for_list()]
    keeps = {
        "broken": lambda one: one.is_broken,
        "waiting": lambda one: not one.is_broken and not one.is_whole,
        "whole": lambda one: one.is_whole,
    }.get(said["show"])
    return [row for row in rows if keeps(row.standing)] if keeps else rows


def _row(chain) -> Row:
    standing = actions.standing(chain)
    return Row(chain, actions.shown(chain), standing, standing.days(clock.today()))


def _seen(request, pk) -> Chain:
    return get_object_or_404(Chain.objects.visible_to(request.seat).for_list(), pk=pk)


def _form_page(request, form, heading):
    context = {"form": form, "page_heading": heading}
    status = 422 if form.is_bound else 200
    return render(request, "supervision/chain_form.html", context, status=status)
