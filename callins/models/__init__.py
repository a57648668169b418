from .callin import CallIn, CallInGround, Signature, State
from .decisions import Correction, Decision, DecisionOption, DecisionReport, ExecutivePaper
from .executive import ExecutiveMember
from .matter import MakerKind
from .notices import Agreement, GeneralException, PrivateMeetingNotice, SpecialUrgency
from .plan import PlannedDecision, Slip
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
