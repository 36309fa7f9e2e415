"""导入代表 as pages: upload, answer who is who, confirm."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from deputies import sheet
from deputies.actions import register as actions
from deputies.documents import register as documents
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
#: The names of the radio buttons which say who a row in doubt is.
WHO = "who-"
LONGEST_LINE_NO = 10


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def upload(request):
    """导入代表: choose a file; it is read, nothing is written yet."""
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = rows_of(file)
            header_of(rows, sheet.SUBJECT, documents.WANTED)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            draft = keep_draft(
                subject=sheet.SUBJECT, file_name=file.name, rows=rows, by=request.seat
            )
            return redirect("deputies:import_preview", key=draft.pk)
    status = 422 if form.is_bound else 200
    return render(request, "deputies/import.html", {"form": form}, status=status)


@seat_required(Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def preview(request, key):
    """预览: what would be new, changed, wrong, in doubt; POST says which column is which."""
    draft = _draft(request, key)
    rows = rows_in(draft)
    header = header_of(rows, sheet.SUBJECT, documents.WANTED)
    form = HeadingForm(posted(request), header=header, columns=sheet.COLUMNS)
    if request.method == "POST" and form.is_valid():
        mappings.remember(sheet.SUBJECT, form.chosen())
        return redirect("deputies:import_preview", key=key)
    context = {"draft": draft, "header": header, "form": form, "plan": None}
    context |= {"unreadable": "", "shown": SHOWN, "doubts": []}
    try:
        context["plan"] = documents.plan(rows, by=request.seat)
        context["doubts"] = _questions(context["plan"], {})
    except Unreadable as error:
        context["unreadable"] = str(error)
    return render(request, "deputies/import_preview.html", context)


@seat_required(Role.COMMITTEE)
@require_POST
def confirm(request, key):
    """确认导入, with the answers to what was in doubt: all or nothing."""
    draft = _draft(request, key)
    answers = _answers(request.POST)
    try:
        plan = documents.plan(rows_in(draft), answers, by=request.seat)
    except Unreadable as error:
        raise Refused(str(error)) from error
    if not plan.is_sound:
        context = {"draft": draft, "plan": plan, "unreadable": "", "shown": SHOWN}
        context["doubts"] = _questions(plan, answers)
        return render(request, "deputies/import_preview.html", context, status=422)
    actions.apply_import(plan, by=request.seat, file_name=draft.file_name, draft=draft)
    messages.success(
        request,
        f"导入完成：代表资格新增 {len(plan.new)} 个，修改 {len(plan.changed)} 个，"
        f"新增代表 {plan.new_people} 人。",
    )
    return redirect("deputies:list")


def _answers(posted) -> dict[int, str]:
    """line number → who it is, out of the radio buttons and the answers given before."""
    found = {}
    for name, value in posted.items():
        number = name.removeprefix(WHO)
        if name.startswith(WHO) and number.isdecimal() and len(number) < LONGEST_LINE_NO:
            found[int(number)] = value
    return found


def _questions(plan, answers) -> list[dict]:
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


def _draft(request, key):
    mine = ImportDraft.objects.filter(seat=request.seat, subject=sheet.SUBJECT)
    return get_object_or_404(mine, pk=key)
