"""Deputies, their mandates and stations, and which activities they came to; one file per subject."""

from deputies.models.appraisals import (
    Appraisal,
    Audience,
    Consent,
    Publication,
    PublishingConsent,
)
from deputies.models.attendance import OPEN_STAGES, Attendance, Duty, activities_for
from deputies.models.cadres import Cadre, CadreInvitation
from deputies.models.campaigns import CampaignEvent
from deputies.models.codes import CodeDay, ProfileChoice, PublicCode
from deputies.models.contacts import ContactDuty, ContactLog, Enterprise
from deputies.models.corrections import Correction
from deputies.models.grids import GridDuty, uncovered
from deputies.models.honours import Honour, Piece
from deputies.models.ledger import FrozenLine, FrozenTotal, PointPeriod, PointStanding
from deputies.models.mandates import Mandate, MandateEvent, MandateOffice, Suspension
from deputies.models.needs import Need, NeedInvitation
from deputies.models.obligations import ClosedPeriod, Obligation
from deputies.models.people import (
    PARTY_READERS,
    Deputy,
    DeputySeat,
    Membership,
    deputy_of,
)
from deputies.models.placements import Placement, PlacementBatch
from deputies.models.point_rules import PointRule, RuleSet
from deputies.models.points import PointAppeal, PointItem
from deputies.models.publicity import Publicity, Receipt
from deputies.models.reporting import Reporting, without_report
from deputies.models.sessions import QualificationProposal, Session, SessionAttendance
from deputies.models.skills import DeputySkill, Skill
from deputies.models.succession import Switch
from deputies.models.terms import Congress, CongressTerm, Level, SpanQuerySet
from deputies.models.town_plans import TownPlan, TownPlanItem
from deputies.models.training import (
    CourseCompletion,
    Enrolment,
    TrainingClass,
    TrainingFeedback,
    without_course,
)

__all__ = [
    "CampaignEvent",
    "ContactDuty",
    "ContactLog",
    "DeputySkill",
    "Enterprise",
    "Need",
    "NeedInvitation",
    "Skill",
    "TownPlan",
    "TownPlanItem",
    "Appraisal",
    "Audience",
    "Consent",
    "Publication",
    "PublishingConsent",
    "FrozenLine",
    "FrozenTotal",
    "PointPeriod",
    "PointStanding",
    "PointRule",
    "RuleSet",
    "PointAppeal",
    "PointItem",
    "OPEN_STAGES",
    "PARTY_READERS",
    "Attendance",
    "Cadre",
    "CadreInvitation",
    "CodeDay",
    "ProfileChoice",
    "PublicCode",
    "Congress",
    "CongressTerm",
    "Correction",
    "MandateEvent",
    "MandateOffice",
    "QualificationProposal",
    "Session",
    "SessionAttendance",
    "Suspension",
    "Switch",
    "CourseCompletion",
    "ClosedPeriod",
    "Deputy",
    "DeputySeat",
    "Duty",
    "Enrolment",
    "GridDuty",
    "Honour",
    "Level",
    "Mandate",
    "Membership",
    "Placement",
    "PlacementBatch",
    "Piece",
    "Publicity",
    "Receipt",
    "Reporting",
    "Obligation",
    "SpanQuerySet",
    "TrainingClass",
    "TrainingFeedback",
    "activities_for",
    "deputy_of",
    "without_course",
    "without_report",
    "uncovered",
]
