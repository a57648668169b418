"""The six-month rule: a councillor who attends nothing for six months in a row ceases to be one. Pure dates.

Local Government Act 1972, section 85(1): a member who fails throughout six consecutive months from the date of the last
attendance to attend any meeting of the authority ceases to be a member, unless the authority approved the reason before
the period ran out. Section 85(2) counts meetings of committees, sub-committees and joint committees, and
of bodies the member was appointed to. Attending remotely is not attending. Municipal years make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from scrutiny.lib.deadlines import Law, period_of_months
from scrutiny.lib.explained import Day, ExplainedDate, long_date
from scrutiny.lib.working_days import Calendar

SECTION_85 = "Local Government Act 1972, section 85"
MONTHS = 6
WARNED_BEFORE = timedelta(days=61)
State = Literal["in time", "soon", "run out"]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office, both days included."""

    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Approval:
    """The council's approval of an absence: the day it was given, and the last day it covers."""

    given: date
    until: date


@dataclass(frozen=True, slots=True)
class Attendance:
    on: date
    where: str


@dataclass(frozen=True, slots=True)
class SixMonths:
    """By when a councillor must attend something, and what that was counted from."""

    last: Attendance | None
    must_attend_by: ExplainedDate

    def state(self, today: date) -> State:
        if today > self.must_attend_by.date:
            return "run out"
        return "soon" if today + WARNED_BEFORE >= self.must_attend_by.date else "in time"


def in_office_since(terms: Iterable[Term], today: date) -> date | None:
    """The first day of the unbroken run of terms that `today` is in. Re-election does not break it."""
    since: date | None = None
    for term in sorted(terms, key=lambda each: each.start, reverse=True):
        if since is None:
            if term.start <= today and (term.end is None or today <= term.end):
                since = term.start
        elif term.end is not None and term.end + timedelta(days=1) >= since:
            since = term.start
        else:
            break
    return since


def six_months(
    attended: Iterable[Attendance],
    since: date,
    calendar: Calendar,
    *,
    approvals: Iterable[Approval] = (),
    today: date,
) -> SixMonths:
    """The last day on which a councillor must attend a meeting. `since` is the day they came into office."""
    before = [each for each in attended if since <= each.on <= today]
    last = max(before, key=lambda each: each.on, default=None)
    explained = _six_months_from(last, since, calendar)
    for approval in sorted(approvals, key=lambda each: each.given):
        if approval.given <= explained.date < approval.until:
            explained = _approved(explained, approval)
    return SixMonths(last, explained)


def _six_months_from(last: Attendance | None, since: date, calendar: Calendar) -> ExplainedDate:
    law = Law("six_month_rule", "statutory", SECTION_85, "" if last else NEVER_ATTENDED)
    return period_of_months(
        last.on if last else since,
        MONTHS,
        "months_after",
        calendar,
        law,
        rule="A councillor must attend a meeting in person before six months have passed since the last attendance."
        " A new municipal year does not start the six months again.",
        first_reason=f"last attendance: {last.where}" if last else "came into office",
        last_reason="the last day to attend",
        field="last_attendance",
        target=False,
    )


NEVER_ATTENDED = "Nothing attended since coming into office, so the six months are counted from that day."


def _approved(explained: ExplainedDate, approval: Approval) -> ExplainedDate:
    """Time that the council approved before it ran out."""
    note = (
        f"The council approved the absence on {long_date(approval.given)}, before the six months ran out on"
        f" {long_date(explained.date)}. The approval covers {long_date(approval.until)}."
    )
    return replace(
        explained,
        date=approval.until,
        assumption=" ".join(part for part in (explained.assumption, note) if part),
        days=(*explained.days, Day(approval.until, False, None, "last day of the approved absence")),
    )
