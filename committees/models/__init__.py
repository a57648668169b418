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
from .attendance import ApprovedAbsence, Attendance, Invitation, Movement, OutsideAttendance
from .committee import Committee, InformationText, Membership, OfficerScope, ReportNumber, StandingItem
from .conversions import Conversion
from .copies import EditionCopy, LargePrint, PaperCopy
from .cycle import CyclePattern, CyclePlan, ProposedMeeting
from .formats import FormatRequest
from .meeting import FormerReference, Meeting
from .minutes import Correction, MinuteEntry, Minutes, MinutesEdition, Resolution
from .paper import PageText, Paper, PaperVersion
from .publication import Build, BuildPart, ConsolidatedEdition, Edition, Publication
from .questions import Asker, PublicQuestion
from .reading import Opening
from .reports import ReportTemplate, ReportTemplateEdition
from .safety import SafetyCheck
from .sitting import (
    Adjournment,
    Declaration,
    Exclusion,
    InterestType,
    NamedVote,
    Sitting,
    UrgentBusiness,
    Vote,
)
from .timetable import CalendarEffect, MeetingDate, TimetableStep
from .webcast import Webcast

__all__ = [
    "AccessRequest",
    "Action",
    "ActionReply",
    "Adjournment",
    "AgendaItem",
    "ApprovedAbsence",
    "Asker",
    "Attendance",
    "Authorship",
    "Build",
    "BuildPart",
    "CalendarEffect",
    "Committee",
    "ConsolidatedEdition",
    "Conversion",
    "Correction",
    "CyclePattern",
    "CyclePlan",
    "Declaration",
    "Denial",
    "Edition",
    "EditionCopy",
    "EmergencyAccess",
    "Exclusion",
    "FormatRequest",
    "FormerReference",
    "Grant",
    "InformationText",
    "InterestType",
    "Invitation",
    "LargePrint",
    "Meeting",
    "MeetingDate",
    "Membership",
    "MinuteEntry",
    "Minutes",
    "MinutesEdition",
    "Movement",
    "NamedVote",
    "OfficerScope",
    "Opening",
    "OutsideAttendance",
    "PageText",
    "Paper",
    "PaperCopy",
    "PaperVersion",
    "ProposedMeeting",
    "PublicQuestion",
    "Publication",
    "Release",
    "ReplyFile",
    "Report",
    "ReportNumber",
    "ReportTemplate",
    "ReportTemplateEdition",
    "Resolution",
    "SafetyCheck",
    "Sitting",
    "StandingItem",
    "Substitution",
    "TimetableStep",
    "UrgentBusiness",
    "Vote",
    "Webcast",
]
