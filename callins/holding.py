"""A call-in stops its decision, and lets it go. Both hold the decision's row locked, in the verb's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from council.calendar_in_force import calendar_in_force
from scrutiny.lib.explained import ExplainedDate

from .clocks import TakesEffectAt
from .effect import effect_of
from .models import CallIn, Decision
from .submissions import rules_of

# These end the decision itself, whether or not the call-in stopped it.
ENDS_THE_DECISION = {
    "rescind": Decision.State.RESCINDED,
    "replace": Decision.State.REPLACED,
    "overtaken": Decision.State.WITHDRAWN,
}


def hold(call_in: CallIn) -> None:
    """The decision has no day of effect while this call-in is live."""
    decision = call_in.decision
    if not call_in.suspensive:
        return
    if decision.state == Decision.State.PUBLISHED:
        call_in.effect_before = {"at": _iso(decision.effective_at), "explained": decision.effect}
        _write(decision, Decision.State.CALLED_IN, None, {})
    elif decision.state == Decision.State.CALLED_IN:
        holder = decision.call_ins.holding().exclude(pk=call_in.pk).first()
        call_in.effect_before = holder.effect_before if holder else {}
    call_in.save(update_fields=["effect_before"])


def what_effect(call_in: CallIn, outcome: str, at: datetime) -> TakesEffectAt:
    """When the decision takes effect if the call-in ends like this."""
    decision = call_in.decision
    assert call_in.received_at is not None
    return effect_of(
        outcome,
        at,
        decision.facts(),
        rules_of(decision),
        calendar_in_force(),
        received=call_in.received_at,
        accepted=call_in.accepted_at,
        suspensive=call_in.suspensive,
        ordinary=_ordinary(call_in),
    )


def release(
    call_in: CallIn, effect: TakesEffectAt, outcome: str = "", replacement: Decision | None = None
) -> None:
    """Let the decision go, unless another call-in still holds it."""
    decision = call_in.decision
    if outcome == "modify" and replacement is not None:
        outcome = "replace"
    ends = ENDS_THE_DECISION.get(outcome)
    if ends is not None:
        _end_decision(decision, ends, call_in, replacement)
    elif decision.state == Decision.State.CALLED_IN and not decision.call_ins.holding().exists():
        at, explained = _latest(call_in, effect)
        _write(decision, Decision.State.PUBLISHED, at, explained)


def effect_as_json(effect: TakesEffectAt) -> dict[str, Any]:
    return {
        "at": _iso(effect.at),
        "why": effect.why,
        "explained": effect.explained.as_json() if effect.explained else None,
    }


def _latest(call_in: CallIn, effect: TakesEffectAt) -> tuple[datetime | None, dict[str, Any]]:
    """Of several call-ins the one whose end lets the decision go last decides."""
    at, explained = effect.at, effect.explained.as_json() if effect.explained else {}
    for other in call_in.decision.call_ins.filter(suspensive=True).exclude(pk=call_in.pk):
        other_at = other.takes_effect_at()
        if at is not None and other_at is not None and other_at > at:
            at, explained = other_at, other.effect.get("explained") or {}
    return at, explained


def _end_decision(
    decision: Decision, state: Decision.State, call_in: CallIn, replacement: Decision | None
) -> None:
    if decision.state in ENDS_THE_DECISION.values():
        return
    fields = []
    if state == Decision.State.REPLACED:
        decision.replaced_by = replacement
        fields = ["replaced_by"]
    elif state == Decision.State.WITHDRAWN:
        decision.withdrawn_at, decision.withdrawn_reason = call_in.closed_at, call_in.closing_words
        fields = ["withdrawn_at", "withdrawn_reason"]
    _write(decision, state, None, {}, *fields)


def _write(
    decision: Decision, state: Decision.State, at: datetime | None, effect: dict[str, Any], *fields: str
) -> None:
    decision.state, decision.effective_at, decision.effect = state, at, effect
    decision.version += 1
    decision.save(update_fields=["state", "effective_at", "effect", "version", *fields])


def _ordinary(call_in: CallIn) -> TakesEffectAt | None:
    before = call_in.effect_before
    if not before:
        decision = call_in.decision
        before = {"at": _iso(decision.effective_at), "explained": decision.effect}
    if not before["at"] or not before["explained"]:
        return None
    explained = ExplainedDate.from_json(before["explained"])
    return TakesEffectAt(datetime.fromisoformat(before["at"]), explained, explained.rule)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
