"""The informal meeting's note, and the undertakings given. What is agreed is added to, never edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange
from council.models import Person

from .models import (
    Attendee,
    CallIn,
    InformalMeeting,
    NoteAddendum,
    State,
    Undertaking,
    UndertakingAddendum,
)

NOTE_FIELDS = ("start", "place", "background", "discussion", "conclusion")


@transaction.atomic
def write_note(
    meeting: InformalMeeting, *, by: User, attendees: Iterable[dict[str, Any]] | None = None, **fields: Any
) -> InformalMeeting:
    """The note of the meeting, until it is agreed."""
    meeting = _open(meeting)
    if meeting.note_agreed_at:
        raise CannotChange("The note is agreed. Add to it instead, with the date.")
    unknown = set(fields) - set(NOTE_FIELDS)
    assert not unknown, f"Not a field of this verb: {unknown}"
    for name, value in fields.items():
        setattr(meeting, name, value)
    if meeting.start > timezone.now():
        raise CannotChange("The meeting has not been held yet.")
    meeting.held_at = meeting.start
    meeting.save(update_fields=[*fields, "held_at"])
    if attendees is not None:
        meeting.attendees.all().delete()
        for attendee in attendees:
            Attendee.objects.create(meeting=meeting, **attendee)
    record("write note of informal meeting", meeting.call_in, by=by, fields=sorted(fields))
    return meeting


@transaction.atomic
def agree_note(meeting: InformalMeeting, *, by: User, at: datetime | None = None) -> InformalMeeting:
    meeting = _open(meeting)
    if meeting.held_at is None:
        raise CannotChange("Write the note first.")
    meeting.note_agreed_at = at or timezone.now()
    meeting.save(update_fields=["note_agreed_at"])
    record("agree note of informal meeting", meeting.call_in, by=by)
    return meeting


@transaction.atomic
def add_to_note(meeting: InformalMeeting, *, dated: date, text: str, by: User) -> NoteAddendum:
    """What happened afterwards: the bracketed addition under the note."""
    meeting = _open(meeting)
    addendum = NoteAddendum.objects.create(meeting=meeting, dated=dated, text=text, added_by_name=by.name)
    record("add to note of informal meeting", meeting.call_in, by=by, dated=str(dated))
    return addendum


@transaction.atomic
def give_undertaking(
    call_in: CallIn,
    *,
    text: str,
    given_by_name: str,
    given_on: date,
    given_by: Person | None = None,
    timing: str = "",
    due_on: date | None = None,
    by: User,
) -> Undertaking:
    """The decision maker offers something. If the call-in is withdrawn it waits for the work programme."""
    call_in = CallIn.objects.select_for_update(of=("self",)).get(pk=call_in.pk)
    if not call_in.stage.is_live and call_in.stage != State.WITHDRAWN:
        raise CannotChange(
            f"The call-in is “{call_in.stage.label.lower()}”, so nothing can be offered for it."
        )
    undertaking = Undertaking.objects.create(
        call_in=call_in,
        number=call_in.undertakings.count() + 1,
        text=text,
        given_by=given_by,
        given_by_name=given_by_name,
        given_on=given_on,
        timing=timing,
        due_on=due_on,
    )
    record("give undertaking", call_in, by=by, number=undertaking.number)
    return undertaking


@transaction.atomic
def add_to_undertaking(undertaking: Undertaking, *, dated: date, text: str, by: User) -> UndertakingAddendum:
    addendum = UndertakingAddendum.objects.create(
        undertaking=undertaking, dated=dated, text=text, added_by_name=by.name
    )
    record("add to undertaking", undertaking.call_in, by=by, number=undertaking.number, dated=str(dated))
    return addendum


@transaction.atomic
def take_up_undertaking(undertaking: Undertaking, *, by: User) -> Undertaking:
    """The work programme has a topic for it now."""
    undertaking = Undertaking.objects.select_for_update(of=("self",)).get(pk=undertaking.pk)
    if undertaking.taken_up_at is not None:
        raise CannotChange("This undertaking has a topic in the work programme already.")
    undertaking.taken_up_at = timezone.now()
    undertaking.save(update_fields=["taken_up_at"])
    record("take up undertaking", undertaking.call_in, by=by, number=undertaking.number)
    return undertaking


@transaction.atomic
def give_back_undertaking(undertaking: Undertaking, *, by: User) -> Undertaking:
    """The topic was not about it after all, so it waits again."""
    undertaking = Undertaking.objects.select_for_update(of=("self",)).get(pk=undertaking.pk)
    undertaking.taken_up_at = None
    undertaking.save(update_fields=["taken_up_at"])
    record("give back undertaking", undertaking.call_in, by=by, number=undertaking.number)
    return undertaking


def _open(meeting: InformalMeeting) -> InformalMeeting:
    return (
        InformalMeeting.objects.select_for_update(of=("self",)).select_related("call_in").get(pk=meeting.pk)
    )
