"""导入网格 as pages: upload, look at what would happen, confirm."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from deputies import grid_sheet
from deputies.actions import grids as actions
from deputies.documents import grids as documents
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.documents import mappings
from liaison.documents.errors import Unreadable
from liaison.errors import Refused
from stations.actions.network import keep_draft
from stations.documents import header_of, rows_in, rows_of
from stations.forms import HeadingForm, UploadForm
from stations.models import ImportDraft
from stations.views.desk import posted

SHOWN = 200


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def upload(request):
    """导入网格: choose a file; it is read, nothing is written yet."""
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = rows_of(file)
            header_of(rows, grid_sheet.SUBJECT, documents.WANTED)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            draft = keep_draft(
                subject=grid_sheet.SUBJECT, file_name=file.name, rows=rows, by=request.seat
            )
            return redirect("deputies:grid_import_preview", key=draft.pk)
    status = 422 if form.is_bound else 200
    return render(request, "deputies/grid_import.html", {"form": form}, status=status)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def preview(request, key):
    """预览: what would be new, changed, wrong; POST says which column is which."""
    draft = _draft(request, key)
    rows = rows_in(draft)
    header = header_of(rows, grid_sheet.SUBJECT, documents.WANTED)
    form = HeadingForm(posted(request), header=header, columns=grid_sheet.COLUMNS)
    if request.method == "POST" and form.is_valid():
        mappings.remember(grid_sheet.SUBJECT, form.chosen())
        return redirect("deputies:grid_import_preview", key=key)
    context = {"draft": draft, "header": header, "form": form, "plan": None}
    context |= {"unreadable": "", "shown": SHOWN}
    try:
        context["plan"] = documents.plan(rows)
    except Unreadable as error:
        context["unreadable"] = str(error)
    return render(request, "deputies/grid_import_preview.html", context)


@seat_required(Role.COMMITTEE)
@require_POST
def confirm(request, key):
    """确认导入: all or nothing."""
    draft = _draft(request, key)
    try:
        plan = documents.plan(rows_in(draft))
    except Unreadable as error:
        raise Refused(str(error)) from error
    new, changed = len(plan.new), len(plan.changed)
    actions.apply_import(plan, by=request.seat, file_name=draft.file_name, draft=draft)
    messages.success(request, f"导入完成：新增 {new} 个网格，修改 {changed} 个。")
    return redirect("deputies:grids")


def _draft(request, key):
    mine = ImportDraft.objects.filter(seat=request.seat, subject=grid_sheet.SUBJECT)
    return get_object_or_404(mine, pk=key)
