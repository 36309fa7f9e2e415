"""Deputies, their mandates and stations, and which activities they came to; one file per subject."""

from deputies.models.attendance import Attendance, Duty
from deputies.models.people import (
    Deputy,
    DeputySeat,
    Level,
    Mandate,
    Membership,
    SpanQuerySet,
    deputy_of,
)

__all__ = [
    "Attendance",
    "Deputy",
    "DeputySeat",
    "Duty",
    "Level",
    "Mandate",
    "Membership",
    "SpanQuerySet",
    "deputy_of",
]
