from .annual import AnnualEdition, AnnualReport
from .imports import ProgrammeImport
from .longlist import Criterion, Score, Suggester, Suggestion
from .recommendations import (
    Addressee,
    Progress,
    Recommendation,
    RecommendationNumber,
    RecommendationStep,
    Response,
    Sending,
    TrackerSettings,
)
from .reviews import Evidence, Review, ReviewExtension, ReviewKind, ReviewMember, Scoping
from .topics import (
    ProgrammeSection,
    ProgrammeSettings,
    Topic,
    TopicOrigin,
    TopicSlip,
    TopicStep,
)

__all__ = [
    "Addressee",
    "AnnualEdition",
    "AnnualReport",
    "Criterion",
    "Evidence",
    "ProgrammeImport",
    "ProgrammeSection",
    "ProgrammeSettings",
    "Progress",
    "Recommendation",
    "RecommendationNumber",
    "RecommendationStep",
    "Response",
    "Review",
    "ReviewExtension",
    "ReviewKind",
    "ReviewMember",
    "Scoping",
    "Score",
    "Sending",
    "Suggester",
    "Suggestion",
    "Topic",
    "TopicOrigin",
    "TopicSlip",
    "TopicStep",
    "TrackerSettings",
]
