"""Deputies, their mandates and stations, and which activities they came to; one file per subject."""

from deputies.models.attendance import OPEN_STAGES, Attendance, Duty, activities_for
from deputies.models.grids import GridDuty, uncovered
from deputies.models.obligations import ClosedPeriod, Obligation
from deputies.models.people import (
    Deputy,
    DeputySeat,
    Level,
    Mandate,
    Membership,
    SpanQuerySet,
    deputy_of,
)
from deputies.models.publicity import Publicity, Receipt
from deputies.models.training import (
    CourseCompletion,
    Enrolment,
    TrainingClass,
    without_course,
)

__all__ = [
    "OPEN_STAGES",
    "Attendance",
    "CourseCompletion",
    "ClosedPeriod",
    "Deputy",
    "DeputySeat",
    "Duty",
    "Enrolment",
    "GridDuty",
    "Level",
    "Mandate",
    "Membership",
    "Publicity",
    "Receipt",
    "Obligation",
    "SpanQuerySet",
    "TrainingClass",
    "activities_for",
    "deputy_of",
    "without_course",
    "uncovered",
]
