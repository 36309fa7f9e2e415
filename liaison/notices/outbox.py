"""What leaves: written in the caller's transaction under a once-key, delivered after the commit."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.template import Context, Engine

from liaison import clock
from liaison.notices import delivery
from liaison.notices.models import EMAIL, IN_SITE, Message, State


def post(
    *,
    to: Iterable[Any] | AbstractBaseUser | None,
    template: str,
    about: models.Model | None = None,
    once: str,
    context: dict | None = None,
    url: str = "",
) -> int:
    """Tell people: a row in each one's inbox, and an e-mail to those who have an address.

    `template` names `templates/notices/<template>.txt`: its first line is the subject, the rest
    the text; it is given `context`, `about` and `site_url`. `once` is unique for each user: the
    same key again writes nothing for those told before. `url` is a path of this site.
    Returns how many people are told who were not before. Costs two statements for any number
    of people.
    """
    users = _listed(to)
    if not users:
        return 0
    subject, body = _text(template, {"about": about, **(context or {})})
    content = {
        "subject": subject.strip()[:200],
        "body": body.strip(),
        "url": url,
        **_about(about),
    }
    rows = [row for user in users for row in _rows(user, once, content)]
    written = _write(rows)
    return sum(row.channel == IN_SITE for row in rows if row.pk in written)


def send(*, channel: str, payload: dict, once: str, about: models.Model | None = None) -> bool:
    """Put a message to another system in the outbox; False when the same one was put before."""
    row = _row(channel=channel, payload=payload, once=once, **_about(about))
    return bool(_write([row]))


def _text(template: str, context: dict) -> tuple[str, str]:
    """Subject and body as plain text: nothing is escaped here, each page escapes what it shows."""
    plain = Context({"site_url": settings.SITE_URL, **context}, autoescape=False)
    text = Engine.get_default().get_template(f"notices/{template}.txt").render(plain)
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split())[:200], body.strip()


def _listed(to) -> list:
    """The people, each once."""
    if to is None:
        return []
    users = [to] if isinstance(to, AbstractBaseUser) else to
    return list({user.pk: user for user in users}.values())


def _about(about: models.Model | None) -> dict[str, str]:
    if about is None:
        return {}
    return {
        "about_type": about._meta.label,
        "about_id": str(about.pk),
        "about_label": str(about)[:200],
    }


def _row(**fields) -> Message:
    now = clock.now()
    return Message(created_at=now, next_try_at=now, **fields)


def _rows(user, once: str, content: dict) -> list[Message]:
    """The in-site row, which is there at once, and the e-mail row, which the worker delivers."""
    key = f"{once}:{user.pk}"
    in_site = _row(channel=IN_SITE, to_user=user, once=key, **content)
    in_site.state, in_site.delivered_at = State.DELIVERED, in_site.created_at
    if not user.email:
        return [in_site]
    mail = _row(
        channel=EMAIL,
        to_user=user,
        address=user.email,
        once=f"{key}:{EMAIL}",
        **content,
    )
    return [in_site, mail]


def _write(rows: list[Message]) -> set[uuid.UUID]:
    """Insert what was not there before; the keys of the new rows. Kicks their delivery on commit."""
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    keys = [row.pk for row in rows]
    written = set(Message.objects.filter(pk__in=keys).values_list("pk", flat=True))
    to_deliver = [row.pk for row in rows if row.pk in written and row.state == State.WAITING]
    if to_deliver:
        transaction.on_commit(lambda: delivery.kick(to_deliver), robust=True)
    return written
