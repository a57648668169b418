"""The dates of a committee meeting: what must be ready before it, and what must stay open after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from scrutiny.lib.deadlines import (
    Basis,
    Law,
    MonthsRule,
    clear_days_before,
    counted_days,
    period_of_months,
    phrase_days,
    phrase_months,
)
from scrutiny.lib.explained import DateProblem, Day, ExplainedDate, long_date
from scrutiny.lib.working_days import (
    Authority,
    Calendar,
    Roll,
    Unit,
    step_to_working_day,
)

FIVE_CLEAR_DAYS = "Local Government Act 1972, sections 100A(6) and 100B(3), as amended by SI 2002/715"
CLEAR_DAYS_CASE = "R v Swansea City Council, ex parte Elitestone Ltd (1993)"
COPIES_FOR_SCRUTINY = (
    "Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England)"
    " Regulations 2012 (SI 2012/2089), regulation 17"
)
LOCAL = "the council's own timetable for meetings"
REQUIRED_CLEAR_DAYS = 5


def agenda_publication_deadline(
    meeting_date: date, calendar: Calendar, *, clear_days: int = REQUIRED_CLEAR_DAYS, basis: Basis = "working"
) -> ExplainedDate:
    """The last day to publish an agenda and its reports (section 100B)."""
    law = Law("agenda_publication_deadline", "statutory", _citation(basis), _what_a_clear_day_is(basis))
    return clear_days_before(
        meeting_date,
        clear_days,
        basis,
        calendar,
        law,
        rule=f"Publish the agenda and reports so that {phrase_days(clear_days, f'clear_{basis}')} lie between"
        f" the day of publication and the day of the meeting.{_below_minimum(clear_days)}",
        event_reason="day of the meeting",
        result_reason="publish on or before this day; the day of publication does not count",
        field="meeting_date",
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """How much notice a meeting was given."""

    published: date
    meeting_date: date
    clear_days: int
    required: int
    days: tuple[Day, ...]
    provisional: bool

    @property
    def enough(self) -> bool:
        return self.clear_days >= self.required

    @property
    def short_by(self) -> int:
        return max(0, self.required - self.clear_days)

    def in_words(self) -> str:
        given = phrase_days(self.clear_days, "clear")
        if self.enough:
            compared = f"{self.required} required"
        else:
            compared = f"{self.short_by} fewer than the {self.required} required"
        return f"Published {long_date(self.published)}: {given} before the meeting, {compared}."


def notice_given(
    published: date, meeting_date: date, calendar: Calendar, *, required: int = REQUIRED_CLEAR_DAYS
) -> Notice:
    """The clear days between publication and the meeting.

    An agenda published on a day that is no working day counts as published on the next one, when the
    offices where it must be open to inspection are open. So this agrees with `agenda_publication_deadline`.
    """
    calendar = Law("agenda_publication_deadline", "statutory", "").calendar(calendar)
    calendar.require(published, "published")
    calendar.require(meeting_date, "meeting_date")
    days: list[Day] = [Day(published, False, None, "day of publication")]
    day, clear = published, 0
    if not calendar.is_working_day(published):
        day = step_to_working_day(published, calendar, anchor_field="published").last
        days += [_passing(each, calendar) for each in _between(published, min(day, meeting_date))]
        if day < meeting_date:
            days.append(Day(day, False, None, "counts as published on this day, the next working day"))
    for each in _between(day, meeting_date):
        skip = calendar.why_not_working(each)
        clear += not skip
        days.append(Day(each, not skip, None if skip else clear, skip or "clear day"))
    if meeting_date > published:
        days.append(Day(meeting_date, False, None, "day of the meeting"))
    late = max(meeting_date, published) > calendar.known_until
    return Notice(published, meeting_date, clear, required, tuple(days), late)


def report_submission_deadline(
    meeting_date: date, calendar: Calendar, *, working_days_before: int, cutoff_time: time | None = None
) -> ExplainedDate:
    """The last moment to hand in a final report."""
    return _working_days_before(
        "report_submission_deadline",
        "Hand in final reports",
        meeting_date,
        calendar,
        working_days_before,
        cutoff_time,
    )


def report_clearance_deadline(
    meeting_date: date, calendar: Calendar, *, working_days_before: int, cutoff_time: time | None = None
) -> ExplainedDate:
    """The last moment for the officers who must clear a report to do so."""
    return _working_days_before(
        "report_clearance_deadline", "Clear reports", meeting_date, calendar, working_days_before, cutoff_time
    )


def supplement_cut_off(
    meeting_date: date, calendar: Calendar, *, working_days_before: int, cutoff_time: time | None = None
) -> ExplainedDate:
    """The last moment for late papers to go into a supplement."""
    return _working_days_before(
        "supplement_cut_off",
        "Send late papers for a supplement",
        meeting_date,
        calendar,
        working_days_before,
        cutoff_time,
    )


def public_question_deadline(
    meeting_date: date, calendar: Calendar, *, working_days_before: int, cutoff_time: time | None = None
) -> ExplainedDate:
    """The last moment for a resident to send in a question or register to speak."""
    return _working_days_before(
        "public_question_deadline",
        "Send in public questions",
        meeting_date,
        calendar,
        working_days_before,
        cutoff_time,
    )


def draft_minutes_due(
    meeting_date: date, calendar: Calendar, *, working_days_after: int, cutoff_time: time | None = None
) -> ExplainedDate:
    """The day the draft minutes are due."""
    return _working_days_after(
        "draft_minutes_due", "Draft the minutes", meeting_date, calendar, working_days_after, cutoff_time
    )


def action_follow_up_due(
    meeting_date: date, calendar: Calendar, *, working_days_after: int, cutoff_time: time | None = None
) -> ExplainedDate:
    """The day to follow up the actions agreed at a meeting."""
    return _working_days_after(
        "action_follow_up_due",
        "Follow up the actions agreed",
        meeting_date,
        calendar,
        working_days_after,
        cutoff_time,
    )


@dataclass(frozen=True, slots=True)
class Milestone:
    """One line of a committee's timetable, as its template holds it. An offset of 0 is the day itself."""

    name: str
    offset: int
    direction: Literal["before", "after"] = "before"
    unit: Unit = "working"
    at: time | None = None
    authority: Authority = "local"
    citation: str = LOCAL
    roll: Roll = "none"


def milestone_date(milestone: Milestone, meeting_date: date, calendar: Calendar) -> ExplainedDate:
    """The date a template's line gives for one meeting.

    The agenda deadline is not a line like the others: use `agenda_publication_deadline`.
    """
    law = Law("milestone", milestone.authority, milestone.citation)
    if milestone.offset == 0:
        calendar.require(meeting_date, "meeting_date")
        return counted_days(
            meeting_date,
            1,
            "calendar",
            calendar,
            law,
            rule=f"{milestone.name}: on the day of the meeting.",
            anchor_reason="day of the meeting",
            field="meeting_date",
            count_anchor_day=True,
            at=milestone.at,
        )
    return counted_days(
        meeting_date,
        milestone.offset,
        milestone.unit,
        calendar,
        law,
        rule=f"{milestone.name}: {phrase_days(milestone.offset, milestone.unit)} {milestone.direction} the"
        " meeting.",
        anchor_reason="day of the meeting",
        field="meeting_date",
        number_field="offset",
        backwards=milestone.direction == "before",
        at=milestone.at,
        roll_rule=milestone.roll,
    )


def minutes_inspection_end(
    meeting_date: date, calendar: Calendar, *, years: int = 6, rule: MonthsRule = "period_beginning_with"
) -> ExplainedDate:
    """The last day on which minutes, agenda and reports must be open to inspection (section 100C)."""
    return _inspection_end(
        "minutes_inspection_end",
        "Local Government Act 1972, section 100C(1)",
        "The minutes, agenda and public reports must be open to inspection",
        (meeting_date, years, rule),
        calendar,
        minimum=6,
    )


def background_papers_inspection_end(
    meeting_date: date, calendar: Calendar, *, years: int = 4, rule: MonthsRule = "period_beginning_with"
) -> ExplainedDate:
    """The last day on which background papers must be open to inspection (section 100D)."""
    return _inspection_end(
        "background_papers_inspection_end",
        "Local Government Act 1972, section 100D(2)",
        "The background papers listed in a report must be open to inspection",
        (meeting_date, years, rule),
        calendar,
        minimum=4,
    )


def _inspection_end(
    kind: str,
    citation: str,
    words: str,
    period: tuple[date, int, MonthsRule],
    calendar: Calendar,
    *,
    minimum: int,
) -> ExplainedDate:
    meeting_date, years, months_rule = period
    if isinstance(years, bool) or not isinstance(years, int) or years < 1:
        raise DateProblem("years", "give a whole number, 1 or more")
    months = years * 12
    beginning = "beginning with" if months_rule == "period_beginning_with" else "after"
    shorter = "" if years >= minimum else f" The law asks for {phrase_months(minimum * 12)}: this is shorter."
    return period_of_months(
        meeting_date,
        months,
        months_rule,
        calendar,
        Law(kind, "statutory", citation),
        rule=f"{words} for {phrase_months(months)} {beginning} the day of the meeting. That is the least"
        f" access the public must have, not a date for deleting anything.{shorter}",
        first_reason="day of the meeting",
        last_reason="last day of the period",
        field="meeting_date",
        months_field="years",
        target=False,
    )


def _working_days_before(
    kind: str, words: str, meeting_date: date, calendar: Calendar, number: int, at: time | None
) -> ExplainedDate:
    return counted_days(
        meeting_date,
        number,
        "working",
        calendar,
        Law(kind, "local", LOCAL),
        rule=f"{words} {phrase_days(number, 'working')} before the meeting, not counting its own day.",
        anchor_reason="day of the meeting",
        field="meeting_date",
        number_field="working_days_before",
        backwards=True,
        at=at,
    )


def _working_days_after(
    kind: str, words: str, meeting_date: date, calendar: Calendar, number: int, at: time | None
) -> ExplainedDate:
    return counted_days(
        meeting_date,
        number,
        "working",
        calendar,
        Law(kind, "local", LOCAL),
        rule=f"{words} within {phrase_days(number, 'working')} after the meeting, not counting its own day.",
        anchor_reason="day of the meeting",
        field="meeting_date",
        number_field="working_days_after",
        at=at,
    )


def _between(after: date, before: date) -> list[date]:
    return [date.fromordinal(number) for number in range(after.toordinal() + 1, before.toordinal())]


def _passing(day: date, calendar: Calendar) -> Day:
    return Day(day, False, None, calendar.why_not_working(day))


def scrutiny_copy_due(
    request_date: date, calendar: Calendar, *, clear_days: int = 10, basis: Basis = "working"
) -> ExplainedDate:
    """The last day to give a scrutiny member a copy of an executive document (regulation 17)."""
    law = Law("scrutiny_copy_due", "statutory", COPIES_FOR_SCRUTINY, _what_a_day_of_a_request_is(basis))
    return counted_days(
        request_date,
        clear_days,
        "clear_working" if basis == "working" else "clear_calendar",
        calendar,
        law,
        rule="Give the copy as soon as reasonably practicable, and in any case within"
        f" {phrase_days(clear_days, f'clear_{basis}')} of the request.",
        anchor_reason="day of the request",
        field="request_date",
        number_field="clear_days",
    )


def _what_a_day_of_a_request_is(basis: Basis) -> str:
    if basis == "working":
        return f"Clear days are taken to be working days, as {CLEAR_DAYS_CASE} held of agendas."
    return "Clear days are taken to be calendar days. The Regulations do not say, and no case decides it."


def _citation(basis: Basis) -> str:
    return f"{FIVE_CLEAR_DAYS}; {CLEAR_DAYS_CASE}" if basis == "working" else FIVE_CLEAR_DAYS


def _below_minimum(clear_days: int) -> str:
    if clear_days >= REQUIRED_CLEAR_DAYS:
        return ""
    return f" The law asks for at least {REQUIRED_CLEAR_DAYS}: this is shorter."


def _what_a_clear_day_is(basis: Basis) -> str:
    if basis == "working":
        return "The agenda is published on a working day, when the council's offices are open for inspection."
    return f"Clear days are taken to be calendar days. {CLEAR_DAYS_CASE} held that they are working days."
