"""履职档案: one deputy's as a page, Word and PDF; a whole county's as one job."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from deputies.documents import dossier as documents
from deputies.forms import dossier as forms
from deputies.models import Deputy
from deputies.views.desk import OFFICE
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.audit import chain
from liaison.documents import jobs
from stations.views.desk import posted

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def page(request, pk):
    """履职档案 in eight parts: the own for a deputy, for the office those it sees."""
    form, dossier = _asked(request, pk)
    context = {"dossier": dossier, "form": form, "forms": documents.FORMATS}
    return render(request, "deputies/dossier/page.html", context)


@seat_required(*OFFICE, Role.DEPUTY)
@require_safe
def download(request, pk, form):
    """The same as a Word or PDF file; a line in the audit log."""
    _, dossier = _asked(request, pk)
    facts = {"list": f"履职档案（{form}）", "deputy": dossier.deputy.name}
    chain.record("export", by=request.seat, about=dossier.deputy, facts=facts)
    answer = HttpResponse(documents.content(dossier, form), content_type=TYPES[form])
    name = f"{documents.title(dossier)}.{form}"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@seat_required(Role.STATION, Role.COMMITTEE)
@require_http_methods(["GET", "POST"])
def batch(request):
    """批量生成履职档案: asked for here, made by the worker, fetched from the job's page."""
    today = clock.today()
    initial = {"first": today.replace(month=1, day=1), "last": today}
    form = forms.BatchForm(posted(request), seat=request.seat, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asked = {
            "station": said["station"].code,
            "first": said["first"].isoformat(),
            "last": said["last"].isoformat(),
            "form": said["form"],
        }
        title = f"{said['station'].name}代表履职档案"[:100]
        return redirect(jobs.start(documents.KIND, title=title, asked=asked, by=request.seat))
    status = 422 if form.is_bound else 200
    return render(request, "deputies/dossier/batch.html", {"form": form}, status=status)


def _asked(request, pk):
    deputy = get_object_or_404(Deputy.objects.visible_to(request.seat).public(), pk=pk)
    first = documents.first_day(deputy, clock.today())
    form = forms.SpanForm(request.GET or None, initial={"first": first, "last": clock.today()})
    begun, ended = form.span(first)
    return form, documents.of(deputy.pk, begun, ended)
