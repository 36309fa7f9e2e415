"""How a message gets out: one at a time under its row lock, tried again ever more slowly, then given up."""

import logging
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from celery import current_app
from django.db import transaction

from liaison import clock
from liaison.notices import channels
from liaison.notices.models import Message, State

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 10
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
#: Messages looked at by one sweep; the next one, a minute later, goes on.
BATCH = 500
#: Failures in a row after which a sweep leaves a channel alone until the next one.
PATIENCE = 3
#: After the broker could not be reached, the seconds during which no request tries again.
BROKER_REST_SECONDS = 10
_broker_rests_until = 0.0


def wait_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`th failure (from 1): 1, 2, 4 … minutes, at most 6 hours."""
    return min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)


def deliver(pk: uuid.UUID) -> State | None:
    """Deliver one message; returns where it stands then, None when it is not ours to deliver.

    The row stays locked while the other side is spoken to, so that two workers never deliver the
    same message; a worker killed meanwhile lets go of it, and the sweep finds it waiting.
    """
    with transaction.atomic():
        message = (
            Message.objects.deliverable(clock.now())
            .select_for_update(of=("self",), skip_locked=True)
            .filter(pk=pk)
            .order_by("pk")
            .first()
        )
        return None if message is None else _attempt(message)


def _attempt(message: Message) -> State:
    """Speak to the channel and write down what came of it."""
    try:
        with transaction.atomic():
            channels.of(message.channel)(message)
    except channels.Dead as dead:
        _failed(message, str(dead), for_good=True)
    except channels.Retry as retry:
        _failed(message, str(retry))
    except Exception as error:  # whatever a channel raises, the message must not be lost
        logger.exception("消息 %s（%s）投递出错", message.pk, message.channel)
        _failed(message, f"{type(error).__name__}：{error}")
    else:
        message.state, message.delivered_at = State.DELIVERED, clock.now()
        message.attempts += 1
        message.last_error = ""
        message.save(update_fields=["state", "delivered_at", "attempts", "last_error"])
    return State(message.state)


def _failed(message: Message, why: str, *, for_good: bool = False) -> None:
    message.attempts += 1
    message.last_error = why[:2000]
    if for_good or message.attempts >= MOST_ATTEMPTS:
        message.state = State.DEAD
    else:
        message.next_try_at = clock.now() + wait_after(message.attempts)
    message.save(update_fields=["attempts", "last_error", "state", "next_try_at"])


def sweep(now: datetime) -> Counter:
    """Deliver what is due at `now`: lost kicks, second tries. Returns how many came to which state.

    A channel that fails three times in a row is left alone until the next sweep, so that a dead
    hotline does not keep the e-mails waiting.
    """
    outcome: Counter = Counter()
    failures: Counter = Counter()
    waiting = Message.objects.due(now).order_by("next_try_at", "pk").values_list("pk", "channel")
    for pk, channel in list(waiting[:BATCH]):
        if failures[channel] >= PATIENCE:
            outcome["left"] += 1
            continue
        if state := deliver(pk):
            outcome[state.value] += 1
            failures[channel] = failures[channel] + 1 if state == State.WAITING else 0
    return outcome


def kick(pks: Sequence[uuid.UUID]) -> None:
    """Ask the worker to deliver now. Never fails, and never waits for a broker known to be gone."""
    global _broker_rests_until
    if time.monotonic() < _broker_rests_until:
        return
    try:
        if len(pks) == 1:
            current_app.send_task("liaison.notices.tasks.deliver", (str(pks[0]),), retry=False)
        else:
            current_app.send_task("liaison.notices.tasks.sweep", retry=False)
    except Exception as error:  # the sweep delivers what was not kicked; the request has succeeded
        _broker_rests_until = time.monotonic() + BROKER_REST_SECONDS
        logger.warning("消息队列不可用，消息将由定时补投送出：%s", error)
