"""The first page of every seat: what needs me today."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from liaison import clock
from liaison.accounts.access import seat_required
from supervision import narrative, queues


@require_safe
@seat_required()
def today(request):
    """今日: the seat's queues and one sentence above them."""
    waiting = queues.waiting_for(request.seat, clock.today())
    context = {
        "today": clock.today(),
        "waiting": [one for one in waiting if one.count],
        "clear": [one for one in waiting if not one.count],
        "headline": narrative.headline(waiting),
    }
    return render(request, "supervision/today.html", context)
