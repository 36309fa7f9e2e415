"""The network, what it does, what it studies, by which rules; one file per subject."""

from stations.models.activities import Activity, Form, Function, Series
from stations.models.announcements import Announcement
from stations.models.joint import JointQuestion, JointUnit
from stations.models.network import (
    SEATS_IN_THE_TREE,
    ImportDraft,
    Station,
    StationSeat,
    ids_below,
    station_of,
)
from stations.models.outcomes import Outcome
from stations.models.receptions import ReceptionRule
from stations.models.records import ActivityProblem, Deliberation, PublicPhoto
from stations.models.registry import (
    Grid,
    MobileVisit,
    StationClosure,
    StationMove,
    StationName,
    VisitSkip,
)
from stations.models.standards import (
    ChecklistItem,
    Rating,
    RatingChange,
    RuleDocument,
    SelfCheck,
    Sheet,
)
from stations.models.study import PlanItem, StudyPlan, Topic, without_plan

__all__ = [
    "SEATS_IN_THE_TREE",
    "Activity",
    "ChecklistItem",
    "ActivityProblem",
    "Announcement",
    "Deliberation",
    "Form",
    "Function",
    "Grid",
    "ImportDraft",
    "JointQuestion",
    "JointUnit",
    "MobileVisit",
    "Outcome",
    "PlanItem",
    "PublicPhoto",
    "ReceptionRule",
    "Rating",
    "RatingChange",
    "RuleDocument",
    "SelfCheck",
    "Series",
    "Sheet",
    "Station",
    "StationClosure",
    "StationMove",
    "StationName",
    "StationSeat",
    "StudyPlan",
    "Topic",
    "VisitSkip",
    "ids_below",
    "station_of",
    "without_plan",
]
