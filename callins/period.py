"""A period as a rule set writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from scrutiny.lib.deadlines import phrase_days
from scrutiny.lib.explained import DateProblem
from scrutiny.lib.working_days import Roll, Unit

# What a period may be counted from, and how it reads in a sentence.
ANCHORS = {
    "publication": "the decision was published",
    "decision": "the decision was taken",
    "decision_taken": "the decision was taken",
    "decision_made": "the decision was taken",
    "meeting": "the meeting",
    "call_in_received": "the call-in was received",
    "call_in_accepted": "the call-in was accepted",
    "call_in_period_end": "the call-in period ended",
    "call_in_last_day": "the call-in period ended",
    "last_day": "the call-in period ended",
    "hearing": "the call-in was heard",
    "scrutiny_meeting": "the scrutiny committee met",
    "committee_meeting": "the scrutiny committee met",
    "referral_back": "the decision was referred back",
    "referral": "the decision was referred",
    "referral_to_council": "the decision was referred to full council",
    "council_meeting": "the full council met",
    "notice": "notice was given",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A period as a rule set writes it: so many units, or a fixed weekday of the following week."""

    anchor: str = "publication"
    number: int | None = None
    unit: Unit = "working"
    count_anchor_day: bool = False
    weekday: int | None = None
    cut_off: time | None = None
    roll: Roll = "none"
    closures_count: bool = False

    def __post_init__(self) -> None:
        if self.anchor not in ANCHORS:
            raise DateProblem("anchor", f"“{self.anchor}” is not one of {', '.join(ANCHORS)}")
        if self.weekday is None and self.number is None:
            raise DateProblem("period", "say how many days the period has")
        if self.weekday is not None and self.number is not None:
            raise DateProblem("period", "a fixed weekday of the following week has no number of days")

    @property
    def anchor_reason(self) -> str:
        return f"day {ANCHORS[self.anchor]}" if self.anchor != "meeting" else "day of the meeting"

    def in_words(self) -> str:
        if self.number is None:
            return "on a fixed weekday of the week after the one in which " + ANCHORS[self.anchor]
        counting = "counting that day as day one" if self.count_anchor_day else "not counting that day"
        return f"{phrase_days(self.number, self.unit)} from the day {self._of_anchor()}, {counting}"

    def _of_anchor(self) -> str:
        return "of the meeting" if self.anchor == "meeting" else ANCHORS[self.anchor]
