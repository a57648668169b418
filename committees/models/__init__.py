from .agenda import AgendaItem, Report
from .committee import Committee, InformationText, Membership, OfficerScope, ReportNumber, StandingItem
from .cycle import CyclePattern, CyclePlan, ProposedMeeting
from .meeting import FormerReference, Meeting
from .paper import Paper, PaperVersion
from .publication import Build, BuildPart, Edition, Publication
from .timetable import CalendarEffect, MeetingDate, TimetableStep

__all__ = [
    "AgendaItem",
    "Build",
    "BuildPart",
    "CalendarEffect",
    "Committee",
    "CyclePattern",
    "CyclePlan",
    "Edition",
    "FormerReference",
    "InformationText",
    "Meeting",
    "MeetingDate",
    "Membership",
    "OfficerScope",
    "Paper",
    "PaperVersion",
    "ProposedMeeting",
    "Publication",
    "Report",
    "ReportNumber",
    "StandingItem",
    "TimetableStep",
]
