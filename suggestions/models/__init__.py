"""Concerns, suggestions and what happens to them; one file per noun."""

from suggestions.models.concerns import Channel, Concern, Rating
from suggestions.models.departments import Department, DepartmentSeat, department_of
from suggestions.models.outgoing import DirectReport, HotlineOrder, ReceivedOrder
from suggestions.models.publications import Publication
from suggestions.models.quality import QualityResult, QualityScore
from suggestions.models.ratings import RatingLink
from suggestions.models.replies import Reply, ResultClass, Satisfaction, Verdict
from suggestions.models.suggestions import Handling, NumberSeries, Suggestion
from suggestions.models.timeline import TimelineEntry

__all__ = [
    "QualityResult",
    "QualityScore",
    "Channel",
    "Concern",
    "Department",
    "DepartmentSeat",
    "DirectReport",
    "Handling",
    "HotlineOrder",
    "NumberSeries",
    "Publication",
    "Rating",
    "RatingLink",
    "ReceivedOrder",
    "Reply",
    "ResultClass",
    "Satisfaction",
    "Suggestion",
    "TimelineEntry",
    "Verdict",
    "department_of",
]
