"""批量任务: how far a job has got, its result, stopping it, going on with it."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from liaison.accounts.access import seat_required
from liaison.audit import chain
from liaison.documents import jobs
from liaison.documents.models import Job
from liaison.ui.paging import pages


@seat_required()
@require_safe
def index(request):
    """我的批量任务, the latest first."""
    found = Job.objects.visible_to(request.seat)
    return render(request, "documents/jobs.html", {"page": pages(found.for_list(), request)})


@seat_required()
@require_safe
def job(request, pk):
    """One job; asked again and again by the page itself while it is under way."""
    shown = _own(request, pk)
    part = "documents/_job.html" if request.htmx else "documents/job.html"
    return render(request, part, {"job": shown})


@seat_required()
@require_POST
def cancel(request, pk):
    """取消."""
    jobs.cancel(_own(request, pk), by=request.seat)
    messages.success(request, "任务已取消。")
    return redirect("documents:job", pk=pk)


@seat_required()
@require_POST
def resume(request, pk):
    """继续."""
    jobs.resume(_own(request, pk), by=request.seat)
    messages.success(request, "任务继续进行。")
    return redirect("documents:job", pk=pk)


@seat_required()
@require_safe
def download(request, pk):
    """下载: the whole as one zip file, for who asked alone; a line in the audit log."""
    shown = _own(request, pk)
    path = jobs.result(shown)
    if path is None:
        raise Http404
    chain.record("export", by=request.seat, about=shown, facts={"list": shown.title})
    answer = FileResponse(path.open("rb"), content_type="application/zip")
    name = content_disposition_header(True, f"{shown.title}.zip")
    answer["Content-Disposition"] = name
    answer["Cache-Control"] = "private, no-store"
    return answer


def _own(request, pk) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.seat), pk=pk)
