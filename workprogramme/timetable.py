"""The dates of scrutiny's own work: answers owed by the executive, reviews, groups that finish."""

from __future__ import annotations

from datetime import date

from scrutiny.lib.deadlines import Law, MonthsRule, counted_days, period_of_months, phrase_days, phrase_months
from scrutiny.lib.explained import ExplainedDate
from scrutiny.lib.working_days import Calendar

RESPONSE_DUTY = "Local Government Act 2000, section 9FE"
MONTHS_TO_RESPOND = 2
AGREED = "what the committee agreed"


def executive_response_due(
    received_date: date,
    calendar: Calendar,
    *,
    months: int = MONTHS_TO_RESPOND,
    rule: MonthsRule = "period_beginning_with",
) -> ExplainedDate:
    """The last day for the executive to respond to a scrutiny report (section 9FE).

    `received_date` is the day the report was received, or the day the notice was if that is later.
    """
    law = Law(
        "executive_response_due",
        "statutory",
        RESPONSE_DUTY,
        "The law does not move a last day that falls on a weekend or bank holiday.",
    )
    return period_of_months(
        received_date,
        months,
        rule,
        calendar,
        law,
        rule=f"The executive must respond, saying what it will do, within {phrase_months(months)}"
        f" {_from_start(rule)} the day the report was received, or the notice if that came later."
        + _above_ceiling(months, rule),
        first_reason="day the report was received",
        last_reason="last day to respond",
        field="received_date",
    )


def local_response_due(received_date: date, calendar: Calendar, *, days: int) -> ExplainedDate:
    """The last day of a response period promised in calendar days, never later than the law's."""
    ceiling = executive_response_due(received_date, calendar)
    promised = counted_days(
        received_date,
        days,
        "calendar",
        calendar,
        Law(
            "local_response_due", "local", f"the council's own rule; {RESPONSE_DUTY} sets the longest period"
        ),
        rule=f"The executive has promised to respond within {phrase_days(days, 'calendar')} of receiving the"
        " report.",
        anchor_reason="day the report was received",
        field="received_date",
        number_field="days",
    )
    return promised if promised.date <= ceiling.date else ceiling


def review_due(
    start_date: date, calendar: Calendar, *, months: int, rule: MonthsRule = "months_after"
) -> ExplainedDate:
    """The day a review that was promised after so many months comes round."""
    return period_of_months(
        start_date,
        months,
        rule,
        calendar,
        Law("review_due", "local", AGREED, _NO_ROLL),
        rule=f"Review {phrase_months(months)} {_from_start(rule)} the start.",
        first_reason="the day it starts from",
        last_reason="the review is due",
        field="start_date",
    )


def task_group_completion_due(
    start_date: date, calendar: Calendar, *, months: int, rule: MonthsRule = "months_after"
) -> ExplainedDate:
    """The day by which a task and finish group is expected to be done."""
    return period_of_months(
        start_date,
        months,
        rule,
        calendar,
        Law("task_group_completion_due", "local", AGREED, _NO_ROLL),
        rule=f"Complete the review within {phrase_months(months)} {_from_start(rule)} the group's start.",
        first_reason="day the group started",
        last_reason="the review is to be complete",
        field="start_date",
    )


_NO_ROLL = "A date in months is not moved when it falls on a weekend or bank holiday."


def _from_start(rule: MonthsRule) -> str:
    return "beginning with" if rule == "period_beginning_with" else "after"


def _above_ceiling(months: int, rule: MonthsRule) -> str:
    if months > MONTHS_TO_RESPOND or (months == MONTHS_TO_RESPOND and rule == "months_after"):
        return f" The law allows {phrase_months(MONTHS_TO_RESPOND)} beginning with that day: this is longer."
    return ""
