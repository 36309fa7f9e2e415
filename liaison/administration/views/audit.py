"""The audit administrator's page: what was done, by whom, and whether the chain is whole."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from liaison.administration.forms import EventFilter, wanted
from liaison.audit import chain
from liaison.audit.models import Event
from liaison.audit.tasks import verify as verify_task
from liaison.ui import paging


@require_GET
@seat_required(Role.AUDIT_ADMIN)
def events(request):
    """Events by verb, person and dates, newest first; read only."""
    form = EventFilter(request.GET)
    found = Event.objects.matching(**wanted(form)).for_list()
    context = {
        "form": form,
        "page": paging.pages(found, request, size=50),
        "head": chain.head(),
        "checked": Event.objects.filter(verb=chain.VERIFIED).order_by("-at", "-pk").first(),
    }
    return render(request, "administration/audit.html", context)


@require_POST
@seat_required(Role.AUDIT_ADMIN)
def verify(request):
    """校验审计链: the worker reads the whole chain and records what it found."""
    verify_task.delay()
    messages.info(request, "已安排校验，完成后结果显示在本页。")
    return redirect("administration:audit")
