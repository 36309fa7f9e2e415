"""导入网格 as pages: upload, look at what would happen, confirm."""

from django.views.decorators.http import require_http_methods, require_POST

from deputies import grid_sheet
from deputies.actions import grids as actions
from deputies.documents import grids as documents
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from stations.views.import_pages import ImportPages


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def upload(request):
    """导入网格: choose a file; it is read, nothing is written yet."""
    return _pages(request).upload()


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def preview(request, key):
    """预览: what would be new, changed, wrong; POST says which column is which."""
    return _pages(request).preview(key)


@seat_required(Role.COMMITTEE)
@require_POST
def confirm(request, key):
    """确认导入: all or nothing."""
    return _pages(request).confirm(key)


def _pages(request) -> ImportPages:
    def apply(plan, draft) -> str:
        new, changed = len(plan.new), len(plan.changed)
        actions.apply_import(plan, by=request.seat, file_name=draft.file_name, draft=draft)
        return f"导入完成：新增 {new} 个网格，修改 {changed} 个。"

    return ImportPages(
        request=request,
        subject=grid_sheet.SUBJECT,
        columns=grid_sheet.COLUMNS,
        plan=documents.plan,
        apply=apply,
        pages=(
            "deputies:grid_import",
            "deputies:grid_import_preview",
            "deputies:grid_import_confirm",
        ),
        templates=("deputies/grid_import.html", "deputies/grid_import_preview.html"),
        done="deputies:grids",
    )
