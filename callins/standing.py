"""Where a decision stands now, in words that lists and pages share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from scrutiny.lib.clock import time_words
from scrutiny.lib.explained import long_date

from .models import Decision
from .rules import Rules


@dataclass(frozen=True)
class Standing:
    """`label` and `colour` are the tag; `clock` says until or since when; `reason` why nobody can call it in."""

    label: str
    colour: str
    clock: str = ""
    reason: str = ""


def standing(decision: Decision, now: datetime) -> Standing:
    State = Decision.State
    if decision.state == State.DRAFT:
        return Standing("Not published", "grey")
    if decision.state == State.WITHDRAWN:
        return Standing("Withdrawn", "grey", reason=decision.withdrawn_reason)
    if decision.state == State.CALLED_IN:
        return Standing("Called in", "yellow", "Not to be carried out until the call-in is settled")
    if decision.state == State.PUBLISHED:
        return published(decision, now)
    return Standing(decision.get_state_display(), "grey", "It will not be carried out")


def published(decision: Decision, now: datetime) -> Standing:
    if decision.is_open_to_call_in(now):
        return Standing("Call-in open", "blue", f"It can be called in until {closing(decision)}")
    clock = effect_words(decision, now)
    if decision.call_in_until is not None:
        label = "In effect" if decision.is_effective(now) else "Call-in closed"
        return Standing(label, "green", clock)
    if decision.exclusion == Decision.Exclusion.URGENT:
        return Standing("Urgent: no call-in", "red", clock, decision.exclusion_reason)
    if decision.exclusion == Decision.Exclusion.RECOMMENDATION:
        clock = ""  # Nothing takes effect: somebody else decides.
    return Standing("Not for call-in", "grey", clock, why_not(decision))


def closing(decision: Decision) -> str:
    """The last moment: a time on a day, or the end of that day."""
    explained = decision.call_in_explained
    if explained is None:
        return ""
    return explained.answer() if explained.moment else f"the end of {long_date(explained.date)}"


def effect_words(decision: Decision, now: datetime) -> str:
    if decision.effective_at is None:
        return ""
    moment = timezone.localtime(decision.effective_at)
    at = (
        ""
        if moment.time().replace(second=0, microsecond=0) == moment.min.time()
        else time_words(moment.time())
    )
    when = long_date(moment.date()) + (f" at {at}" if at and decision.call_in_until else "")
    return f"In effect since {when}" if decision.effective_at <= now else f"Takes effect on {when}"


def urgency_words(rules: Rules) -> str:
    """What makes a decision urgent and who has to agree, for the officer who records that one is."""
    rule = rules.urgency
    said = [f"Urgent under your rules: {rule.test.rstrip('.')}"] if rule.test else []
    if rule.consent:
        said.append(f"Who has to agree, the first who is available: {', then '.join(rule.consent)}")
    if rule.unavailable_hours is not None:
        said.append(f"Somebody counts as unavailable after {rule.unavailable_hours} hours")
    return ". ".join(said)


def review_words(decision: Decision) -> str:
    """That an urgent decision can be looked at once it is carried out, where the rules say so."""
    if decision.exclusion != Decision.Exclusion.URGENT or decision.rule_set is None:
        return ""
    rule = decision.rule_set.parsed.urgency
    if not rule.review_afterwards:
        return ""
    who = f"{rule.review_minimum} members" if rule.review_minimum else "Members"
    return f"{who} can ask scrutiny to review it once it has been carried out."


def why_not(decision: Decision) -> str:
    if decision.exclusion:
        return f"{decision.get_exclusion_display()}. {decision.exclusion_reason}"
    explained = decision.effect_explained
    return explained.rule if explained else ""
