"""Who is given a file: whoever may see what it belongs to."""

from collections.abc import Callable

from django.db import models
from django.http import HttpRequest

from liaison.attachments.models import Attachment

SESSION_KEY = "attachments_of"
#: A visitor without an account holds on to the owners opened last.
MOST_GRANTS = 20
#: By the label of the owner's model: whether anybody at all may open this file of it.
_open_to_all: dict[str, Callable[[Attachment], bool]] = {}


def open_to_all(owner: type[models.Model], test: Callable[[Attachment], bool]) -> None:
    """From now on anybody may open those files of `owner`s for which `test` says yes."""
    _open_to_all[owner._meta.label] = test


def allow(request: HttpRequest, owner: models.Model) -> None:
    """Let this browser, which has proved by number and check code that it may, read `owner`'s files."""
    grants = [grant for grant in request.session.get(SESSION_KEY, []) if grant != _grant(owner)]
    request.session[SESSION_KEY] = [*grants, _grant(owner)][-MOST_GRANTS:]


def may_read(request: HttpRequest, attachment: Attachment) -> bool:
    """Whether the person, or else this browser, may see what `attachment` belongs to."""
    model = attachment.content_type.model_class()
    if model is None:
        return False
    test = _open_to_all.get(model._meta.label)
    if test is not None and test(attachment):
        return True
    grant = f"{model._meta.label}:{attachment.object_id}"
    if grant in request.session.get(SESSION_KEY, []):
        return True
    seat = getattr(request, "seat", None)
    visible_to = getattr(model._default_manager, "visible_to", None)
    if seat is None or visible_to is None:
        return False
    return visible_to(seat).filter(pk=attachment.object_id).exists()


def _grant(owner: models.Model) -> str:
    return f"{owner._meta.label}:{owner.pk}"
