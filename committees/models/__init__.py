from .access import (
    AccessRequest,
    Authorship,
    Denial,
    EmergencyAccess,
    Grant,
    Release,
    Substitution,
)
from .actions import Action, ActionReply, ReplyFile
from .agenda import AgendaItem, Report
from .committee import Committee, InformationText, Membership, OfficerScope, ReportNumber, StandingItem
from .copies import EditionCopy, LargePrint
from .cycle import CyclePattern, CyclePlan, ProposedMeeting
from .meeting import FormerReference, Meeting
from .minutes import Correction, MinuteEntry, Minutes, MinutesEdition, Resolution
from .paper import PageText, Paper, PaperVersion
from .publication import Build, BuildPart, ConsolidatedEdition, Edition, Publication
from .safety import SafetyCheck
from .timetable import CalendarEffect, MeetingDate, TimetableStep

__all__ = [
    "AccessRequest",
    "Action",
    "ActionReply",
    "AgendaItem",
    "Authorship",
    "Build",
    "BuildPart",
    "CalendarEffect",
    "Committee",
    "ConsolidatedEdition",
    "Correction",
    "CyclePattern",
    "CyclePlan",
    "Denial",
    "Edition",
    "EditionCopy",
    "EmergencyAccess",
    "FormerReference",
    "Grant",
    "InformationText",
    "LargePrint",
    "Meeting",
    "MeetingDate",
    "Membership",
    "MinuteEntry",
    "Minutes",
    "MinutesEdition",
    "OfficerScope",
    "PageText",
    "Paper",
    "PaperVersion",
    "ProposedMeeting",
    "Publication",
    "Release",
    "ReplyFile",
    "Report",
    "ReportNumber",
    "Resolution",
    "SafetyCheck",
    "StandingItem",
    "Substitution",
    "TimetableStep",
]
