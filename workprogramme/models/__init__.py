from .imports import ProgrammeImport
from .longlist import Criterion, Score, Suggester, Suggestion
from .topics import (
    ProgrammeSection,
    ProgrammeSettings,
    Topic,
    TopicOrigin,
    TopicSlip,
    TopicStep,
)

__all__ = [
    "Criterion",
    "ProgrammeImport",
    "ProgrammeSection",
    "ProgrammeSettings",
    "Score",
    "Suggester",
    "Suggestion",
    "Topic",
    "TopicOrigin",
    "TopicSlip",
    "TopicStep",
]
