from .imports import ProgrammeImport
from .longlist import Criterion, Score, Suggester, Suggestion
from .topics import (
    ProgrammeSection,
    ProgrammeSettings,
    ProgrammeText,
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
    "ProgrammeText",
    "Score",
    "Suggester",
    "Suggestion",
    "Topic",
    "TopicOrigin",
    "TopicSlip",
    "TopicStep",
]
