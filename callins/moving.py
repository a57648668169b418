"""What every stage of a call-in has in common: the table of moves, and the one function that makes one.

Only the verbs of `callins.workflow` use it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from audit.log import entries_for, record
from committees.agenda import CannotChange, ChangedMeanwhile
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.cut_off import local_day

from .clocks import council_deadline, reconsideration_deadline
from .holding import effect_as_json, release, what_effect
from .models import CallIn, CouncilReferral, Decision, Hearing, Outcome, Reconsideration, State
from .submissions import rules_of
from .telling import tell_once_saved

ENDED_EARLY = frozenset({State.WITHDRAWN, State.OVERTAKEN})
TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.RECEIVED, State.ABANDONED}),
    State.RECEIVED: frozenset({State.ACCEPTED, State.DEFECTIVE, State.INVALID}) | ENDED_EARLY,
    State.DEFECTIVE: frozenset({State.RECEIVED, State.INVALID}) | ENDED_EARLY,
    State.ACCEPTED: frozenset({State.INFORMAL, State.ARRANGED, State.LAPSED}) | ENDED_EARLY,
    State.INFORMAL: frozenset({State.ARRANGED, State.LAPSED}) | ENDED_EARLY,
    State.ARRANGED: frozenset(
        {
            State.ACCEPTED,
            State.NO_ACTION,
            State.COMMENTS,
            State.REFERRED_BACK,
            State.REFERRED_TO_COUNCIL,
            State.LAPSED,
        }
    )
    | ENDED_EARLY,
    State.REFERRED_BACK: frozenset({State.RECONSIDERED, State.REFERRED_TO_COUNCIL, State.OVERTAKEN}),
    State.REFERRED_TO_COUNCIL: frozenset(
        {State.NO_OBJECTION, State.REFERRED_BACK, State.LAPSED, State.OVERTAKEN}
    ),
}


def can_become(call_in: CallIn, state: State) -> bool:
    return state in TRANSITIONS.get(call_in.stage, frozenset())


def require(call_in: CallIn, state: State) -> None:
    if call_in.stage != state:
        raise refusal(call_in)


def open_call_in(call_in: CallIn, *, to: State | None = None, version: int | None = None) -> CallIn:
    """Lock the decision, then the call-in: of two people who decide at once, the second sees what the first did."""
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=call_in.decision_id)
    call_in = CallIn.objects.select_for_update(of=("self",)).get(pk=call_in.pk)
    call_in.decision = decision
    if version is not None and call_in.version != version:
        raise ChangedMeanwhile(call_in)
    if to is not None and not can_become(call_in, to):
        raise refusal(call_in)
    return call_in


def move(
    call_in: CallIn, state: State, *, by: User | None, verb: str, at: datetime | None = None, **detail: Any
) -> CallIn:
    """The only place where the state of a call-in changes."""
    if not can_become(call_in, state):
        raise refusal(call_in)
    if at is not None and at > timezone.now():
        raise CannotChange("That time is in the future.")
    if at is not None and call_in.received_at and at < call_in.received_at:
        raise CannotChange("That is before the call-in was received.")
    before, call_in.state = call_in.state, state
    call_in.version += 1
    call_in.save()
    if at is not None:
        detail["at"] = at.isoformat()
    record(verb, call_in, by=by, before=before, after=state, **detail)
    tell_once_saved(call_in)
    return call_in


def refusal(call_in: CallIn) -> CannotChange:
    last = entries_for(call_in).first()
    who = f" {last.actor_name} did that at {timezone.localtime(last.at):%H:%M on %-d %B %Y}." if last else ""
    return CannotChange(
        f"The call-in is “{call_in.stage.label.lower()}” now.{who} Nothing has been changed by you."
    )


def judge(call_in: CallIn, judgement: str, findings: list[dict[str, Any]], by: User) -> None:
    call_in.judgement, call_in.findings, call_in.judged_by_name = judgement.strip(), findings, by.name


def end(
    call_in: CallIn,
    state: State,
    outcome: str,
    at: datetime,
    *,
    by: User | None,
    verb: str,
    replacement: Decision | None = None,
) -> CallIn:
    """The call-in is settled: write down when the decision takes effect, and let it go."""
    if not can_become(call_in, state):
        raise refusal(call_in)
    effect = what_effect(call_in, outcome, at)
    call_in.closed_at, call_in.effect = at, effect_as_json(effect)
    move(call_in, state, by=by, verb=verb, at=at, outcome=outcome)
    release(call_in, effect, outcome, replacement)
    if outcome in (Outcome.Kind.WITHDRAWN, Outcome.Kind.LAPSED):
        note_outcome(call_in, outcome, at, call_in.closing_words, by)
    return call_in


def refer_back(call_in: CallIn, referred_by: str, factors: str, at: datetime, *, by: User) -> CallIn:
    rules = rules_of(call_in.decision)
    due = reconsideration_deadline(rules, calendar_in_force(), referred_on=local_day(at))
    call_in.referred_back_at = at
    move(call_in, State.REFERRED_BACK, by=by, verb="refer decision back", at=at)
    Reconsideration.objects.create(
        call_in=call_in,
        number=call_in.reconsiderations.count() + 1,
        referred_at=at,
        referred_by=referred_by,
        factors=factors,
        due_on=due.date if due else None,
    )
    return call_in


def refer_to_council(call_in: CallIn, reasons: str, at: datetime, *, by: User) -> CallIn:
    rules = rules_of(call_in.decision)
    due = council_deadline(rules, calendar_in_force(), referred_on=local_day(at))
    call_in.referred_to_council_at = at
    move(call_in, State.REFERRED_TO_COUNCIL, by=by, verb="refer decision to council", at=at)
    CouncilReferral.objects.create(
        call_in=call_in,
        number=call_in.council_referrals.count() + 1,
        referred_at=at,
        reasons=reasons,
        due_on=due.date if due else None,
    )
    return call_in


def no_hearing_ahead(call_in: CallIn, at: datetime) -> None:
    call_in.hearings.filter(held_at=None, adjourned_at=None, called_off_at=None).update(called_off_at=at)


def note_outcome(
    call_in: CallIn,
    kind: str,
    at: datetime,
    words: str,
    by: User | None,
    hearing: Hearing | None = None,
    **votes: Any,
) -> Outcome:
    effect = call_in.effect
    return Outcome.objects.create(
        call_in=call_in,
        hearing=hearing,
        kind=kind,
        at=at,
        words=words.strip(),
        effective_at=call_in.takes_effect_at(),
        effect=effect,
        recorded_by_name=by.name if by else "Scrutiny",
        **votes,
    )
