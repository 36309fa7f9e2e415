"""Monthly reports: the list, one report, its Excel, compiling and signing off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.ui.paging import pages
from supervision import actions, charts, documents
from supervision.forms import CompileForm
from supervision.indicators import INDICATORS
from supervision.models import MonthlyReport


@require_safe
@seat_required()
def index(request):
    """月报列表: newest month first, the tree's order within it."""
    found = MonthlyReport.objects.visible_to(request.seat).for_list().defer("figures")
    page = pages(found, request, size=30)
    form = CompileForm(seat=request.seat) if request.seat.role == Role.COMMITTEE else None
    return render(request, "supervision/reports.html", {"page": page, "form": form})


@require_safe
@seat_required()
def report(request, pk):
    """One month: sentences, figures beside last month's, charts, the stations below."""
    found = get_object_or_404(MonthlyReport.objects.visible_to(request.seat).for_list(), pk=pk)
    figures = found.figures
    context = {
        "report": found,
        "rows": _compared(figures),
        "channels": charts.bars(figures["channels"]),
        "channels_table": charts.table(figures["channels"], first="渠道"),
        "categories": charts.bars(figures["categories"][:10]),
        "categories_table": charts.table(figures["categories"], first="类别"),
        "children": figures["children"],
        "may_sign": request.seat.role == Role.COMMITTEE and not found.is_frozen,
    }
    return render(request, "supervision/report.html", context)


def _compared(figures):
    before = figures.get("before") or {}
    return [
        {"indicator": one, "now": figures["now"].get(key), "before": before.get(key)}
        for key, one in INDICATORS.items()
    ]


@require_safe
@seat_required()
def workbook(request, pk):
    """The report's Excel annex."""
    found = get_object_or_404(MonthlyReport.objects.visible_to(request.seat).for_list(), pk=pk)
    response = HttpResponse(
        documents.report_workbook(found),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{found}.xlsx")
    return response


@require_POST
@seat_required(Role.COMMITTEE)
def compile_now(request):
    """编制: take a month's figures again, on demand."""
    form = CompileForm(request.POST, seat=request.seat)
    if not form.is_valid():
        found = MonthlyReport.objects.visible_to(request.seat).for_list().defer("figures")
        context = {"page": pages(found, request, size=30), "form": form}
        return render(request, "supervision/reports.html", context, status=422)
    made = actions.compile_month(form.cleaned_data["station"], form.cleaned_data["month"])
    messages.success(request, f"已编制{made}。")
    return redirect(made)


@require_POST
@seat_required(Role.COMMITTEE)
def sign_off(request, pk):
    """签发: the figures stand from here on."""
    found = get_object_or_404(MonthlyReport.objects.visible_to(request.seat), pk=pk)
    actions.sign_off(found, by=request.seat)
    messages.success(request, "已签发，数据不再变动。")
    return redirect(found)
