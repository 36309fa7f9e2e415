"""The doors of the gateway: the built-in receiver's, and ours where answers come back."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from liaison.errors import Refused
from suggestions.actions import outgoing, receiving
from suggestions.hotline import keys, protocol
from suggestions.models import Channel, DirectReport, HotlineOrder, ReceivedOrder


def door(key: Callable[[], str]):
    """A page for the other machine: its key first (403), then errors in the standard's shape."""

    def decorate(view):
        @csrf_exempt
        @login_not_required
        @sensitive_post_parameters("api_key")
        @wraps(view)
        def guarded(request: HttpRequest):
            given = request.POST.get("api_key") or request.headers.get("X-API-Key", "")
            if not keys.fits(given, key()):
                return _error(403, "接口密钥缺失或无效。")
            try:
                return view(request)
            except protocol.Wrong as wrong:
                return _error(wrong.status, wrong.description)
            except Refused as refused:
                return _error(409, str(refused))

        return guarded

    return decorate


def _error(status: int, description: str) -> JsonResponse:
    return JsonResponse(protocol.error_body(status, description), safe=False, status=status)


def only_as_receiver(view):
    """404 unless this installation plays the hotline itself."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.HOTLINE_RECEIVER:
            raise Http404
        return view(request, *args, **kwargs)

    return csrf_exempt(login_not_required(guarded))


# -- as the hotline, and as the leaders' reader -------------------------------------------------
@only_as_receiver
@door(keys.hotline)
@require_http_methods(["GET", "POST"])
def orders(request: HttpRequest) -> JsonResponse:
    """POST: take in an order, the same reference once. GET: which order has this reference."""
    if request.method == "GET":
        reference = request.GET.get(protocol.REFERENCE, "")
        known = ReceivedOrder.objects.filter(channel=Channel.HOTLINE, reference=reference)
        return JsonResponse([_listed(order) for order in known.order_by("pk")], safe=False)
    return _take(request, Channel.HOTLINE)


@door(keys.leaders)
@require_POST
def reports(request: HttpRequest) -> JsonResponse:
    """Take in a report for the leaders; they read in this installation, hotline or not."""
    return _take(request, Channel.DIRECT)


def _take(request: HttpRequest, channel: str) -> JsonResponse:
    told = protocol.read_order(request.POST)
    order = receiving.accept(
        channel, reference=told.reference, title=told.title, text=told.text, place=told.address
    )
    given = {"service_request_id": order.number, "service_notice": "", "account_id": None}
    return JsonResponse([given], safe=False)


def _listed(order: ReceivedOrder) -> dict:
    return {
        "service_request_id": order.number,
        "status": "closed" if order.answered_at else "open",
        "requested_datetime": order.received_at.isoformat(timespec="seconds"),
        "attributes": {"SRC_NO": order.reference},
    }


# -- as the platform: what comes back -----------------------------------------------------------
@door(keys.hotline)
@require_POST
def updates(request: HttpRequest) -> JsonResponse:
    """Word from the hotline; late, repeated and overtaken words change nothing."""
    update = protocol.read_update(request.POST)
    order = _named(HotlineOrder, update, external_no=update.number)
    if order is None:
        raise protocol.Wrong(404, "没有这个工单。")
    # Word about an order proves that it was taken in, even if the receipt itself was lost.
    outgoing.order_accepted(order, external_no=update.number[:40])
    if update.is_answer:
        outgoing.order_answered(order, text=update.text)
    elif update.is_return:
        outgoing.order_returned(order, reason=update.text)
    return JsonResponse([{"update_id": update.update_id}], safe=False)


@door(keys.leaders)
@require_POST
def instructions(request: HttpRequest) -> JsonResponse:
    """A leader's instruction (批示) on a report."""
    update = protocol.read_update(request.POST)
    report = _named(DirectReport, update)
    if report is None:
        raise protocol.Wrong(404, "没有这个直报件。")
    outgoing.report_delivered(report)
    if update.is_answer:
        outgoing.report_instructed(report, text=update.text)
    return JsonResponse([{"update_id": update.update_id}], safe=False)


def _named(model, update: protocol.Update, **other_name):
    """The thing an update is about: by our own reference, else by the other side's number."""
    things = model.objects.select_related("concern")
    if update.reference:
        return things.filter(reference=update.reference).first()
    return things.filter(**other_name).order_by("pk").last() if other_name else None
