"""How stored values move to a new key: row by row, resumable, unnoticed by readers."""

from collections.abc import Iterator

from django.db import models, transaction
from django.db.models.functions import Cast

from liaison.privacy import keys, personal, sealing
from liaison.privacy.fields import EncryptedTextField

BATCH = 500


def sealed_fields() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    """Every sealed column of the product."""
    for model in personal.own_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field


def rotate(model: type[models.Model], field: EncryptedTextField) -> int:
    """Seal anew every value of one column not under the writing key; returns how many.

    Works in batches of 500 rows, each its own transaction; safe to stop and start again.
    """
    count = 0
    while changed := _rotate_batch(model, field):
        count += changed
    return count


def _rotate_batch(model, field) -> int:
    current = f"{keys.writing_key().id}."
    with transaction.atomic():
        # Cast reads the column as it is stored, around the field's own opening.
        stored = (
            model._base_manager.annotate(stored=Cast(field.name, models.TextField()))
            .exclude(
                models.Q(stored="") | models.Q(stored=None) | models.Q(stored__startswith=current)
            )
            .order_by("pk")
            .select_for_update(of=("self",))
            .values_list("pk", "stored")[:BATCH]
        )
        rows = list(stored)
        for pk, token in rows:
            text = sealing.unseal(token, place=field.place)
            model._base_manager.filter(pk=pk).update(**{field.name: text})
    return len(rows)
