"""Concerns, suggestions and what happens to them; one file per noun."""

from suggestions.models.channels import Channel, Rating
from suggestions.models.classifiers import Classifier
from suggestions.models.concerns import Concern
from suggestions.models.cosigners import Cosigner
from suggestions.models.decisions import Decision
from suggestions.models.departments import Department, DepartmentSeat, department_of
from suggestions.models.likeness import Echo, Likeness
from suggestions.models.outgoing import DirectReport, HotlineOrder, ReceivedOrder
from suggestions.models.publications import Publication
from suggestions.models.quality import QualityResult, QualityScore
from suggestions.models.ratings import RatingLink
from suggestions.models.replies import Reply, ResultClass, Satisfaction, Verdict
from suggestions.models.rules import RoutingRule
from suggestions.models.subjects import Subject
from suggestions.models.suggestions import Handling, NumberSeries, Suggestion
from suggestions.models.timeline import TimelineEntry

__all__ = [
    "QualityResult",
    "QualityScore",
    "Channel",
    "Classifier",
    "Concern",
    "Decision",
    "Cosigner",
    "Department",
    "DepartmentSeat",
    "DirectReport",
    "Echo",
    "Handling",
    "HotlineOrder",
    "Likeness",
    "NumberSeries",
    "Publication",
    "Rating",
    "RatingLink",
    "ReceivedOrder",
    "Reply",
    "ResultClass",
    "RoutingRule",
    "Satisfaction",
    "Subject",
    "Suggestion",
    "TimelineEntry",
    "Verdict",
    "department_of",
]
