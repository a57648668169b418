"""When a decision takes effect once a call-in has ended, one way or another. Pure, like the clocks.

Nothing takes effect sooner by having been called in: the day it would have taken effect anyway is the earliest.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from callins.clocks import POWER, DecisionFacts, TakesEffectAt, effect_without_call_in, hearing_deadline
from callins.rules import OutcomeRule, Rules, TakesEffect
from scrutiny.lib.cut_off import LONDON, local_day
from scrutiny.lib.explained import Day, ExplainedDate, long_date
from scrutiny.lib.working_days import ONE_DAY, Calendar, step_to_working_day

OUTCOME_WORDS = {
    "no_further_action": "the committee took no further action",
    "comments_only": "the committee sent comments",
    "refer_back": "the committee referred the decision back",
    "refer_to_council": "the committee referred the decision to full council",
    "adjourn": "the hearing was adjourned",
    "withdrawn": "the call-in was withdrawn",
    "lapsed": "the call-in lapsed",
    "too_few_left": "the call-in lapsed, because too few signatures were left",
    "invalid": "the call-in was found not to be valid",
    "overtaken": "the decision was overtaken",
    "confirm": "the decision was confirmed",
    "modify": "the decision was confirmed as modified",
    "no_objection": "full council did not object",
    "no_meeting": "full council did not meet in time",
}
NEVER = {
    "rescind": "The decision was rescinded, so it never takes effect.",
    "replace": "Another decision takes its place, so this one never takes effect.",
    "overtaken": "The decision will not be carried out.",
}
WAITS = {
    "on_reconsideration": "It waits for the decision maker to reconsider it.",
    "by_council": "It waits for full council.",
    "stays_held": "The call-in is not settled.",
}
# What the rules leave open is read in the way that is usual: the end of a call-in lets the decision go.
USUAL: dict[str, TakesEffect] = {
    "refer_back": "on_reconsideration",
    "refer_to_council": "by_council",
    "adjourn": "stays_held",
    "withdrawn": "at_once",
    "lapsed": "expiry",
}


def effect_of(
    outcome: str,
    at: datetime,
    facts: DecisionFacts,
    rules: Rules,
    calendar: Calendar,
    *,
    received: datetime,
    accepted: datetime | None = None,
    suspensive: bool = True,
    ordinary: TakesEffectAt | None = None,
) -> TakesEffectAt:
    """When the decision takes effect after this outcome at this moment.

    `ordinary` is when it was to take effect before it was called in, as that was given at publication.
    """
    ordinary = ordinary or effect_without_call_in(facts, rules, calendar)
    if outcome in NEVER:
        return TakesEffectAt(None, None, NEVER[outcome])
    if not suspensive:
        told = "This call-in does not stop the decision: it takes effect as if nobody had called it in."
        return TakesEffectAt(ordinary.at, ordinary.explained, f"{told} {ordinary.why}")
    when = rule_of(outcome, rules)
    if when in WAITS:
        return TakesEffectAt(None, None, f"The decision does not take effect yet. {WAITS[when]}")
    if outcome == "modify" and rules.reconsideration.further_call_in:
        told = "The modified decision is published again and has a call-in period of its own."
        return TakesEffectAt(None, None, told)
    moment = _moment(when, at, facts, rules, calendar, received=received, accepted=accepted)
    return _no_earlier(moment, when, outcome, at, ordinary, rules)


def rule_of(outcome: str, rules: Rules) -> TakesEffect:
    """Which of the rules says when."""
    if outcome in ("confirm", "modify"):
        return "at_once"
    if outcome == "no_objection":
        return rules.council_leg.if_no_objection
    if outcome == "no_meeting":
        return "at_once" if rules.council_leg.if_no_meeting == "takes_effect" else "stays_held"
    if outcome == "lapsed" and rules.hearing.if_missed == "stays_held":
        return "stays_held"
    if outcome == "too_few_left":
        outcome = "withdrawn"  # It ends because signatories left it, not because time ran out.
    rule: OutcomeRule | None = rules.outcomes.rule_for(outcome)
    return rule.effect if rule else USUAL.get(outcome, "at_once")


def _moment(
    when: TakesEffect,
    at: datetime,
    facts: DecisionFacts,
    rules: Rules,
    calendar: Calendar,
    *,
    received: datetime,
    accepted: datetime | None,
) -> datetime:
    day = local_day(at)
    if when == "next_day":
        return _midnight(day + ONE_DAY)
    if when == "next_working_day":
        return _midnight(step_to_working_day(day + ONE_DAY, calendar).last)
    if when == "expiry":
        deadline = hearing_deadline(facts, rules, calendar, received=received, accepted=accepted)
        return _midnight(deadline.date + timedelta(days=1)) if deadline else at
    return at


_WHEN_WORDS = {
    "at_once": "at once",
    "next_day": "the next day",
    "next_working_day": "on the next working day",
    "ordinary": "as soon as it would have taken effect anyway",
    "expiry": "when the time for hearing the call-in has run out",
}


def _no_earlier(
    moment: datetime, when: str, outcome: str, at: datetime, ordinary: TakesEffectAt, rules: Rules
) -> TakesEffectAt:
    event = local_day(at)
    words = OUTCOME_WORDS.get(outcome, outcome)
    told = f"On {long_date(event)} {words}; the decision then takes effect {_WHEN_WORDS[when]}."
    if ordinary.at and ordinary.at > moment:
        moment = ordinary.at
        day = long_date(local_day(moment))
        told = f"On {long_date(event)} {words}. The decision takes effect on {day}, as it would have anyway."
    answer = local_day(moment)
    days = [Day(event, False, None, words)]
    if answer != event:
        days.append(Day(answer, False, None, "the decision takes effect"))
    explained = ExplainedDate(
        date=answer,
        rule=told,
        citation=f"{POWER}; {rules.citation(_group_of(outcome))}",
        days=tuple(sorted(days, key=lambda day: day.date)),
        anchor=event,
        moment=moment.astimezone(LONDON) if moment.astimezone(LONDON).time() != time(0) else None,
    )
    return TakesEffectAt(moment, explained, told)


def _group_of(outcome: str) -> str:
    groups = {"confirm": "reconsideration", "modify": "reconsideration", "invalid": "validation"}
    groups |= {"no_objection": "council_leg", "no_meeting": "council_leg", "withdrawn": "withdrawal"}
    groups |= {"too_few_left": "withdrawal"}
    return groups.get(outcome, "outcomes")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), LONDON)
