"""How every list and every step's form of this app is answered."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from liaison import clock
from liaison.audit import chain
from liaison.ui import paging
from suggestions import filters

#: An export is what is on screen, with all its pages, up to this many rows.
EXPORT_CAP = 5_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def listing(request, *, rows, narrowed, chosen, template, context, dress=None):
    """A list: tabs, filters and one page of rows; for htmx the rows alone.

    `rows` is what the seat may see, `narrowed` the filter set over it, `chosen` the tabs. `dress`
    is given each row shown.
    """
    here = filters.chosen_tab(chosen, request)
    found = narrowed.qs.for_list()
    if order := chosen[here].order:
        found = found.order_by(*order)  # every queue's order ends in pk
    page = paging.pages(found, request)
    for row in page.items if dress else ():
        dress(row)
    told = {"page": page, "today": clock.today(), "here": here} | context
    if request.htmx:
        response = render(request, f"suggestions/_{template}_rows.html", told)
    else:
        told |= {"tabs": filters.tabs(rows, chosen, request), "filter": narrowed}
        response = render(request, f"suggestions/{template}.html", told)
    patch_vary_headers(response, ["HX-Request"])
    return response


def excel(request, *, title: str, content: bytes, count: int):
    """A workbook to keep, and the trace that somebody took it."""
    chain.record(
        "export",
        by=request.seat,
        facts={"list": title, "rows": count, "filters": sorted(request.GET)},
    )
    response = HttpResponse(content, content_type=XLSX)
    name = quote(f"{title}{clock.today():%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def ask(request, thing, step, form, **context):
    """The form of a step: the fragment for htmx, the whole page else; 422 when it was sent wrong."""
    told = {"thing": thing, "step": step, "form": form, "warn": "", **context}
    template = "suggestions/_step_form.html" if request.htmx else "suggestions/step.html"
    response = render(request, template, told, status=422 if form.is_bound else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


def done(request, thing, said: str):
    """Back to the thing's page, which says what was done."""
    messages.success(request, said)
    return redirect(thing)


def accepted(request, form) -> bool:
    """Whether this request is a form sent, and sent well."""
    return request.method == "POST" and form.is_valid()


def given(request):
    """What a form is bound to: the fields sent, or nothing while the page is only opened."""
    return request.POST if request.method == "POST" else None
