"""The desk of the built-in receiver: the hotline answers its orders, leaders write on their reports."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liaison.accounts.access import seat_required
from liaison.ui.paging import pages
from suggestions.actions import receiving
from suggestions.forms.receiver import AnswerForm, ReturnForm
from suggestions.models import Channel, ReceivedOrder
from suggestions.models.outgoing import READ_BY

reader_required = seat_required(*READ_BY)


@reader_required
@require_safe
def orders(request):
    """What came in on this seat's channel, unanswered first."""
    _check_is_receiver(request)
    page = pages(ReceivedOrder.objects.visible_to(request.seat).for_list(), request)
    channel = Channel(READ_BY[request.seat.role])
    return render(request, "suggestions/receiver/orders.html", {"page": page, "channel": channel})


@reader_required
@require_safe
def order(request, number):
    """One order, and what may be done with it."""
    return _page(request, _order(request, number))


@reader_required
@require_http_methods(["POST"])
def answer(request, number):
    """答复、批示: the words go back to where the order came from."""
    received = _order(request, number)
    form = AnswerForm(request.POST, is_hotline=received.channel == Channel.HOTLINE)
    if not form.is_valid():
        return _page(request, received, answer_form=form, status=422)
    receiving.answer(received, text=form.cleaned_data["text"], by=request.seat)
    return redirect(received)


@reader_required
@require_http_methods(["POST"])
def send_back(request, number):
    """退单: with the reason."""
    received = _order(request, number)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, received, return_form=form, status=422)
    receiving.send_back(received, reason=form.cleaned_data["reason"], by=request.seat)
    return redirect(received)


def _order(request, number) -> ReceivedOrder:
    _check_is_receiver(request)
    return get_object_or_404(ReceivedOrder.objects.visible_to(request.seat), number=number)


def _check_is_receiver(request) -> None:
    """The hotline's desk is only here when this installation plays the hotline; 404 else."""
    if READ_BY[request.seat.role] == Channel.HOTLINE and not settings.HOTLINE_RECEIVER:
        raise Http404


def _page(request, received, *, status=200, **forms):
    is_hotline = received.channel == Channel.HOTLINE
    context = {
        "order": received,
        "is_hotline": is_hotline,
        "answer_form": AnswerForm(is_hotline=is_hotline),
        "return_form": ReturnForm(),
    }
    return render(request, "suggestions/receiver/order.html", context | forms, status=status)
