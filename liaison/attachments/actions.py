"""How a file comes to belong to something."""

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from liaison import clock
from liaison.attachments import pictures, sniff
from liaison.attachments.models import Attachment


def attach(owner: models.Model, *, upload: UploadedFile, by=None) -> Attachment:
    """Keep `upload` as a file of `owner`, added by the seat `by` (None: a resident).

    Pictures are drawn anew, without EXIF and position. Raises sniff.Unacceptable, in Chinese, for
    what is not taken; then nothing is kept.
    """
    content = _read(upload)
    kind = sniff.kind_of(content)
    if kind.is_picture:
        content = pictures.redrawn(content, kind)
    attachment = Attachment(
        owner=owner,
        name=sniff.safe_name(upload.name or "", kind),
        kind=kind.ending,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=by,
        created_at=clock.now(),
    )
    attachment.file.save(attachment.name, ContentFile(content), save=False)
    try:
        attachment.save(force_insert=True)
    except Exception:
        attachment.file.delete(save=False)
        raise
    return attachment


def attach_all(
    owner: models.Model, *, uploads: Iterable[UploadedFile], by=None
) -> list[Attachment]:
    """Keep all of `uploads`, or none: a file already written goes when a later one is refused.

    Raises as `attach`.
    """
    kept: list[Attachment] = []
    try:
        with transaction.atomic():
            for upload in uploads:
                kept.append(attach(owner, upload=upload, by=by))
    except BaseException:
        # The rows are rolled back by the database; nobody rolls back a disk.
        for attachment in kept:
            attachment.file.delete(save=False)
        raise
    return kept


def _read(upload: UploadedFile) -> bytes:
    """The upload's content, never more than just too much of it."""
    upload.seek(0)
    return upload.read(sniff.LARGEST_BYTES + 1)
