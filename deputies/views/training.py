"""培训班和学时: classes, their rosters, and what hours each deputy has."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies import indicators
from deputies.actions import training as actions
from deputies.documents import training as documents
from deputies.forms.training import TrainingForm, YearForm
from deputies.models import Deputy, TrainingClass
from deputies.views.desk import EXCEL, OFFICE
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.errors import Refused
from liaison.ui.paging import pages
from stations.models import ids_below, station_of
from stations.views.desk import posted
from stations.views.import_pages import ImportPages

KEEPERS = (Role.STATION, Role.COMMITTEE)


@seat_required(*OFFICE)
@require_safe
def index(request):
    """培训班, the latest first."""
    found = TrainingClass.objects.visible_to(request.seat).for_list()
    context = {"page": pages(found, request), "may_open": request.seat.role in KEEPERS}
    return render(request, "deputies/training/index.html", context)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new(request):
    """开设培训班 at the seat's own station."""
    form = TrainingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        station = station_of(request.seat)
        if station is None:
            raise Refused("您的岗位没有所在站点，不能开设培训班。")
        made = actions.open_training(station=station, by=request.seat, **form.cleaned_data)
        return redirect(made)
    return _form_page(request, form, "开设培训班")


@seat_required(*OFFICE)
@require_safe
def detail(request, pk):
    """One class, and its roster as far as the seat sees the deputies."""
    training = get_object_or_404(
        TrainingClass.objects.visible_to(request.seat).select_related("topic", "station"), pk=pk
    )
    roster = training.enrolments.visible_to(request.seat)
    context = {
        "training": training,
        "page": pages(roster.for_list(), request, size=100),
        "feedback": indicators.feedback(training),
        "may_keep": request.seat.role in KEEPERS and training.station_id in ids_below(request.seat),
    }
    return render(request, "deputies/training/detail.html", context)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """修改培训班."""
    form = TrainingForm(posted(request), instance=_kept(request, pk))
    if request.method == "POST" and form.is_valid():
        return redirect(
            actions.change_training(_kept(request, pk), by=request.seat, **form.cleaned_data)
        )
    return _form_page(request, form, "修改培训班")


@seat_required(*KEEPERS)
@require_POST
def complete(request, pk):
    """按本班登记必修课完成."""
    training = _kept(request, pk)
    count = actions.complete_from_class(training, by=request.seat)
    messages.success(request, f"已登记 {count} 位代表完成“{training.topic}”。")
    return redirect(training)


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def upload(request, pk):
    """导入参训名单: choose a file; it is read, nothing is written yet."""
    return _pages(request, pk).upload()


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def preview(request, pk, key):
    """预览: who is new, changed, unchanged, wrong."""
    return _pages(request, pk).preview(key)


@seat_required(*KEEPERS)
@require_POST
def confirm(request, pk, key):
    """确认导入: all or nothing; the same roster again changes nothing (T7)."""
    return _pages(request, pk).confirm(key)


def _pages(request, pk) -> ImportPages:
    training = _kept(request, pk)

    def apply(plan, draft) -> str:
        actions.apply_roster(training, plan, by=request.seat, draft=draft)
        return (
            f"导入完成：新增 {len(plan.new)} 人，更新 {len(plan.changed)} 人，"
            f"不变 {len(plan.unchanged)} 人。"
        )

    return ImportPages(
        request=request,
        subject=documents.SUBJECT,
        kept_as=f"{documents.SUBJECT}-{training.pk}",
        columns=documents.COLUMNS,
        plan=lambda rows: documents.plan(rows, training, request.seat),
        apply=apply,
        pages=(
            "deputies:training_import",
            "deputies:training_preview",
            "deputies:training_confirm",
        ),
        arguments={"pk": training.pk},
        templates=("deputies/training/import.html", "deputies/training/preview.html"),
        context={"training": training, "layout": "layouts/study.html"},
        done=training,
    )


@seat_required(*OFFICE)
@require_safe
def hours(request):
    """代表学时 of a year."""
    year = YearForm.asked(request)
    rows = _hours(request.seat, year)
    context = {"year": year, "page": pages(rows, request, size=50), "people": len(rows)}
    return render(request, "deputies/training/hours.html", context)


@seat_required(*OFFICE)
@require_safe
def hours_export(request):
    """代表学时 as a spreadsheet."""
    year = YearForm.asked(request)
    rows = _hours(request.seat, year)
    facts = {"list": f"{year}年代表学时", "rows": len(rows)}
    chain.record("export", by=request.seat, facts=facts)
    answer = HttpResponse(documents.hours_workbook(rows, year), content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(True, f"代表学时-{year}.xlsx")
    return answer


def _hours(seat, year):
    return indicators.hours_by_deputy(Deputy.objects.visible_to(seat), year, clock.today())


def _kept(request, pk):
    kept = TrainingClass.objects.kept_by(request.seat).select_related("topic")
    return get_object_or_404(kept, pk=pk)


def _form_page(request, form, heading):
    context = {"form": form, "page_heading": heading}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/training/form.html", context, status=status)
