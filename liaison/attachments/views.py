"""The one address files are given out from."""

import logging
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from liaison.attachments import access
from liaison.attachments.models import Attachment

logger = logging.getLogger(__name__)


@require_safe
@login_not_required
def download(request: HttpRequest, pk):
    """The file, under the name it was given; 404 for whoever may not see its owner."""
    attachment = get_object_or_404(Attachment.objects.select_related("content_type"), pk=pk)
    if not access.may_read(request, attachment):
        raise Http404
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError:
        logger.error("附件 %s 的文件不在存储中", attachment.pk)
        raise Http404 from None
    response = FileResponse(content, content_type=attachment.media_type)
    place = "inline" if attachment.is_picture else "attachment"
    response["Content-Disposition"] = f"{place}; {_named(attachment)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private"
    return response


def _named(attachment: Attachment) -> str:
    """The name for old browsers in ASCII, and as it is (RFC 5987)."""
    plain = f"attachment.{attachment.kind}"
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(attachment.name, safe='')}"
