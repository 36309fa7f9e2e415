"""Which texts say nearly the same, by the three-character pieces they share (pg_trgm)."""

from django.contrib.postgres.search import TrigramDistance
from django.db.models import QuerySet

#: Two texts further apart than this (0 the same, 1 nothing in common) are not offered as similar.
FARTHEST = 0.85


def nearest(
    queryset: QuerySet, field: str, text: str, limit: int = 5, *, farthest: float = FARTHEST
) -> list:
    """The `limit` rows whose `field` is nearest to `text`, nearest first, each with `.distance`.

    A GiST index (`OpClass(field, "gist_trgm_ops")`) answers without reading the table; rows beyond
    `farthest` are dropped afterwards, so that the index may stop at `limit`.
    """
    if not text.strip():
        return []
    ordered = queryset.annotate(distance=TrigramDistance(field, text)).order_by("distance", "pk")
    return [row for row in ordered[:limit] if row.distance <= farthest]
