"""The first page of every seat: what needs me today."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from deputies.models import deputy_of
from liaison import clock
from liaison.accounts.access import seat_required
from liaison.accounts.roles import Role
from supervision import narrative, phone, queues, standing


@require_safe
@seat_required()
def today(request):
    """今日: the seat's queues and one sentence above them; the hotline's is its list of orders."""
    if request.seat.role == Role.HOTLINE:
        return redirect("suggestions:receiver_orders")
    if request.seat.role == Role.DEPUTY and (deputy := deputy_of(request.seat)):
        return render(request, "supervision/phone.html", _phone(request.seat, deputy))
    waiting = queues.waiting_for(request.seat, clock.today())
    figures = _figures(request.seat)
    context = {
        "today": clock.today(),
        "waiting": [one for one in waiting if one.count],
        "clear": [one for one in waiting if not one.count],
        "headline": narrative.headline(waiting, figures),
        "figures": figures,
    }
    return render(request, "supervision/today.html", context)


def _figures(seat):
    return standing.figures(seat, clock.today()) if seat.role in standing.OVERSEERS else []


def _phone(seat, deputy) -> dict:
    """A deputy's first page: in twelve statements, for slow phones and slow networks."""
    day = clock.today()
    waiting = [one for one in queues.waiting_for(seat, day) if one.count]
    coming = phone.coming(deputy, day)
    return {
        "today": day,
        "deputy": deputy,
        "waiting": waiting,
        "visits": phone.visits(deputy, day),
        "matters": phone.matters(deputy),
        "coming": coming,
        "open_now": next((one for one, is_open in coming if is_open), None),
    }
