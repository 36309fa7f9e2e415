"""导入联系企业 as pages: upload, look at what would happen, confirm."""

from django.views.decorators.http import require_http_methods, require_POST

from deputies.actions import contacts as actions
from deputies.documents import enterprises as documents
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from stations.models import ids_below
from stations.views.import_pages import ImportPages

KEEPERS = (Role.STATION, Role.COMMITTEE)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def upload(request):
    """Choose a file; it is read, nothing is written yet."""
    return _pages(request).upload()


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def preview(request, key):
    """预览: what would be new, changed, wrong."""
    return _pages(request).preview(key)


@seat_required(*KEEPERS)
@require_POST
def confirm(request, key):
    """确认导入: all or nothing."""
    return _pages(request).confirm(key)


def _pages(request) -> ImportPages:
    reach = frozenset(ids_below(request.seat))

    def apply(plan, draft) -> str:
        new, changed = len(plan.new), len(plan.changed)
        actions.import_enterprises(plan, by=request.seat, file_name=draft.file_name, draft=draft)
        return f"导入完成：新增 {new} 家企业，修改 {changed} 家。"

    return ImportPages(
        request=request,
        subject=documents.SUBJECT,
        columns=documents.COLUMNS,
        plan=lambda rows: documents.plan(rows, reach=reach),
        apply=apply,
        pages=(
            "deputies:enterprise_import",
            "deputies:enterprise_import_preview",
            "deputies:enterprise_import_confirm",
        ),
        templates=("deputies/contacts/import.html", "deputies/contacts/import_preview.html"),
        done="deputies:enterprises",
    )
