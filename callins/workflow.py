"""The stages of a call-in. Every change of state is a verb here, and is made by `callins.moving.move`.

Whether the decision is held follows from the rules and the state: a call-in that stops it holds it from receipt
until it is settled, and only the end of the last such call-in gives the decision a day of effect.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange
from committees.models import Meeting
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import long_date

from .clocks import cure_deadline
from .conditions import (
    last_day_to_hear,
    require_can_hear,
    require_invited,
    require_notice,
    require_open_to_committee,
    require_result,
    require_standing,
)
from .holding import hold, release, what_effect
from .models import CallIn, CouncilReferral, Decision, Hearing, InformalMeeting, Outcome, Signature, State
from .moving import (
    end,
    judge,
    move,
    no_hearing_ahead,
    note_outcome,
    open_call_in,
    refer_back,
    refer_to_council,
    refusal,
    require,
)
from .submissions import check, rules_of

# Found valid and not heard yet: somebody who signed can still think better of it.
MAY_BE_LEFT = (State.ACCEPTED, State.INFORMAL, State.ARRANGED)
AFTER_HEARING = {
    Outcome.Kind.NO_FURTHER_ACTION: State.NO_ACTION,
    Outcome.Kind.COMMENTS_ONLY: State.COMMENTS,
    Outcome.Kind.REFER_BACK: State.REFERRED_BACK,
    Outcome.Kind.REFER_TO_COUNCIL: State.REFERRED_TO_COUNCIL,
    Outcome.Kind.ADJOURN: State.ACCEPTED,
}


@transaction.atomic
def send(call_in: CallIn, *, by: User) -> CallIn:
    """The councillor hands the call-in in. The instant of this verb is the instant of receipt."""
    call_in = open_call_in(call_in)
    require(call_in, State.DRAFT)
    if not call_in.signatures.standing().exists():
        raise CannotChange("Nobody has signed it yet.")
    call_in.form_dated = call_in.form_dated or timezone.localdate()
    return _receive(call_in, timezone.now(), by=by)


@transaction.atomic
def receive(call_in: CallIn, *, received_at: datetime, by: User) -> CallIn:
    """An officer writes down a form that came on paper or by e-mail, with the instant it came."""
    call_in = open_call_in(call_in)
    require(call_in, State.DRAFT)
    if call_in.method == CallIn.Method.ONLINE:
        raise CannotChange("A call-in made here is sent by its lead councillor.")
    if received_at > timezone.now():
        raise CannotChange("The time of receipt is in the future.")
    call_in.recorded_at = timezone.now()
    return _receive(call_in, received_at, by=by)


def _receive(call_in: CallIn, received_at: datetime, *, by: User) -> CallIn:
    require_standing(call_in.decision)
    rules = rules_of(call_in.decision)
    call_in.received_at = received_at
    found = check(call_in, rules, calendar_in_force())
    # A decision that takes effect at the last moment to call it in waits for what came at that very moment.
    effective_at = call_in.decision.effective_at
    done_already = effective_at is not None and effective_at < received_at.replace(microsecond=0)
    call_in.suspensive = found.suspends and not done_already
    move(call_in, State.RECEIVED, by=by, verb="receive call-in", received_at=received_at.isoformat())
    hold(call_in)
    return call_in


@transaction.atomic
def give_up(call_in: CallIn, *, by: User) -> CallIn:
    """The lead decides not to send it."""
    return move(open_call_in(call_in), State.ABANDONED, by=by, verb="give up call-in")


@transaction.atomic
def accept(
    call_in: CallIn, *, judgement: str = "", by: User, at: datetime | None = None, version: int | None = None
) -> CallIn:
    """The officer finds it valid. What the checks said is kept; finding against them needs a reason."""
    call_in, at = open_call_in(call_in, version=version), at or timezone.now()
    require(call_in, State.RECEIVED)
    found = check(call_in, rules_of(call_in.decision), calendar_in_force())
    if not found.valid and not judgement.strip():
        raise CannotChange("The checks found something wrong. Say why it is valid all the same.")
    judge(call_in, judgement, [failure.as_json() for failure in found.failures], by)
    route = found.route_met
    call_in.route = route.route.name if route else ""
    call_in.suspensive = call_in.suspensive and (route is None or route.route.suspensive)
    call_in.accepted_at = at
    move(call_in, State.ACCEPTED, by=by, verb="accept call-in", at=at, route=call_in.route)
    if not call_in.suspensive:
        release(call_in, what_effect(call_in, "withdrawn", at))
    return call_in


@transaction.atomic
def refuse(
    call_in: CallIn, *, judgement: str, by: User, at: datetime | None = None, version: int | None = None
) -> CallIn:
    """The officer finds it not valid, with reasons."""
    call_in, at = open_call_in(call_in, to=State.INVALID, version=version), at or timezone.now()
    if not judgement.strip():
        raise CannotChange("Give the reasons why it is not valid.")
    found = check(call_in, rules_of(call_in.decision), calendar_in_force())
    judge(call_in, judgement, [failure.as_json() for failure in found.failures], by)
    call_in.closing_words = judgement.strip()
    return end(call_in, State.INVALID, "invalid", at, by=by, verb="refuse call-in")


@transaction.atomic
def ask_to_put_right(
    call_in: CallIn, *, judgement: str, by: User, at: datetime | None = None, version: int | None = None
) -> CallIn:
    """The officer tells the signatories what is wrong; they have the cure period of the rules."""
    call_in, at = open_call_in(call_in, to=State.DEFECTIVE, version=version), at or timezone.now()
    rules = rules_of(call_in.decision)
    due = cure_deadline(rules, calendar_in_force(), told_on=local_day(at))
    if due is None:
        raise CannotChange("The rules give no time to put a call-in right. Accept it or refuse it.")
    found = check(call_in, rules, calendar_in_force())
    judge(call_in, judgement, [failure.as_json() for failure in found.failures], by)
    call_in.defects_told_at, call_in.cure_by = at, due.date
    return move(
        call_in, State.DEFECTIVE, by=by, verb="ask to put call-in right", at=at, cure_by=str(due.date)
    )


@transaction.atomic
def put_right(call_in: CallIn, *, by: User, at: datetime | None = None) -> CallIn:
    """It comes back corrected. The instant of receipt stays the first."""
    call_in, at = open_call_in(call_in), at or timezone.now()
    require(call_in, State.DEFECTIVE)
    if call_in.cure_by and local_day(at) > call_in.cure_by:
        raise CannotChange(f"The time to put it right ended on {long_date(call_in.cure_by)}.")
    call_in.cured_at = at
    return move(call_in, State.RECEIVED, by=by, verb="put call-in right", at=at)


@transaction.atomic
def call_informal_meeting(
    call_in: CallIn, *, start: datetime, place: str, invited: str = "", by: User, at: datetime | None = None
) -> InformalMeeting:
    call_in, at = open_call_in(call_in, to=State.INFORMAL), at or timezone.now()
    if not rules_of(call_in.decision).informal.held:
        raise CannotChange("The rules have no informal meeting.")
    if InformalMeeting.objects.filter(call_in=call_in).exists():
        raise CannotChange("The informal meeting has been called already.")
    call_in.informal_at = at
    move(call_in, State.INFORMAL, by=by, verb="call informal meeting", at=at, start=start.isoformat())
    return InformalMeeting.objects.create(
        call_in=call_in, start=start, place=place, invited=invited, invited_at=at
    )


@transaction.atomic
def arrange_hearing(
    call_in: CallIn,
    *,
    meeting: Meeting,
    short_notice_reason: str = "",
    education_invited: bool = False,
    by: User,
    at: datetime | None = None,
) -> Hearing:
    """Put it before a meeting of the right committee, with its notice or the reason for short notice."""
    call_in, at = open_call_in(call_in, to=State.ARRANGED), at or timezone.now()
    rules = rules_of(call_in.decision)
    require_can_hear(call_in, meeting.committee, meeting)
    require_notice(meeting, rules, short_notice_reason, at)
    require_invited(call_in, rules, education_invited)
    call_in.arranged_at = at
    move(call_in, State.ARRANGED, by=by, verb="arrange hearing", at=at, meeting=meeting.reference)
    return Hearing.objects.create(
        call_in=call_in,
        number=call_in.hearings.count() + 1,
        committee=meeting.committee,
        meeting=meeting,
        arranged_at=at,
        arranged_by_name=by.name,
        short_notice_reason=short_notice_reason.strip(),
        education_invited_at=at if education_invited else None,
    )


@transaction.atomic
def call_off_hearing(call_in: CallIn, *, words: str, by: User, at: datetime | None = None) -> CallIn:
    """The hearing does not take place that day; another is arranged."""
    call_in, at = open_call_in(call_in), at or timezone.now()
    require(call_in, State.ARRANGED)
    no_hearing_ahead(call_in, at)
    return move(call_in, State.ACCEPTED, by=by, verb="call off hearing", at=at, words=words)


@transaction.atomic
def withdraw(
    call_in: CallIn, *, words: str, all_agree: bool = False, by: User, at: datetime | None = None
) -> CallIn:
    """The signatories take it back. Undertakings given in return stay with it."""
    call_in, at = open_call_in(call_in, to=State.WITHDRAWN), at or timezone.now()
    rule = rules_of(call_in.decision).withdrawal
    if rule.by == "nobody":
        raise CannotChange("Under the rules a call-in cannot be withdrawn.")
    if rule.by == "all_signatories" and not all_agree:
        raise CannotChange("Every signatory must agree to the withdrawal.")
    if rule.until == "hearing_arranged" and call_in.stage == State.ARRANGED:
        raise CannotChange("Under the rules it cannot be withdrawn once the hearing is arranged.")
    no_hearing_ahead(call_in, at)
    call_in.closing_words = words.strip()
    return end(call_in, State.WITHDRAWN, "withdrawn", at, by=by, verb="withdraw call-in")


@transaction.atomic
def conclude(
    call_in: CallIn, *, kind: str, words: str = "", by: User, at: datetime | None = None, **votes: Any
) -> Outcome:
    """What the committee resolved. Only the outcomes of the rules are open to it."""
    call_in, at = open_call_in(call_in), at or timezone.now()
    require(call_in, State.ARRANGED)
    if kind not in AFTER_HEARING:
        raise CannotChange("A hearing cannot end like that.")
    rules, state = rules_of(call_in.decision), AFTER_HEARING[Outcome.Kind(kind)]
    require_open_to_committee(call_in, kind, words, rules)
    hearing = call_in.hearings.select_for_update().get(held_at=None, adjourned_at=None, called_off_at=None)
    if local_day(at) < hearing.meeting.date:
        raise CannotChange(f"The hearing is on {long_date(hearing.meeting.date)}, which is yet to come.")
    stamp = "adjourned_at" if kind == "adjourn" else "held_at"
    setattr(hearing, stamp, at)
    hearing.save(update_fields=[stamp])
    if state.is_closed:
        call_in.closing_words = words.strip()
        end(call_in, state, kind, at, by=by, verb="conclude call-in")
    elif state == State.REFERRED_BACK:
        refer_back(call_in, str(hearing.committee), words, at, by=by)
    elif state == State.REFERRED_TO_COUNCIL:
        refer_to_council(call_in, words, at, by=by)
    else:
        move(call_in, state, by=by, verb="adjourn hearing", at=at)
    return note_outcome(call_in, kind, at, words, by, hearing=hearing, **votes)


@transaction.atomic
def reconsider(
    call_in: CallIn,
    *,
    result: str,
    reasons: str,
    new_wording: str = "",
    replacement: Decision | None = None,
    by: User,
    at: datetime | None = None,
) -> CallIn:
    """What the decision maker made of a decision that was referred back."""
    call_in, at = open_call_in(call_in), at or timezone.now()
    require(call_in, State.REFERRED_BACK)
    rule = rules_of(call_in.decision).reconsideration
    require_result(rule, result, reasons, new_wording, replacement)
    row = call_in.reconsiderations.select_for_update().get(decided_at=None)
    row.decided_at, row.result, row.reasons, row.new_wording = at, result, reasons, new_wording
    row.replacement, row.recorded_by_name = replacement, by.name
    row.save()
    if result == "confirm" and rule.back_to_council and not call_in.council_referrals.exists():
        return refer_to_council(call_in, reasons, at, by=by)
    call_in.closing_words = reasons.strip()
    return end(
        call_in, State.RECONSIDERED, result, at, by=by, verb="reconsider decision", replacement=replacement
    )


@transaction.atomic
def council_considered(
    call_in: CallIn, *, result: str, words: str = "", by: User, at: datetime | None = None
) -> CallIn:
    """What full council made of it: no objection, or back to the decision maker; or it did not meet in time."""
    call_in, at = open_call_in(call_in), at or timezone.now()
    require(call_in, State.REFERRED_TO_COUNCIL)
    rules = rules_of(call_in.decision)
    row = call_in.council_referrals.select_for_update().get(considered_at=None)
    if result == "no_meeting" and rules.council_leg.if_no_meeting == "stays_held":
        raise CannotChange("Under the rules the decision waits until council meets.")
    if result == "no_meeting" and row.due_on and local_day(at) <= row.due_on:
        raise CannotChange(f"Council has until {long_date(row.due_on)}.")
    row.considered_at, row.result, row.words, row.recorded_by_name = at, result, words, by.name
    row.full_clean()
    row.save()
    if result == CouncilReferral.Result.OBJECTED:
        return refer_back(call_in, "Full council", words, at, by=by)
    call_in.closing_words = words.strip()
    state = State.NO_OBJECTION if result == CouncilReferral.Result.NO_OBJECTION else State.LAPSED
    return end(call_in, state, result, at, by=by, verb="council considered call-in")


@transaction.atomic
def lapse(call_in: CallIn, *, by: User | None, at: datetime | None = None) -> CallIn:
    """The time to hear it has run out under rules that then let the decision go."""
    call_in, at = open_call_in(call_in, to=State.LAPSED), at or timezone.now()
    if call_in.stage == State.REFERRED_TO_COUNCIL:
        raise refusal(call_in)
    due = last_day_to_hear(call_in)
    if due is None or rules_of(call_in.decision).hearing.if_missed == "stays_held":
        raise CannotChange("Under the rules a call-in does not lapse: the decision waits until it is heard.")
    if local_day(at) <= due:
        raise CannotChange(f"It can still be heard until {long_date(due)}.")
    no_hearing_ahead(call_in, at)
    call_in.closing_words = f"It was not heard by {long_date(due)}."
    return end(call_in, State.LAPSED, "lapsed", at, by=by, verb="lapse call-in")


@transaction.atomic
def leave(call_in: CallIn, *, signature: Signature, by: User, at: datetime | None = None) -> CallIn:
    """A signature is taken back after it was found valid. If too few are left it lapses, where the rules say so."""
    call_in, at = open_call_in(call_in), at or timezone.now()
    if call_in.stage not in MAY_BE_LEFT:
        raise refusal(call_in)
    signature = call_in.signatures.select_for_update(of=("self",)).get(pk=signature.pk)
    if signature.signed_at is None or signature.withdrawn_at is not None:
        raise CannotChange("There is no such signature.")
    signature.withdrawn_at = at
    signature.save(update_fields=["withdrawn_at"])
    record("take back signature of call-in", call_in, by=by, person=signature.name)
    rules = rules_of(call_in.decision)
    enough = check(call_in, rules, calendar_in_force()).route_met is not None
    if enough or rules.withdrawal.below_threshold == "stands":
        return call_in
    no_hearing_ahead(call_in, at)
    call_in.closing_words = "Too few signatures are left under it."
    call_in = end(call_in, State.LAPSED, "too_few_left", at, by=by, verb="lapse call-in")
    note_outcome(call_in, Outcome.Kind.LAPSED, at, call_in.closing_words, by)
    return call_in


@transaction.atomic
def overtake(call_in: CallIn, *, words: str, by: User, at: datetime | None = None) -> CallIn:
    """The decision will not be carried out, so there is nothing left to call in. Others of it end as well."""
    call_in, at = open_call_in(call_in, to=State.OVERTAKEN), at or timezone.now()
    if not words.strip():
        raise CannotChange("Say what has overtaken the decision.")
    others = CallIn.objects.select_for_update(of=("self",)).filter(decision=call_in.decision_id).live()
    for each in [call_in, *others.exclude(pk=call_in.pk).order_by("pk")]:
        each.decision = call_in.decision
        no_hearing_ahead(each, at)
        each.closing_words = words.strip()
        end(each, State.OVERTAKEN, "overtaken", at, by=by, verb="overtake call-in")
    return call_in
