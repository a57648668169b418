"""Whether a planned decision has the notice that the 2012 Regulations want, and which way is left if not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from scrutiny.lib.explained import DateProblem, ExplainedDate
from scrutiny.lib.working_days import Calendar

from .models import PlannedDecision
from .timetable import general_exception_earliest_decision, key_decision_notice, private_meeting_notice


@dataclass(frozen=True)
class KeyNotice:
    """`by`: the last day for 28 clear days' notice. The rest says what to do when that is missed."""

    by: ExplainedDate
    given_on: date | None
    enough: bool
    # Counted from the day the notice under regulation 10 was published, or from today if it went out today.
    earliest: ExplainedDate | None = None
    exception_recorded: bool = False
    urgency_recorded: bool = False
    needs_urgency: bool = False

    @property
    def settled(self) -> bool:
        """Enough notice, or one of the two ways out is on record and far enough."""
        return self.enough or self.urgency_recorded or (self.exception_recorded and not self.needs_urgency)


@dataclass(frozen=True)
class PrivateNotice:
    first_by: ExplainedDate
    further_by: ExplainedDate
    first_on: date | None
    further_on: date | None
    agreed: bool

    @property
    def settled(self) -> bool:
        first = self.first_on is not None and self.first_on <= self.first_by.date
        further = self.further_on is not None and self.further_on <= self.further_by.date
        return self.agreed or (first and further)


def key_notice(planned: PlannedDecision, *, today: date, calendar: Calendar) -> KeyNotice | None:
    """Nothing for a decision that is not key, or whose first possible day is not known."""
    if not planned.is_key or planned.due is None:
        return None
    given = timezone.localdate(planned.published_at) if planned.published_at else None
    try:
        by = key_decision_notice(planned.due, calendar)
        if (given or today) <= by.date:
            return KeyNotice(by, given, enough=True)
        exception = next((one for one in planned.general_exceptions.all() if not one.taken_back_at), None)
        earliest = general_exception_earliest_decision(
            exception.published_on if exception else today, calendar
        )
    except DateProblem:
        return None
    urgencies = [one for one in planned.special_urgencies.all() if not one.taken_back_at]
    return KeyNotice(
        by,
        given,
        enough=False,
        earliest=earliest,
        exception_recorded=exception is not None,
        urgency_recorded=bool(urgencies),
        needs_urgency=earliest.date > planned.due,
    )


def private_notice(planned: PlannedDecision, calendar: Calendar) -> PrivateNotice | None:
    """For a decision taken in private: both notices, or the agreement that it cannot wait for them."""
    if not planned.is_private or planned.due is None:
        return None
    try:
        first_by = private_meeting_notice(planned.due, calendar, stage="first")
        further_by = private_meeting_notice(planned.due, calendar, stage="second")
    except DateProblem:
        return None
    given = {one.stage: one.published_on for one in planned.private_notices.all() if not one.taken_back_at}
    return PrivateNotice(
        first_by, further_by, given.get("first"), given.get("further"), agreed="urgent" in given
    )
