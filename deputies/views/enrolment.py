"""Who takes part in a class: enrolling, signing in, certificates, what it was worth (T7)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.actions import enrolment as actions
from deputies.documents import certificates
from deputies.forms.training import FeedbackForm
from deputies.models import Deputy, Enrolment, TrainingClass
from deputies.views.desk import OFFICE
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.documents.pdf import CONTENT_TYPE
from liaison.ui.paging import pages
from stations.views.desk import posted

KEEPERS = (Role.STATION, Role.COMMITTEE)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@seat_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def people(request, pk):
    """报名和签到 by the office: ticked deputies are enrolled, or recorded as present."""
    kept = TrainingClass.objects.kept_by(request.seat)
    training = get_object_or_404(kept, pk=pk)
    mine = Deputy.objects.visible_to(request.seat).in_office(training.from_on)
    if request.method == "POST":
        chosen = list(mine.filter(pk__in=_keys(request)).public())
        is_present = request.POST.get("what") == "present"
        act = actions.record_present if is_present else actions.enrol
        number = act(training, deputies=chosen, by=request.seat)
        messages.success(request, f"{'已签到' if is_present else '已报名'} {number} 人。")
        return redirect(request.get_full_path())
    words = request.GET.get("q", "").strip()[:50]
    found = mine.named_like(words) if words else mine
    page = pages(found.public().with_posts(clock.today()).for_list(), request, size=100)
    rows = training.enrolments.filter(deputy__in=[each.pk for each in page])
    known = {row.deputy_id: row for row in rows}
    context = {
        "training": training,
        "words": words,
        "page": page,
        "lines": [(each, known.get(each.pk)) for each in page],
        "has_begun": clock.today() >= training.from_on,
    }
    return render(request, "deputies/training/people.html", context)


@seat_required(Role.DEPUTY)
@require_POST
def enrol(request, pk):
    """报名 by the deputy himself."""
    training = get_object_or_404(TrainingClass, pk=pk)
    actions.enrol(training, deputies=[_own(request)], by=request.seat)
    messages.success(request, f"已报名“{training.title}”。")
    return redirect("deputies:my_study")


@seat_required(Role.DEPUTY)
@require_POST
def withdraw(request, pk):
    """取消报名 by the deputy himself."""
    training = get_object_or_404(TrainingClass, pk=pk)
    actions.withdraw(training, by=request.seat)
    messages.success(request, "已取消报名。")
    return redirect("deputies:my_study")


@seat_required(Role.DEPUTY)
@require_http_methods(["GET", "POST"])
def feedback(request, pk):
    """培训反馈: a rating and a few words, kept without the name."""
    mine = Enrolment.objects.filter(deputy=_own(request)).select_related("training")
    enrolment = get_object_or_404(mine, pk=pk)
    form = FeedbackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.give_feedback(enrolment, by=request.seat, **form.cleaned_data)
        messages.success(request, "感谢您的反馈，反馈不记姓名。")
        return redirect("deputies:my_study")
    context = {"form": form, "training": enrolment.training}
    status = 422 if form.is_bound else 200
    return render(request, "deputies/training/feedback.html", context, status=status)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def certificate(request, pk):
    """结业证书, to be printed."""
    enrolment = _present(request, pk)
    context = {"enrolment": enrolment, "one": certificates.of(enrolment)}
    return render(request, "deputies/training/certificate.html", context)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def certificate_word(request, pk):
    """结业证书 as a Word file."""
    one = certificates.of(_present(request, pk))
    return _file(certificates.as_word(one), WORD, f"{one.title}.docx")


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def certificate_pdf(request, pk):
    """结业证书 as a PDF file."""
    one = certificates.of(_present(request, pk))
    return _file(certificates.as_pdf(one), CONTENT_TYPE, f"{one.title}.pdf")


def _present(request, pk) -> Enrolment:
    """An enrolment the seat may see, of somebody who was there."""
    seen = Enrolment.objects.visible_to(request.seat).filter(is_present=True)
    return get_object_or_404(seen.select_related("training__station", "deputy"), pk=pk)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def _own(request) -> Deputy:
    return actions.own(request.seat)


def _keys(request) -> list[int]:
    given = request.POST.getlist("deputies")
    return [int(key) for key in given if key.isascii() and key.isdigit() and len(key) < 10]
