from .executive import ExecutiveMember
from .rules import RuleSet

__all__ = [
    "ExecutiveMember",
    "RuleSet",
]
