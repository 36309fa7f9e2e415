"""How orders, reports and their answers leave: one HTTP request each, safe to repeat."""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from datetime import timedelta

from django.conf import settings

from liaison import clock
from liaison.notices.channels import Dead, Retry
from suggestions.actions import outgoing
from suggestions.hotline import keys, protocol
from suggestions.models import Channel, Concern, DirectReport, HotlineOrder, ReceivedOrder

TIMEOUT_SECONDS = 5
LARGEST_ANSWER = 256 * 1024
#: A message older than this may have been sent by a worker that died before it could say so.
FRESH = timedelta(seconds=30)
#: Asked again later; every other refusal stands until a person looks at it.
LATER = frozenset({408, 425, 429})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key to wherever it points."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def deliver_order(message) -> None:
    """转 12345: hand the order over and keep the number it is given (T28).

    Anything but a fresh first try asks first whether the other side has it already.
    """
    order = _found(HotlineOrder.objects.select_related("concern__station"), message, "order")
    if order.stage != HotlineOrder.Stage.WAITING:
        return
    if not settings.HOTLINE_URL:
        raise Dead("没有设置 12345 热线的接口地址（HOTLINE_URL）；设置后请“再发一次”。")
    number = ""
    if message.attempts or clock.now() - message.created_at > FRESH:
        number = _known_number(order.reference)
    if not number:
        fields = protocol.order_fields(_told(order), key=keys.hotline())
        number = _number(_post(f"{settings.HOTLINE_URL}requests.json", fields))
    outgoing.order_accepted(order, external_no=number[:40])


def deliver_report(message) -> None:
    """直报: lay the report on the leaders' desk (T30)."""
    report = _found(DirectReport.objects.select_related("concern__station"), message, "report")
    if report.stage != DirectReport.Stage.WAITING:
        return
    fields = protocol.order_fields(_told(report), key=keys.leaders())
    _number(_post(f"{settings.SITE_URL}/receiver/reports.json", fields))
    outgoing.report_delivered(report)


def deliver_answer(message) -> None:
    """The receiver's answer, return or instruction goes back to where the order came from."""
    received = _found(ReceivedOrder.objects.all(), message, "received")
    update = protocol.Update(
        number=received.number,
        reference=received.reference,
        status="for_triage" if received.is_returned else "closed",
        text=received.answer,
        update_id=str(message.pk),
    )
    is_hotline = received.channel == Channel.HOTLINE
    key = keys.hotline() if is_hotline else keys.leaders()
    page = "updates.json" if is_hotline else "instructions.json"
    fields = protocol.update_fields(update, key=key, at=clock.now())
    _post(f"{settings.SITE_URL}/hotline/{page}", fields)


def _found(queryset, message, name: str):
    found = queryset.filter(pk=message.payload.get(name)).first()
    if found is None:
        raise Dead("要送出的件已不存在。")
    return found


def _told(outgoing_one: HotlineOrder | DirectReport) -> protocol.Order:
    """What leaves of a concern: never who said it."""
    concern: Concern = outgoing_one.concern
    names = [concern.resident_name]
    place = concern.place or concern.station.address or concern.station.name
    return protocol.Order(
        reference=outgoing_one.reference,
        service_code=concern.category or "other",
        title=protocol.without_personal(concern.title, names),
        text=protocol.without_personal(concern.wording, names),
        address=protocol.without_personal(place, names),
    )


def _number(body: bytes) -> str:
    try:
        return protocol.number_given(body)
    except protocol.Wrong as wrong:
        raise Retry(wrong.description) from None


def _known_number(reference: str) -> str:
    """The number the other side has for our reference; "" when it has none or cannot be asked so."""
    query = urllib.parse.urlencode({protocol.REFERENCE: reference})
    address = f"{settings.HOTLINE_URL}requests.json?{query}"
    request = urllib.request.Request(address, headers={"X-API-Key": keys.hotline()})  # noqa: S310
    try:
        return protocol.number_of(_answer(request), reference)
    except (Dead, protocol.Wrong):
        return ""


def _post(address: str, fields: dict[str, str]) -> bytes:
    body = urllib.parse.urlencode(fields).encode()
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    return _answer(urllib.request.Request(address, body, {"Content-Type": kind}))  # noqa: S310


def _answer(request: urllib.request.Request) -> bytes:
    """The body of a 2xx answer; Retry when it may work later, Dead when it will not."""
    try:
        with _opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.read(LARGEST_ANSWER)
    except urllib.error.HTTPError as error:
        with error:
            words = f"对方返回 {error.code}：{error.read(300).decode(errors='replace')}"
            is_later = error.code >= 500 or error.code in LATER
        raise (Retry if is_later else Dead)(words) from None
    except (OSError, http.client.HTTPException) as error:
        raise Retry(f"连接不上：{error}") from None
