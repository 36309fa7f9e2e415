"""Who is given a file: whoever may see what it belongs to."""

from django.db import models
from django.http import HttpRequest

from liaison.attachments.models import Attachment

SESSION_KEY = "attachments_of"
#: A visitor without an account holds on to the owners opened last.
MOST_GRANTS = 20


def allow(request: HttpRequest, owner: models.Model) -> None:
    """Let this browser, which has proved by number and check code that it may, read `owner`'s files."""
    grants = [grant for grant in request.session.get(SESSION_KEY, []) if grant != _grant(owner)]
    request.session[SESSION_KEY] = [*grants, _grant(owner)][-MOST_GRANTS:]


def may_read(request: HttpRequest, attachment: Attachment) -> bool:
    """Whether the person, or else this browser, may see what `attachment` belongs to."""
    model = attachment.content_type.model_class()
    if model is None:
        return False
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
