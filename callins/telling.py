"""Telling those whom the rules name that a call-in has reached a stage. Public words only: a mail is not secret."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import Role, User
from committees.models import Membership
from council.models import Council, GroupLeader, Person
from scrutiny.lib.clock import time_words
from scrutiny.lib.cut_off import LONDON

from .models import CallIn, Hearing, InformalMeeting
from .models.callin import State
from .submissions import rules_of

logger = logging.getLogger(__name__)

# Which list of the rules is told of which state. Of the rest nobody needs to be told. The informal meeting has no
# list: the mail is the invitation, and goes to those who meet.
WHO_MEETS = ("signatories", "decision_maker", "responsible_officer")
TOLD = {
    State.RECEIVED: "at_receipt",
    State.DEFECTIVE: "at_acceptance",
    State.ACCEPTED: "at_acceptance",
    State.INVALID: "at_acceptance",
    State.INFORMAL: "",
    State.ARRANGED: "at_agenda",
    State.LAPSED: "at_expiry",
    State.WITHDRAWN: "at_outcome",
    State.NO_ACTION: "at_outcome",
    State.COMMENTS: "at_outcome",
    State.REFERRED_BACK: "at_outcome",
    State.REFERRED_TO_COUNCIL: "at_outcome",
    State.RECONSIDERED: "at_outcome",
    State.NO_OBJECTION: "at_outcome",
    State.OVERTAKEN: "at_outcome",
}


def tell_once_saved(call_in: CallIn) -> None:
    """Called in the transaction that moves the call-in; nothing is sent if that is undone."""
    if call_in.stage in TOLD:
        transaction.on_commit(partial(_ring, call_in.pk, call_in.state))


def _ring(pk: int, state: str) -> None:
    try:
        current_app.send_task("callins.tasks.tell_of_call_in", args=[pk, state], retry=False)
    except OperationalError:
        logger.warning("The broker does not answer: mails about call-in %s are sent at once", pk)
        tell(pk, state)


def tell(pk: int, state: str) -> int:
    """Send the mails about one stage; how many were sent."""
    call_in = CallIn.objects.select_related("decision__contact", "decision__committee", "lead").get(pk=pk)
    stage = what_happened(call_in, State(state))
    addresses = sorted(
        {address for party in parties_told(call_in, State(state)) for address in addresses_of(call_in, party)}
    )
    council = Council.objects.first()
    context = {
        "call_in": call_in,
        "decision": call_in.decision,
        "stage": stage,
        "received": _moment(call_in.received_at),
        "appointment": _appointment(call_in, State(state)),
        "council": council.name if council else "",
        "link": settings.SITE_URL + reverse("callins:decision", args=[call_in.decision.slug]),
    }
    body = render_to_string("emails/call_in.txt", context)
    subject = f"Call-in {call_in.reference} of decision {call_in.decision.reference}: {stage.lower()}"
    for address in addresses:
        EmailMessage(subject, body, to=[address]).send()
    return len(addresses)


def what_happened(call_in: CallIn, state: State) -> str:
    """The stage in words; one that is reached a second time is reached for another reason."""
    last = call_in.hearings.last()
    if state == State.ACCEPTED and last is not None:
        return "Hearing adjourned" if last.adjourned_at else "Hearing called off"
    if state == State.RECEIVED and call_in.cured_at:
        return "Put right"
    return str(state.label)


def parties_told(call_in: CallIn, state: State) -> tuple[str, ...]:
    """Whom the rules name for a stage; to a hearing on education its representatives are always invited."""
    rules = rules_of(call_in.decision)
    if state == State.INFORMAL:
        return WHO_MEETS
    if state == State.ACCEPTED and call_in.hearings.exists():
        state = State.ARRANGED  # Whoever was invited to the hearing is told that there is none.
    named: tuple[str, ...] = getattr(rules.notices, TOLD[state])
    if state == State.ARRANGED and call_in.is_education and rules.routing.education_cooptees:
        named = (*named, "education_cooptees")
    return named


def _appointment(call_in: CallIn, state: State) -> str:
    """When and where, for those who are invited."""
    if state == State.INFORMAL:
        meeting = InformalMeeting.objects.filter(call_in=call_in).first()
        return f"Informal meeting: {_moment(meeting.start)}, {meeting.place}".rstrip(", ") if meeting else ""
    hearing = _hearing(call_in) if state == State.ARRANGED else None
    if hearing is None:
        return ""
    when = f"{_moment(hearing.meeting.start)}, {hearing.meeting.venue}"
    return f"Hearing: {hearing.committee}, {when}"


def addresses_of(call_in: CallIn, party: str) -> set[str]:
    """Where one of the parties that rules can name is reached. A party nobody holds is told nothing."""
    decision = call_in.decision
    people: Iterable[Person | None] = ()
    if party == "signatories":
        people = [call_in.lead, *(each.person for each in call_in.signatures.standing())]
    elif party == "decision_maker":
        people = [decision.maker_person]
    elif party == "responsible_officer":
        people = [decision.contact]
    elif party in ("chair", "committee_members", "education_cooptees"):
        people = [seat.person for seat in _seats(call_in, party)]
    elif party == "group_leaders":
        leading = GroupLeader.objects.on(timezone.localdate()).select_related("person")
        people = [each.person for each in leading]
    elif party == "all_members":
        return set(
            User.objects.filter(is_active=True, person__kind=Person.Kind.COUNCILLOR).values_list(
                "email", flat=True
            )
        )
    elif party == "chief_executive":
        people = list(Person.objects.filter(kind=Person.Kind.OFFICER, post__istartswith="chief executive"))
    elif party == "monitoring_officer":
        holders = User.objects.filter(is_active=True, roles__contains=[Role.MONITORING_OFFICER])
        return set(holders.values_list("email", flat=True))
    return _addresses([person for person in people if person])


def _hearing(call_in: CallIn) -> Hearing | None:
    """The one to come."""
    ahead = call_in.hearings.filter(held_at=None, adjourned_at=None, called_off_at=None)
    return ahead.select_related("meeting", "committee").first()


def _seats(call_in: CallIn, party: str) -> list[Membership]:
    seats = Membership.objects.on(timezone.localdate()).select_related("person")
    hearing = _hearing(call_in)
    seats = seats.filter(committee=hearing.committee_id if hearing else call_in.decision.committee_id)
    if party == "chair":
        seats = seats.filter(role=Membership.Role.CHAIR)
    elif party == "education_cooptees":
        seats = seats.filter(role=Membership.Role.VOTING_COOPTEE)
    return list(seats)


def _addresses(people: list[Person]) -> set[str]:
    """The address somebody signs in with, or the one the council has for them."""
    accounts = dict(User.objects.filter(is_active=True, person__in=people).values_list("person_id", "email"))
    found = (accounts.get(person.pk) or person.email for person in people)
    return {address for address in found if address}


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    at = at.astimezone(LONDON)
    return f"{time_words(at.time())} on {at:%-d %B %Y}"
