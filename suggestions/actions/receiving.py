"""What the built-in receiver does when this installation plays the hotline or the leaders' reader."""

import secrets

from django.db import transaction

from liaison import clock
from liaison.accounts.models import Seat
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import outbox
from suggestions.actions.step import lock
from suggestions.models import Channel, ReceivedOrder

_PREFIX = {Channel.HOTLINE: "RX", Channel.DIRECT: "ZB"}


def accept(
    channel: str, *, reference: str, title: str, text: str, place: str = ""
) -> ReceivedOrder:
    """受理: take in an order; the same reference again is the same order (T28)."""
    content = {"title": title[:100], "text": text, "place": place[:120]}
    order, _ = ReceivedOrder.objects.get_or_create(
        channel=channel,
        reference=reference,
        defaults=content | {"number": _number(channel), "received_at": clock.now()},
    )
    return order


def _number(channel: str) -> str:
    """The receiver's own number: its letters, the day, and what cannot be counted up to."""
    return f"{_PREFIX[Channel(channel)]}{clock.today():%y%m%d}{secrets.token_hex(3).upper()}"


def answer(order: ReceivedOrder, *, text: str, by: Seat) -> None:
    """答复、批示: the words go back over the wire, once. Raises Refused when they have gone."""
    _reply(order, text=text, by=by, is_returned=False)


def send_back(order: ReceivedOrder, *, reason: str, by: Seat) -> None:
    """退单: not the hotline's matter; it goes back with the reason."""
    if order.channel != Channel.HOTLINE:
        raise Refused("直报件不能退单。")
    _reply(order, text=reason, by=by, is_returned=True)


@transaction.atomic
def _reply(order: ReceivedOrder, *, text: str, by: Seat, is_returned: bool) -> None:
    lock(order)
    if order.answered_at:
        raise Refused("此件已回复，不能再次回复。")
    order.answer, order.answered_at, order.is_returned = text, clock.now(), is_returned
    order.save(update_fields=["answer", "answered_at", "is_returned"])
    chain.record("receiver_reply", by=by, about=order, facts={"is_returned": is_returned})
    outbox.send(
        channel=f"{order.channel}_answer",
        payload={"received": order.pk},
        once=f"{order.channel}_answer:{order.number}",
        about=order,
    )
