from .calendar_effects import DecisionCalendarEffect
from .callin import CallIn, CallInGround, Signature, State
from .decisions import Correction, Decision, DecisionOption, DecisionReport, ExecutivePaper
from .executive import ExecutiveMember
from .matter import MakerKind
from .notices import Agreement, GeneralException, PrivateMeetingNotice, SpecialUrgency
from .plan import PlannedDecision, Slip
from .readers import PaperReader
from .rules import RuleSet
from .stages import (
    Attendee,
    CouncilReferral,
    Hearing,
    InformalMeeting,
    NoteAddendum,
    Outcome,
    Reconsideration,
    Undertaking,
    UndertakingAddendum,
)

__all__ = [
    "Agreement",
    "Attendee",
    "CallIn",
    "CallInGround",
    "Correction",
    "CouncilReferral",
    "Decision",
    "DecisionCalendarEffect",
    "DecisionOption",
    "DecisionReport",
    "ExecutiveMember",
    "ExecutivePaper",
    "GeneralException",
    "Hearing",
    "InformalMeeting",
    "MakerKind",
    "NoteAddendum",
    "Outcome",
    "PaperReader",
    "PlannedDecision",
    "PrivateMeetingNotice",
    "Reconsideration",
    "RuleSet",
    "Signature",
    "Slip",
    "SpecialUrgency",
    "State",
    "Undertaking",
    "UndertakingAddendum",
]
