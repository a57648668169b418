"""The dates of executive decisions and of call-ins.

The 2012 Regulations fix the notices. Everything about call-in itself is the council's own: section 9F(4) of
the Local Government Act 2000 gives the power and no number, so a rule set hands every number in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from callins.period import ANCHORS, Period
from committees.timetable import agenda_publication_deadline, notice_given
from scrutiny.lib.cut_off import LONDON
from scrutiny.lib.deadlines import (
    Basis,
    Law,
    after_clear_days,
    clear_days_before,
    counted_days,
    explain,
    phrase_days,
)
from scrutiny.lib.explained import DateProblem, Day, ExplainedDate, long_date
from scrutiny.lib.working_days import (
    ONE_DAY,
    Calendar,
    Roll,
    in_order,
    roll,
    step_to_working_day,
    weekday_of_following_week,
)

EffectiveRule = Literal["next_calendar_day", "next_working_day", "last_day", "immediately"]
EFFECTIVE_RULES: tuple[EffectiveRule, ...] = (
    "next_calendar_day",
    "next_working_day",
    "last_day",
    "immediately",
)
Stage = Literal["first", "second"]

CALL_IN_POWER = "Local Government Act 2000, section 9F(4), and the council's own call-in rules"
KEY_NOTICE = (
    "Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England)"
    " Regulations 2012 (SI 2012/2089)"
)
CLEAR_DAYS_CASE = "R v Swansea City Council, ex parte Elitestone Ltd (1993)"


def call_in_last_day(anchor_date: date, calendar: Calendar, period: Period) -> ExplainedDate:
    """The last day, and the last moment if a time is set, on which a decision can be called in."""
    return _end_of(period, anchor_date, calendar, "call_in_last_day", "Last day to call in")


def call_in_resolution_last_day(anchor_date: date, calendar: Calendar, period: Period) -> ExplainedDate:
    """The last day to hear or otherwise resolve a call-in."""
    return _end_of(
        period, anchor_date, calendar, "call_in_resolution_last_day", "Last day to resolve the call-in"
    )


def reconsideration_due(anchor_date: date, calendar: Calendar, period: Period) -> ExplainedDate:
    """The last day for the decision maker to reconsider a decision that was referred back."""
    return _end_of(
        period, anchor_date, calendar, "reconsideration_due", "Last day to reconsider the decision"
    )


def decision_effective_date(
    anchor_date: date,
    calendar: Calendar,
    period: Period,
    *,
    effective_rule: EffectiveRule,
    at: time | None = None,
) -> ExplainedDate:
    """The day a decision takes effect when nobody has called it in."""
    if effective_rule not in EFFECTIVE_RULES:
        raise DateProblem("effective_rule", f"“{effective_rule}” is not one of {', '.join(EFFECTIVE_RULES)}")
    if effective_rule == "immediately":
        return effective_immediately(anchor_date, calendar, anchor=period.anchor, at=at)
    window = call_in_last_day(anchor_date, calendar, period)
    law, calendar = _rules_of(period, "decision_effective_date", calendar)
    answer, provisional = window.date, window.provisional
    passed: tuple[Day, ...] = ()
    if effective_rule != "last_day":
        answer = calendar.require(window.date + ONE_DAY, "anchor_date")
    if effective_rule == "next_working_day":
        found = step_to_working_day(answer, calendar)
        answer, passed, provisional = found.last, found.days, provisional or found.provisional
    takes_effect = (
        () if effective_rule == "last_day" else (Day(answer, False, None, "the decision takes effect"),)
    )
    return explain(
        law,
        answer,
        rule=f"The decision takes effect on {_EFFECT_WORDS[effective_rule]} the call-in period, which is"
        f" {period.in_words()}; it ends on {long_date(window.date)}.",
        anchor=anchor_date,
        days=in_order(window.days, passed, takes_effect),
        provisional=provisional,
        at=at or (period.cut_off if effective_rule == "last_day" else None),
    )


def effective_immediately(
    anchor_date: date, calendar: Calendar, *, anchor: str = "publication", at: time | None = None
) -> ExplainedDate:
    """For a decision that nobody can call in: it takes effect on the day itself."""
    if anchor not in ANCHORS:
        raise DateProblem("anchor", f"“{anchor}” is not one of {', '.join(ANCHORS)}")
    calendar.require(anchor_date, "anchor_date")
    return explain(
        Law("decision_effective_date", "constitution", CALL_IN_POWER),
        anchor_date,
        rule="The decision takes effect on the day itself: no call-in period holds it.",
        anchor=anchor_date,
        days=(Day(anchor_date, False, None, "the decision takes effect"),),
        provisional=False,
        at=at,
    )


def key_decision_notice(
    decision_date: date, calendar: Calendar, *, clear_days: int = 28, basis: Basis = "calendar"
) -> ExplainedDate:
    """The last day to publish the document about a key decision (regulation 9)."""
    law = Law("key_decision_notice", "statutory", f"{KEY_NOTICE}, regulation 9", _what_a_day_is(basis))
    return clear_days_before(
        decision_date,
        clear_days,
        basis,
        calendar,
        law,
        rule=f"Publish the key decision document so that {_clear(clear_days, basis)} lie between the day of"
        f" publication and the day of the decision.{_below_minimum(clear_days, 28)}",
        event_reason="day of the decision",
        result_reason="publish on or before this day; the day of publication does not count",
        field="decision_date",
    )


def private_meeting_notice(
    meeting_date: date,
    calendar: Calendar,
    *,
    stage: Stage,
    clear_days: int | None = None,
    basis: Basis | None = None,
) -> ExplainedDate:
    """The last day for the first or the further notice of a private executive meeting (regulation 5)."""
    if stage not in ("first", "second"):
        raise DateProblem("stage", f"“{stage}” is not one of first, second")
    minimum = 28 if stage == "first" else 5
    basis = basis or ("calendar" if stage == "first" else "working")
    number = minimum if clear_days is None else clear_days
    regulation = "regulation 5(2)" if stage == "first" else "regulation 5(4)"
    law = Law("private_meeting_notice", "statutory", f"{KEY_NOTICE}, {regulation}", _what_a_day_is(basis))
    name = "notice" if stage == "first" else "further notice"
    return clear_days_before(
        meeting_date,
        number,
        basis,
        calendar,
        law,
        rule=f"Publish the {name} of the private meeting so that {_clear(number, basis)} lie between the"
        f" day of publication and the day of the meeting.{_below_minimum(number, minimum)}",
        event_reason="day of the meeting",
        result_reason="publish on or before this day; the day of publication does not count",
        field="meeting_date",
    )


def general_exception_earliest_decision(
    notice_date: date, calendar: Calendar, *, clear_days: int = 5, basis: Basis = "working"
) -> ExplainedDate:
    """The first day on which a key decision without 28 days' notice may be taken (regulation 10)."""
    law = Law(
        "general_exception_earliest_decision",
        "statutory",
        f"{KEY_NOTICE}, regulation 10",
        _what_a_day_is(basis),
    )
    return after_clear_days(
        notice_date,
        clear_days,
        basis,
        calendar,
        law,
        rule=f"The decision may be taken only after {_clear(clear_days, basis)} have passed since the day the"
        f" notice was made available.{_below_minimum(clear_days, 5)}",
        event_reason="day the notice was made available",
        result_reason="the first day the decision may be taken",
        field="notice_date",
    )


@dataclass(frozen=True, slots=True)
class HearingDays:
    """The working days left to hear a call-in: those with five clear days' notice, and those without."""

    with_full_notice: tuple[date, ...]
    at_short_notice: tuple[date, ...]
    # If the hearing is on the last day, its agenda is due by then.
    agenda_for_last_day: ExplainedDate


def hearing_days(agenda_ready: date, last_day: date, calendar: Calendar) -> HearingDays:
    """Which days a call-in can be heard on, when its agenda cannot go out before `agenda_ready`."""
    calendar.require(agenda_ready, "agenda_ready")
    calendar.require(last_day, "last_day")
    full: list[date] = []
    short: list[date] = []
    day = agenda_ready
    while day < last_day:
        day += ONE_DAY
        if calendar.is_working_day(day):
            enough = notice_given(agenda_ready, day, calendar).enough
            (full if enough else short).append(day)
    return HearingDays(tuple(full), tuple(short), agenda_publication_deadline(last_day, calendar))


def day_published(published: datetime, calendar: Calendar, *, counts_until: time | None = None) -> date:
    """The day a publication counts as made on: after `counts_until`, where a rule set has it, the next working day.

    What goes out on a Saturday then counts as Monday's too, not sooner than what went out late on Friday.
    """
    local = published.astimezone(LONDON)
    if counts_until is None:
        return local.date()
    if local.time() <= counts_until and calendar.is_working_day(local.date()):
        return local.date()
    return step_to_working_day(local.date() + ONE_DAY, calendar).last


_EFFECT_WORDS = {
    "next_calendar_day": "the calendar day after the last day of",
    "next_working_day": "the working day after the last day of",
    "last_day": "the last day of",
}


def _rules_of(period: Period, kind: str, calendar: Calendar) -> tuple[Law, Calendar]:
    """A rule set may say that closures stop the clock; otherwise each closure says for itself."""
    law = Law(kind, "constitution", CALL_IN_POWER)
    if period.closures_count:
        return law, calendar.with_every_closure()
    return law, law.calendar(calendar)


def _end_of(period: Period, anchor_date: date, calendar: Calendar, kind: str, words: str) -> ExplainedDate:
    law, calendar = _rules_of(period, kind, calendar)
    if period.weekday is not None:
        return _fixed_weekday(period, anchor_date, calendar, law, words)
    assert period.number is not None
    return counted_days(
        anchor_date,
        period.number,
        period.unit,
        calendar,
        law,
        rule=f"{words}: {period.in_words()}.{_rolled(period.roll)}",
        anchor_reason=period.anchor_reason,
        field="anchor_date",
        count_anchor_day=period.count_anchor_day,
        at=period.cut_off,
        roll_rule=period.roll,
    )


def _fixed_weekday(
    period: Period, anchor_date: date, calendar: Calendar, law: Law, words: str
) -> ExplainedDate:
    calendar.require(anchor_date, "anchor_date")
    assert period.weekday is not None
    fixed = calendar.require(weekday_of_following_week(anchor_date, period.weekday), "anchor_date")
    rolled = roll(fixed, period.roll, calendar, not_before=anchor_date)
    between = tuple(
        Day(
            date.fromordinal(number),
            False,
            None,
            calendar.why_not_working(date.fromordinal(number)) or "passes",
        )
        for number in range(anchor_date.toordinal() + 1, rolled.last.toordinal())
    )
    ends = (
        Day(anchor_date, False, None, period.anchor_reason),
        Day(rolled.last, False, None, "the last day"),
    )
    closed = calendar.why_not_working(rolled.last)
    return explain(
        law,
        rolled.last,
        rule=f"{words}: the {fixed:%A} of the week after the one with the {period.anchor_reason}."
        f"{_rolled(period.roll)}",
        anchor=anchor_date,
        days=in_order(between, rolled.days, ends),
        provisional=rolled.provisional,
        at=period.cut_off,
        note="A week runs from Monday to Sunday."
        + (f" The rule names this weekday although it is not a working day ({closed})." if closed else ""),
    )


def _rolled(rule: Roll) -> str:
    words = {
        "none": "",
        "next_working_day": " A last day that is not a working day moves to the next working day.",
        "previous_working_day": " A last day that is not a working day moves to the working day before.",
    }
    return words[rule]


def _clear(number: int, basis: Basis) -> str:
    return phrase_days(number, f"clear_{basis}")


def _below_minimum(number: int, minimum: int) -> str:
    if number >= minimum:
        return ""
    return f" The law asks for at least {minimum}: this is shorter."


def _what_a_day_is(basis: Basis) -> str:
    if basis == "working":
        return f"Clear days are taken to be working days, as {CLEAR_DAYS_CASE} held of agendas."
    return "Clear days are taken to be calendar days. The Regulations do not say, and no case decides it."
