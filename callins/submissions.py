"""What the checks need to know of a call-in, read from the database: who signed, and what they were that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

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

Dated = TypeVar("Dated", ExecutiveMember, Membership, Term)


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
        signers=_signers(call_in, signatures, received_at),
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


def _signers(call_in: CallIn, signatures: list[Signature], received_at: datetime) -> tuple[Signer, ...]:
    """Each as they were when the call-in came in; whoever signed to put it right, as they were then."""
    people = [signature.person_id for signature in signatures]
    executive = list(ExecutiveMember.objects.filter(person__in=people))
    seats = list(Membership.objects.filter(person__in=people))
    terms = list(Term.objects.filter(person__in=people).select_related("group"))
    wards = set(call_in.decision.wards.values_list("pk", flat=True))
    signed = _others_this_year(call_in, people, received_at)
    signers, told = [], call_in.defects_told_at
    for each in signatures:
        assert each.signed_at is not None, "it stands, so it was given"
        day = local_day(each.signed_at if told and each.signed_at > told else received_at)
        signers.append(
            _signer(
                each,
                call_in,
                bool(_on(day, each, executive)),
                _on(day, each, seats),
                next(iter(_on(day, each, terms)), None),
                wards,
                signed,
            )
        )
    return tuple(signers)


def _on(day: date, signature: Signature, rows: list[Dated]) -> list[Dated]:
    """Of rows with a first and a last day those of the signatory that run on that day."""
    return [
        row
        for row in rows
        if row.person_id == signature.person_id and row.start <= day and (row.end is None or row.end >= day)
    ]


def _signer(
    signature: Signature,
    call_in: CallIn,
    on_executive: bool,
    seats: list[Membership],
    term: Term | None,
    wards: set[int],
    signed: dict[int, int],
) -> Signer:
    person = signature.person
    committee = call_in.decision.committee_id
    on_committee = [seat for seat in seats if seat.committee_id == committee]
    return Signer(
        name=signature.name,
        kind="cooptee" if person.kind == Person.Kind.COOPTEE else "councillor",
        group=term.group.name if term and term.group else "",
        in_office=term is not None or person.kind == Person.Kind.COOPTEE,
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


def _others_this_year(call_in: CallIn, people: list[int], received_at: datetime) -> dict[int, int]:
    """How many other call-ins each has signed that were received before it in the same council year."""
    day = local_day(received_at)
    counts: dict[int, int] = {}
    others = (
        Signature.objects.standing()
        .filter(person__in=people, call_in__in=CallIn.objects.sent(), call_in__received_at__lte=received_at)
        .exclude(call_in=call_in)
        .values_list("person", "call_in__received_at")
    )
    for person, came in others:
        if came and municipal_year(local_day(came)) == municipal_year(day):
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
