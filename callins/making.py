"""Preparing a call-in: starting one, its words, and who signs. It is sent by `callins.workflow`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, ChangedMeanwhile
from council.models import Person, Term
from scrutiny.lib.cut_off import local_day

from .conditions import require_standing
from .models import CallIn, CallInGround, Decision, Signature, State
from .submissions import rules_of

FIELDS = (
    "method",
    "lead",
    "lead_name",
    "resident_signatures",
    "reasons",
    "alternative",
    "alternative_is_deferral",
    "is_education",
    "form_dated",
    "answers",
)
# What can still be changed once it has come back to be put right.
OPEN_STATES = (State.DRAFT, State.DEFECTIVE)
ATTEMPTS = 3


def start(decision: Decision, *, lead: Person | None, by: User, **fields: Any) -> CallIn:
    """Begin a call-in of a published decision. Nothing is received until it is sent."""
    unknown = set(fields) - set(FIELDS)
    assert not unknown, f"Not a field of this verb: {unknown}"
    with transaction.atomic():
        decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        require_standing(decision)
        fields.setdefault("is_education", decision.is_education)
        if lead is not None:
            fields.setdefault("lead_name", lead.printed_name)
        call_in = _number(CallIn(decision=decision, lead=lead, **fields))
        record("start call-in", call_in, by=by, decision=decision.reference)
        if lead is not None and by.person_id == lead.pk:
            _sign(call_in, lead, timezone.now())
    return call_in


@transaction.atomic
def edit(call_in: CallIn, *, version: int, by: User, **fields: Any) -> CallIn:
    """Change the words. Raises ChangedMeanwhile when somebody saved a newer version."""
    call_in = _open(call_in)
    if call_in.version != version:
        raise ChangedMeanwhile(call_in)
    unknown = set(fields) - set(FIELDS)
    assert not unknown, f"Not a field of this verb: {unknown}"
    changed = [name for name, value in fields.items() if getattr(call_in, name) != value]
    for name in changed:
        setattr(call_in, name, fields[name])
    call_in.version += 1
    call_in.save(update_fields=[*changed, "version"])
    record("edit call-in", call_in, by=by, fields=changed)
    return call_in


@transaction.atomic
def choose_grounds(call_in: CallIn, particulars: dict[str, str], *, by: User) -> CallIn:
    """The grounds of the rules' catalogue it relies on, by code, each with its particulars."""
    call_in = _open(call_in)
    known = {ground.code: ground for ground in rules_of(call_in.decision).content.grounds}
    unknown = sorted(set(particulars) - set(known))
    if unknown:
        raise CannotChange(f"The rules have no ground called {', '.join(unknown)}.")
    call_in.grounds.exclude(code__in=particulars).delete()
    for code, words in particulars.items():
        CallInGround.objects.update_or_create(
            call_in=call_in, code=code, defaults={"text": known[code].text, "particulars": words}
        )
    record("choose grounds of call-in", call_in, by=by, grounds=sorted(particulars))
    return call_in


@transaction.atomic
def certify_ground(ground: CallInGround, *, name: str, by: User, at: datetime | None = None) -> CallInGround:
    """The officer whose certificate a ground needs has given it."""
    ground = CallInGround.objects.select_for_update(of=("self",)).get(pk=ground.pk)
    ground.certified_by_name, ground.certified_at = name, at or timezone.now()
    ground.save(update_fields=["certified_by_name", "certified_at"])
    record("certify ground of call-in", ground.call_in, by=by, ground=ground.code, name_of=name)
    return ground


@transaction.atomic
def give_chairs_consent(call_in: CallIn, *, name: str, by: User, at: datetime | None = None) -> CallIn:
    """Where the rules want the chair to agree: that the chair has."""
    call_in = CallIn.objects.select_for_update(of=("self",)).get(pk=call_in.pk)
    call_in.chair_consent_name, call_in.chair_consent_at = name, at or timezone.now()
    call_in.version += 1
    call_in.save(update_fields=["chair_consent_name", "chair_consent_at", "version"])
    record("chair consents to call-in", call_in, by=by, name_of=name)
    return call_in


@transaction.atomic
def invite(call_in: CallIn, people: Iterable[Person], *, by: User) -> list[Signature]:
    """Ask colleagues to sign. Asking somebody twice changes nothing."""
    call_in = _open(call_in)
    asked = []
    for person in people:
        signature, new = Signature.objects.get_or_create(
            call_in=call_in,
            person=person,
            defaults={"name": person.printed_name, "invited_at": timezone.now()},
        )
        if new:
            asked.append(signature)
            record("invite to sign call-in", call_in, by=by, person=person.printed_name)
    return asked


@transaction.atomic
def sign(
    call_in: CallIn, person: Person, *, by: User, at: datetime | None = None, is_substitute: bool = False
) -> Signature:
    """Somebody signs: for themselves, or as an officer reads it on the form that was received."""
    call_in = _open(call_in)
    if by.person_id != person.pk and not by.is_officer:
        raise CannotChange("Each councillor signs for themselves.")
    if by.person_id != person.pk and call_in.method == CallIn.Method.ONLINE:
        raise CannotChange(
            "A call-in made here is signed by each councillor. Record a form to write down names."
        )
    if by.person_id == person.pk and not _in_office(person):
        raise CannotChange("Only councillors in office can sign.")
    signature = _sign(call_in, person, at or timezone.now(), is_substitute=is_substitute)
    record("sign call-in", call_in, by=by, person=person.printed_name)
    return signature


def _in_office(person: Person) -> bool:
    """A councillor today. Co-opted members have no terms: whether theirs counts is for the rules."""
    in_office = Person.objects.in_office(timezone.localdate())
    return person.kind == Person.Kind.COOPTEE or in_office.filter(pk=person.pk).exists()


@transaction.atomic
def take_back_signature(call_in: CallIn, person: Person, *, by: User) -> Signature:
    """Before it is sent, or while it is put right. Afterwards the call-in as a whole is withdrawn or stands."""
    call_in = _open(call_in)
    signature = (
        call_in.signatures.select_for_update(of=("self",)).filter(person=person, withdrawn_at=None).first()
    )
    if signature is None:
        raise CannotChange("There is no such signature.")
    signature.withdrawn_at = timezone.now()
    signature.save(update_fields=["withdrawn_at"])
    record("take back signature of call-in", call_in, by=by, person=person.printed_name)
    return signature


def _open(call_in: CallIn) -> CallIn:
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=call_in.decision_id)
    call_in = CallIn.objects.select_for_update(of=("self",)).get(pk=call_in.pk)
    call_in.decision = decision
    if call_in.stage not in OPEN_STATES:
        raise CannotChange(f"The call-in is “{call_in.stage.label.lower()}” now, so nothing has changed.")
    return call_in


def _sign(call_in: CallIn, person: Person, at: datetime, *, is_substitute: bool = False) -> Signature:
    day = local_day(at)
    terms = Term.objects.filter(Q(end=None) | Q(end__gte=day), person=person, start__lte=day)
    term = terms.select_related("group").first()
    values = {
        "name": person.printed_name,
        "group_name": term.group.name if term and term.group else "",
        "signed_at": at,
        "withdrawn_at": None,
        "is_substitute": is_substitute,
    }
    return Signature.objects.update_or_create(call_in=call_in, person=person, defaults=values)[0]


def _number(call_in: CallIn) -> CallIn:
    """CI-2017-3: the third of the calendar year. A number is never given out again."""
    stem = f"CI-{local_day(call_in.started_at).year}-"
    for attempt in range(ATTEMPTS):
        taken = CallIn.objects.filter(reference__startswith=stem).values_list("reference", flat=True)
        highest = max((int(reference.removeprefix(stem)) for reference in taken), default=0)
        call_in.reference = f"{stem}{highest + 1}"
        try:
            with transaction.atomic():
                call_in.save(force_insert=True)
            return call_in
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("not reached")
