"""What people do with messages: read them, and send a dead one once more."""

from django.db import transaction

from liaison import clock
from liaison.audit import chain
from liaison.errors import Refused
from liaison.notices import delivery
from liaison.notices.models import Message, State


def read(message: Message) -> None:
    """Mark one message of the inbox as read; the first time counts."""
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=clock.now())


def read_all(user) -> int:
    """Mark everything in the inbox of `user` as read; returns how many were not."""
    return Message.objects.inbox(user).unread().update(read_at=clock.now())


@transaction.atomic
def send_again(message: Message, *, by) -> None:
    """再发一次: put a dead message back in the outbox with a fresh count of attempts."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.state != State.DEAD:
        raise Refused("这条消息不在投递失败之列，无需再发。")
    message.state, message.attempts, message.next_try_at = State.WAITING, 0, clock.now()
    message.save(update_fields=["state", "attempts", "next_try_at"])
    chain.record("notices.send_again", by=by, about=message, facts={"channel": message.channel})
    transaction.on_commit(lambda: delivery.kick([message.pk]), robust=True)
