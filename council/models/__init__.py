from .authority import Council, ExemptParagraph, StandingText
from .calendar import CalendarDay, ElectionPeriod
from .people import Group, GroupLeader, Person, Term, Ward
from .ranges import DateRange, SingleNumber

__all__ = [
    "CalendarDay",
    "Council",
    "DateRange",
    "ElectionPeriod",
    "ExemptParagraph",
    "Group",
    "GroupLeader",
    "Person",
    "SingleNumber",
    "StandingText",
    "Term",
    "Ward",
]
