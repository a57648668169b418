"""The shapes that most deadlines share. Each app's timetable adds the rule, its authority and its words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Literal

from scrutiny.lib.cut_off import cut_off
from scrutiny.lib.explained import DateProblem, Day, ExplainedDate, long_date
from scrutiny.lib.periods import days_of_period, last_day_of_period_beginning_with, months_after
from scrutiny.lib.working_days import (
    ONE_DAY,
    Authority,
    Calendar,
    Count,
    Roll,
    Unit,
    count_days,
    in_order,
    roll,
    step_to_working_day,
)

Basis = Literal["working", "calendar"]
MonthsRule = Literal["period_beginning_with", "months_after"]
BASES: tuple[Basis, ...] = ("working", "calendar")
MONTHS_RULES: tuple[MonthsRule, ...] = ("period_beginning_with", "months_after")


@dataclass(frozen=True, slots=True)
class Law:
    """What a deadline rests on: its kind (a name closures can list), who made it, and where it is written."""

    kind: str
    authority: Authority
    citation: str
    assumption: str = ""

    def calendar(self, calendar: Calendar) -> Calendar:
        return calendar.for_deadline(self.kind, self.authority)


def explain(
    law: Law,
    answer: date,
    *,
    rule: str,
    anchor: date,
    days: tuple[Day, ...],
    provisional: bool,
    at: time | None = None,
    note: str = "",
) -> ExplainedDate:
    """Put a result together, fixing the instant when the rule has a time of day."""
    moment, remark = cut_off(answer, at) if at else (None, "")
    return ExplainedDate(
        date=answer,
        rule=rule,
        citation=law.citation,
        days=days,
        anchor=anchor,
        moment=moment,
        provisional=provisional,
        assumption=" ".join(part for part in (law.assumption, note, remark) if part),
        statutory=law.authority == "statutory",
    )


def with_working_target(explained: ExplainedDate, calendar: Calendar, *, field: str) -> ExplainedDate:
    """Name the working day before, where the law's date falls on none and the law moves nothing."""
    before = step_to_working_day(explained.date, calendar, backwards=True, anchor_field=field)
    return replace(
        explained,
        target=None if before.last == explained.date else before.last,
        provisional=explained.provisional or before.provisional,
    )


def clear_days_before(
    event: date,
    number: int,
    basis: Basis,
    calendar: Calendar,
    law: Law,
    *,
    rule: str,
    event_reason: str,
    result_reason: str,
    field: str,
    number_field: str = "clear_days",
) -> ExplainedDate:
    """The last day to publish so that so many clear days lie between publication and the event.

    Neither the day of publication nor that of the event is a clear day. On a working basis publication itself
    is on a working day.
    """
    require_basis(basis)
    calendar = law.calendar(calendar)
    clear = count_days(
        event,
        number,
        "clear_working" if basis == "working" else "clear_calendar",
        calendar,
        backwards=True,
        anchor_reason=event_reason,
        anchor_field=field,
        number_field=number_field,
    )
    found = _next_day(clear.last, basis, calendar, backwards=True, field=field)
    explained = explain(
        law,
        found.last,
        rule=rule,
        anchor=event,
        days=in_order(clear.days, found.days, (Day(found.last, False, None, result_reason),)),
        provisional=clear.provisional or found.provisional,
    )
    return explained if basis == "working" else with_working_target(explained, calendar, field=field)


def after_clear_days(
    event: date,
    number: int,
    basis: Basis,
    calendar: Calendar,
    law: Law,
    *,
    rule: str,
    event_reason: str,
    result_reason: str,
    field: str,
) -> ExplainedDate:
    """The first day on which something may be done once so many clear days have passed since the event."""
    require_basis(basis)
    calendar = law.calendar(calendar)
    unit: Unit = "clear_working" if basis == "working" else "clear_calendar"
    clear = count_days(
        event,
        number,
        unit,
        calendar,
        anchor_reason=event_reason,
        anchor_field=field,
        number_field="clear_days",
    )
    found = _next_day(clear.last, basis, calendar, backwards=False, field=field)
    return explain(
        law,
        found.last,
        rule=rule,
        anchor=event,
        days=in_order(clear.days, found.days, (Day(found.last, False, None, result_reason),)),
        provisional=clear.provisional or found.provisional,
    )


def counted_days(
    anchor: date,
    number: int,
    unit: Unit,
    calendar: Calendar,
    law: Law,
    *,
    rule: str,
    anchor_reason: str,
    field: str,
    number_field: str = "period",
    backwards: bool = False,
    count_anchor_day: bool = False,
    at: time | None = None,
    roll_rule: Roll = "none",
    note: str = "",
) -> ExplainedDate:
    """The last of so many days after (or before) the anchor, moved to a working day if the rule says so."""
    calendar = law.calendar(calendar)
    count = count_days(
        anchor,
        number,
        unit,
        calendar,
        backwards=backwards,
        count_anchor_day=count_anchor_day,
        anchor_reason=anchor_reason,
        anchor_field=field,
        number_field=number_field,
    )
    begins = None if backwards else anchor
    rolled = roll(count.last, roll_rule, calendar, anchor_field=field, not_before=begins)
    return explain(
        law,
        rolled.last,
        rule=rule,
        anchor=anchor,
        days=rolled_days(count, rolled),
        provisional=count.provisional or rolled.provisional,
        at=at,
        note=note,
    )


def rolled_days(count: Count, rolled: Count) -> tuple[Day, ...]:
    """The days counted, and those passed over in moving the last one, each with both reasons."""
    if rolled.last == count.last:
        return in_order(count.days)
    moved = (Day(rolled.last, False, None, "the last day, moved because it fell on no working day"),)
    return in_order(rolled.days, count.days, moved)


def period_of_months(
    start: date,
    months: int,
    months_rule: MonthsRule,
    calendar: Calendar,
    law: Law,
    *,
    rule: str,
    first_reason: str,
    last_reason: str,
    field: str,
    months_field: str = "months",
    note: str = "",
    target: bool = True,
) -> ExplainedDate:
    """The end of a period of months, with the softer working day before it unless `target` is off."""
    if months_rule == "period_beginning_with":
        last = last_day_of_period_beginning_with(
            start, months, calendar, field=field, months_field=months_field
        )
    elif months_rule == "months_after":
        last = months_after(start, months, calendar, field=field, months_field=months_field)
    else:
        raise DateProblem("rule", f"“{months_rule}” is not one of {', '.join(MONTHS_RULES)}")
    beginning = months_rule == "period_beginning_with"
    days = days_of_period(start, last, first_reason, last_reason, start_counts=beginning)
    explained = explain(law, last, rule=rule, anchor=start, days=days, provisional=False, note=note)
    return with_working_target(explained, law.calendar(calendar), field=field) if target else explained


def require_basis(basis: str) -> None:
    if basis not in BASES:
        raise DateProblem("basis", f"“{basis}” is not one of {', '.join(BASES)}")


SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def phrase_months(months: int) -> str:
    """As the law says it, and people: two months, six years."""
    years, left = divmod(months, 12)
    number, unit = (years, "year") if years and not left else (months, "month")
    words = SMALL_NUMBERS[int(number)] if number in range(len(SMALL_NUMBERS)) else str(number)
    return f"{words} {unit}{'' if number == 1 else 's'}"


def phrase_days(number: int, unit: str) -> str:
    """How a number of days reads in a sentence: "5 clear working days"."""
    return f"{number} {unit.replace('_', ' ')} day{'' if number == 1 else 's'}"


def _next_day(day: date, basis: Basis, calendar: Calendar, *, backwards: bool, field: str) -> Count:
    beside = day + (-ONE_DAY if backwards else ONE_DAY)
    if not calendar.first <= beside <= calendar.last:
        raise DateProblem(field, f"counting to {long_date(day)} runs to the end of the known calendar")
    if basis == "calendar":
        return Count(beside, (), False)
    return step_to_working_day(beside, calendar, backwards=backwards, anchor_field=field)
