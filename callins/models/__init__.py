from .decisions import Correction, Decision, DecisionOption, DecisionReport, ExecutivePaper
from .executive import ExecutiveMember
from .matter import MakerKind
from .notices import Agreement, GeneralException, PrivateMeetingNotice, SpecialUrgency
from .plan import PlannedDecision, Slip
from .rules import RuleSet

__all__ = [
    "Agreement",
    "Correction",
    "Decision",
    "DecisionOption",
    "DecisionReport",
    "ExecutiveMember",
    "ExecutivePaper",
    "GeneralException",
    "MakerKind",
    "PlannedDecision",
    "PrivateMeetingNotice",
    "RuleSet",
    "Slip",
    "SpecialUrgency",
]
