"""What the checks need to know of a call-in, read from the database: who signed, and what they were that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from committees.models import Membership
from committees.references import municipal_year
from council.models import Person, Term
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import ExplainedDate
from scrutiny.lib.working_days import Calendar

from .clocks import Window, call_in_window
from .models import CallIn, Decision, ExecutiveMember, RuleSet, Signature
from .rules import Rules
from .validity import Earlier, GroundGiven, Signer, Submission, Validity, check_validity


def rules_of(decision: Decision) -> Rules:
    """The rules in force when the decision was first published."""
    rule_set: RuleSet | None = decision.rule_set
    assert rule_set is not None, "a published decision has its rules"
    return rule_set.parsed


def window_of(decision: Decision, rules: Rules, calendar: Calendar) -> Window:
    """The call-in period as it was given at first publication, whatever the calendar says now."""
    window = call_in_window(decision.facts(), rules, calendar)
    if decision.call_in_until is None:
        return window
    return replace(
        window,
        last_day=ExplainedDate.from_json(decision.call_in_why),
        closes_at=decision.call_in_until,
    )


def check(call_in: CallIn, rules: Rules, calendar: Calendar, *, at: datetime | None = None) -> Validity:
    """Check a call-in as it is now. One not yet sent is judged as if it were sent `at`."""
    decision = call_in.decision
    facts = replace(decision.facts(), is_education=call_in.is_education)
    submission = submission_of(call_in, received_at=call_in.received_at or at or timezone.now())
    return check_validity(submission, facts, rules, calendar, window=window_of(decision, rules, calendar))


def submission_of(call_in: CallIn, *, received_at: datetime) -> Submission:
    signatures = list(call_in.signatures.standing().select_related("person"))
    return Submission(
        received_at=received_at,
        signers=_signers(call_in, signatures, local_day(received_at)),
        has_lead=call_in.lead_id is not None or bool(call_in.lead_name),
        residents=call_in.resident_signatures,
        reasons=call_in.reasons,
        grounds=tuple(
            GroundGiven(
                code=ground.code, particulars=ground.particulars, certified=ground.certified_at is not None
            )
            for ground in call_in.grounds.all()
        ),
        alternative=call_in.alternative,
        alternative_is_deferral=call_in.alternative_is_deferral,
        chair_consented=call_in.chair_consent_at is not None,
        earlier=_earlier(call_in, received_at),
    )


def _signers(call_in: CallIn, signatures: list[Signature], day: date) -> tuple[Signer, ...]:
    people = [signature.person_id for signature in signatures]
    executive = set(
        ExecutiveMember.objects.on(day).filter(person__in=people).values_list("person", flat=True)
    )
    seats: dict[int, list[Membership]] = {}
    for seat in Membership.objects.on(day).filter(person__in=people):
        seats.setdefault(seat.person_id, []).append(seat)
    terms = {
        term.person_id: term
        for term in Term.objects.filter(person__in=people, start__lte=day)
        .select_related("group")
        .order_by("start")
        if term.end is None or term.end >= day
    }
    wards = set(call_in.decision.wards.values_list("pk", flat=True))
    signed = _others_this_year(call_in, people, day)
    return tuple(
        _signer(
            each, call_in, each.person_id in executive, seats.get(each.person_id, []), terms, wards, signed
        )
        for each in signatures
    )


def _signer(
    signature: Signature,
    call_in: CallIn,
    on_executive: bool,
    seats: list[Membership],
    terms: dict[int, Term],
    wards: set[int],
    signed: dict[int, int],
) -> Signer:
    person = signature.person
    committee = call_in.decision.committee_id
    on_committee = [seat for seat in seats if seat.committee_id == committee]
    term = terms.get(person.pk)
    group = term.group.name if term and term.group else signature.group_name
    return Signer(
        name=signature.name,
        kind="cooptee" if person.kind == Person.Kind.COOPTEE else "councillor",
        group=group,
        on_executive=on_executive,
        on_scrutiny=bool(seats),
        on_committee=bool(on_committee) or signature.is_substitute,
        is_chair=any(seat.role == Membership.Role.CHAIR for seat in on_committee),
        is_ward_member=bool(term and (call_in.decision.all_wards or term.ward_id in wards)),
        is_substitute=signature.is_substitute and not on_committee,
        education_cooptee=any(seat.role == Membership.Role.VOTING_COOPTEE for seat in seats),
        votes=any(seat.role != Membership.Role.NON_VOTING_COOPTEE for seat in seats),
        others_this_year=signed.get(person.pk, 0),
    )


def _others_this_year(call_in: CallIn, people: list[int], day: date) -> dict[int, int]:
    """How many other call-ins each has signed that were received in the same council year."""
    counts: dict[int, int] = {}
    others = (
        Signature.objects.standing()
        .filter(person__in=people, call_in__in=CallIn.objects.sent())
        .exclude(call_in=call_in)
        .values_list("person", "call_in__received_at")
    )
    for person, received_at in others:
        if received_at and municipal_year(local_day(received_at)) == municipal_year(day):
            counts[person] = counts.get(person, 0) + 1
    return counts


def _earlier(call_in: CallIn, received_at: datetime) -> tuple[Earlier, ...]:
    """Other call-ins of the decision, and of decisions it replaces: the same matter under another number."""
    decision = call_in.decision
    replaced = decision.replaces.values_list("pk", flat=True)
    others = (
        CallIn.objects.sent()
        .filter(decision__in=[decision.pk, *replaced], received_at__lte=received_at)
        .exclude(pk=call_in.pk)
    )
    return tuple(
        Earlier(
            reference=other.reference,
            received_on=local_day(other.received_at),
            same_decision=other.decision_id == decision.pk,
            refused=other.state in ("invalid", "withdrawn") and other.accepted_at is None,
        )
        for other in others
        if other.received_at is not None
    )
