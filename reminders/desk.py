"""What an officer does with a single reminder. Each takes effect however many dispatchers are at work."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit.log import record

from .clock import database_now
from .models import Reminder
from .planning import key_of
from .promises import AGAIN, reference

State = Reminder.State


class CannotDo(ValidationError):
    """The reminder is past that; the message says why, and nothing has changed."""


@transaction.atomic
def send_now(reminder: Reminder, *, by: User) -> Reminder:
    """Before its time, or after all. It is still looked at again before it leaves."""
    row = _lock(reminder)
    _require(row, State.PLANNED, State.HELD, State.FAILED)
    row.state, row.not_before, row.retry_at = State.PLANNED, database_now(), None
    row.why, row.decided_by, row.digest = f"Sent early by {by.name}"[:240], by, False
    row.save(update_fields=["state", "not_before", "retry_at", "why", "decided_by", "digest"])
    _record("send reminder now", row, by)
    return row


@transaction.atomic
def hold(reminder: Reminder, *, reason: str, by: User) -> Reminder:
    row = _lock(reminder)
    _require(row, State.PLANNED)
    row.state, row.why, row.decided_by = State.HELD, reason.strip()[:240], by
    row.save(update_fields=["state", "why", "decided_by"])
    _record("hold reminder", row, by, reason=reason)
    return row


@transaction.atomic
def release(reminder: Reminder, *, by: User) -> Reminder:
    """Back into the plan, at its own time."""
    row = _lock(reminder)
    _require(row, State.HELD)
    row.state, row.why, row.decided_by = State.PLANNED, "", None
    row.save(update_fields=["state", "why", "decided_by"])
    _record("release reminder", row, by)
    return row


@transaction.atomic
def cancel(reminder: Reminder, *, reason: str, by: User) -> Reminder:
    """For good: no plan brings it back."""
    row = _lock(reminder)
    _require(row, State.PLANNED, State.HELD, State.FAILED)
    row.state, row.why, row.decided_by = State.CANCELLED, reason.strip()[:240], by
    row.save(update_fields=["state", "why", "decided_by"])
    _record("cancel reminder", row, by, reason=reason)
    return row


@transaction.atomic
def resend(reminder: Reminder, *, reason: str, by: User) -> Reminder:
    """Another promise with a mail of its own; the first stays in the ledger as it was."""
    if not reason.strip():
        raise CannotDo("Say why it is sent again.")
    row = _lock_with_its_like(reminder)
    _require(row, State.SENT, State.COLLAPSED, State.CANCELLED, State.FAILED)
    first, again = key_of(row), _like(row).filter(offset__startswith=AGAIN)
    if again.filter(state__in=State.to_come()).exists():
        raise CannotDo("It is being sent again already.")
    offset = f"{AGAIN}{again.count() + 1}"
    copy = Reminder.objects.get(pk=row.pk)
    copy.pk, copy.state, copy.offset = None, State.PLANNED, offset
    copy.reference = reference((*first[:5], offset, *first[6:]))
    copy.not_before, copy.why, copy.decided_by = database_now(), reason.strip()[:240], by
    copy.digest, copy.was_held, copy.attempts, copy.last_error, copy.message_id = False, False, 0, "", ""
    copy.sent_at = copy.handed_off_at = copy.unsure_at = copy.retry_at = None
    copy.save(force_insert=True)
    _record("send reminder again", copy, by, reason=reason)
    return copy


def _like(row: Reminder) -> QuerySet[Reminder]:
    """All that this person was promised of the same deadline."""
    names = ("kind", "subject_type", "subject_id", "part", "due_on", "recipient", "channel")
    return Reminder.objects.filter(**{name: getattr(row, name) for name in names})


def _lock_with_its_like(reminder: Reminder) -> Reminder:
    """In one order, so that of two officers who both send one again the second sees what the first did."""
    rows = {row.pk: row for row in _like(reminder).select_for_update(of=("self",)).order_by("pk")}
    return rows[reminder.pk]


def _lock(reminder: Reminder) -> Reminder:
    return Reminder.objects.select_for_update(of=("self",)).get(pk=reminder.pk)


def _require(row: Reminder, *states: State) -> None:
    if row.state not in states:
        raise CannotDo(f"It is already in another state: {row.get_state_display().lower()}.")


def _record(verb: str, row: Reminder, by: User, **detail: str) -> None:
    record(verb, row, by=by, kind=row.kind, offset=row.offset, to=row.recipient, **detail)
