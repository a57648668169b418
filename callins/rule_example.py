"""What rules come to on a day: a decision published then, and a call-in at the last moment. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from callins.clocks import (
    DecisionFacts,
    call_in_window,
    effect_without_call_in,
    hearing_clock,
    reconsideration_deadline,
)
from callins.rules import Rules
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import DateProblem, ExplainedDate
from scrutiny.lib.working_days import Calendar


@dataclass(frozen=True, slots=True)
class ExampleLine:
    name: str
    words: str
    explained: ExplainedDate | None = None


def example(rules: Rules, calendar: Calendar, now: datetime) -> list[ExampleLine]:
    """A decision taken and published now, whose maker is the first the rules name; in the order things happen."""
    facts = DecisionFacts(
        maker_kind=rules.scope.makers[0] if rules.scope.makers else "",
        made_on=local_day(now),
        meeting_date=local_day(now),
        first_published_at=now,
        is_key=True,
    )
    try:
        return _lines(facts, rules, calendar, now)
    except DateProblem as problem:
        return [ExampleLine("No example", f"These rules give no date: {problem.message}.")]


def _lines(facts: DecisionFacts, rules: Rules, calendar: Calendar, now: datetime) -> list[ExampleLine]:
    window, effect = call_in_window(facts, rules, calendar), effect_without_call_in(facts, rules, calendar)
    answer = window.last_day.answer()
    ends = answer if window.moment_is_in_time else f"At the end of {answer}"
    lines = [
        ExampleLine("Call-in ends", ends, window.last_day),
        ExampleLine(
            "Takes effect, if not called in",
            effect.explained.answer() if effect.explained else "Not by itself",
            effect.explained,
        ),
    ]
    last = window.closes_at - timedelta(seconds=0 if window.moment_is_in_time else 1)
    clock = hearing_clock(facts, rules, calendar, received=last, accepted=last, agenda_ready=local_day(last))
    if clock.deadline is None:
        return [*lines, ExampleLine("Heard", "At the next available meeting")]
    lines.append(
        ExampleLine("Called in at the last moment, heard by", clock.deadline.answer(), clock.deadline)
    )
    agenda = clock.agenda_deadline
    assert agenda is not None
    lines.append(ExampleLine("Its agenda, if heard on the last day", agenda.answer(), agenda))
    if clock.conflict:
        lines.append(ExampleLine("Five clear days", clock.conflict))
    due = reconsideration_deadline(rules, calendar, referred_on=clock.deadline.date)
    if due:
        lines.append(ExampleLine("Referred back that day, reconsidered by", due.answer(), due))
    return lines
