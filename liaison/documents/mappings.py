"""Remembering, for each kind of import, which header means which field."""

from collections.abc import Mapping

from liaison.documents.models import ColumnMapping
from liaison.documents.tables import normal


def remember(kind: str, mapping: Mapping[str, str]) -> None:
    """Keep `mapping` (header as written → field) for the next table of this `kind`."""
    rows = {normal(header): field for header, field in mapping.items() if normal(header)}
    ColumnMapping.objects.bulk_create(
        [
            ColumnMapping(kind=kind, header=header[:100], field=field)
            for header, field in rows.items()
        ],
        update_conflicts=True,
        unique_fields=["kind", "header"],
        update_fields=["field"],
    )


def remembered(kind: str) -> dict[str, str]:
    """What was remembered for `kind`: header → field, ready for `tables.find_header`."""
    return dict(ColumnMapping.objects.filter(kind=kind).values_list("header", "field"))
