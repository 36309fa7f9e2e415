"""Putting a trained classifier of categories to use, and doing without again (分类模型)."""

import hashlib

from django.db import transaction

from liaison import clock
from liaison.audit import chain
from suggestions import classifier
from suggestions.models import Classifier


@transaction.atomic
def install(content: bytes, *, by=None) -> Classifier:
    """装载: from now on this one guesses; the one before stays, out of use.

    Raises classifier.Unreadable for anything but a classifier's file.
    """
    model = classifier.read(content)
    Classifier.objects.filter(is_in_use=True).update(is_in_use=False)
    row, _ = Classifier.objects.update_or_create(
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "name": model.name,
            "content": content,
            "library": model.library,
            "trained_at": model.trained_at,
            "metrics": model.metrics,
            "is_in_use": True,
            "installed_at": clock.now(),
            "installed_by": by,
        },
    )
    chain.record("install_classifier", by=by, about=row, facts={"sha256": row.sha256})
    return row


@transaction.atomic
def retire(*, by=None) -> int:
    """停用: the rules alone decide; returns how many were in use (0 or 1)."""
    found = list(Classifier.objects.filter(is_in_use=True).defer("content"))
    for row in found:
        Classifier.objects.filter(pk=row.pk).update(is_in_use=False)
        chain.record("retire_classifier", by=by, about=row)
    return len(found)
