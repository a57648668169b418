from .agenda import AgendaItem, Report
from .committee import Committee, InformationText, Membership, OfficerScope, ReportNumber, StandingItem
from .meeting import FormerReference, Meeting
from .paper import Paper, PaperVersion
from .publication import Build, BuildPart, Edition, Publication

__all__ = [
    "AgendaItem",
    "Build",
    "BuildPart",
    "Committee",
    "Edition",
    "FormerReference",
    "InformationText",
    "Meeting",
    "Membership",
    "OfficerScope",
    "Paper",
    "PaperVersion",
    "Publication",
    "Report",
    "ReportNumber",
    "StandingItem",
]
