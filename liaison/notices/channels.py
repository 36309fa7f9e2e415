"""Which ways out there are, and what a failed delivery means."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage

from liaison.notices.models import EMAIL, IN_SITE, Message

Deliver = Callable[[Message], None]


class Retry(Exception):
    """Not delivered this time; the message says why, the sweep tries again later."""


class Dead(Exception):
    """Will never be delivered as it is; the message says why, a person has to look."""


_registered: dict[str, Deliver] = {}
_labels: dict[str, str] = {IN_SITE: "站内消息"}


def register(name: str, deliver: Deliver, *, label: str = "") -> None:
    """Make `deliver` the way out for messages of channel `name`; called in an AppConfig.ready.

    `label` is what the office calls the channel.

    `deliver(message)` runs while the message's row is locked. It returns when the other side has
    taken the message, and raises Retry or Dead otherwise (any other exception counts as Retry).
    It must give up within 30 seconds and must be safe to repeat: the worker may die between the
    delivery and the commit, so the other side tells doubles apart by `message.pk`.
    """
    _registered[name] = deliver
    _labels[name] = label or name


def label(name: str) -> str:
    """What the office calls channel `name`."""
    return _labels.get(name, name)


def of(name: str) -> Deliver:
    """The way out for channel `name`; raises Dead for a channel nobody registered."""
    try:
        return _registered[name]
    except KeyError:
        raise Dead(f"没有名为“{name}”的消息渠道。") from None


def by_email(message: Message) -> None:
    """One plain-text e-mail; the same Message-ID each time, so that a repeat is seen as one."""
    if not message.address:
        raise Dead("没有邮箱地址。")
    body = message.body
    if message.url:
        body = f"{body}\n\n{absolute(message.url)}"
    headers = {"Message-ID": f"<{message.pk}@liaison>"}
    EmailMessage(message.subject, body, to=[message.address], headers=headers).send()


def absolute(url: str) -> str:
    """`url` with the site's address before it when it is a path."""
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


register(EMAIL, by_email, label="电子邮件")
