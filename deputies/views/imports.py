"""导入代表 as pages: upload, answer who is who, confirm."""

from django.views.decorators.http import require_http_methods, require_POST

from deputies import sheet
from deputies.actions import register as actions
from deputies.documents import register as documents
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from stations.views.import_pages import ImportPages

#: The names of the radio buttons which say who a row in doubt is.
WHO = "who-"
LONGEST_LINE_NO = 10


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def upload(request):
    """导入代表: choose a file; it is read, nothing is written yet."""
    return _pages(request).upload()


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def preview(request, key):
    """预览: what would be new, changed, wrong, in doubt; POST says which column is which."""
    return _pages(request).preview(key)


@seat_required(Role.COMMITTEE)
@require_POST
def confirm(request, key):
    """确认导入, with the answers to what was in doubt: all or nothing."""
    return _pages(request).confirm(key)


def _pages(request) -> ImportPages:
    answers = answers_in(request.POST)

    def apply(plan, draft) -> str:
        actions.apply_import(plan, by=request.seat, file_name=draft.file_name, draft=draft)
        new, changed = len(plan.new), len(plan.changed)
        return (
            f"导入完成：代表资格新增 {new} 个，修改 {changed} 个，新增代表 {plan.new_people} 人。"
        )

    return ImportPages(
        request=request,
        subject=sheet.SUBJECT,
        columns=sheet.COLUMNS,
        plan=lambda rows: documents.plan(rows, answers, by=request.seat),
        apply=apply,
        pages=("deputies:import", "deputies:import_preview", "deputies:import_confirm"),
        templates=("deputies/import.html", "deputies/import_preview.html"),
        done="deputies:list",
        more=lambda plan: {"doubts": questions(plan, answers)},
    )


def answers_in(posted) -> dict[int, str]:
    """line number → who it is, out of the radio buttons and the answers given before."""
    found = {}
    for name, value in posted.items():
        number = name.removeprefix(WHO)
        if name.startswith(WHO) and number.isdecimal() and len(number) < LONGEST_LINE_NO:
            found[int(number)] = value
    return found


def questions(plan, answers) -> list[dict]:
    """Rows in doubt; answers given before travel along, because one answer may raise a question."""
    open_lines = {doubt.line.line_no for doubt in plan.doubts}
    given = [{"field": f"{WHO}{no}", "value": who} for no, who in answers.items()]
    kept = [each for each in given if int(each["field"].removeprefix(WHO)) not in open_lines]
    asked = [
        {"doubt": doubt, "field": f"{WHO}{doubt.line.line_no}", "kept": []} for doubt in plan.doubts
    ]
    if asked:
        asked[0]["kept"] = kept
    return asked
