"""The way of minutes: written, published as a draft, checked by the chair, approved by the committee, signed.

`TRANSITIONS` is the whole of it, and `_move` the only place where the state changes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.meeting_dates import mark_met
from committees.models import Meeting, Minutes, MinutesEdition, TimetableStep

from . import editions, next_agenda
from .material import material_of

State = Minutes.State
TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "publish": ((State.WRITING, State.PUBLISHED), State.PUBLISHED),
    "check": ((State.PUBLISHED,), State.CHECKED),
    "reopen": ((State.CHECKED,), State.PUBLISHED),
    "approve": ((State.CHECKED,), State.APPROVED),
    "sign": ((State.APPROVED,), State.SIGNED),
}


class CannotMove(ValidationError):
    """The step was refused; the message says why, and nothing has changed."""


def can(minutes: Minutes, step: str) -> bool:
    return minutes.state in TRANSITIONS[step][0]


def _held(minutes: Minutes, step: str) -> Minutes:
    held = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__committee")
    minutes = held.get(pk=minutes.pk)
    if not can(minutes, step):
        raise CannotMove(
            f"These minutes are {minutes.get_state_display().lower()} now, so nothing has changed."
        )
    return minutes


def _move(minutes: Minutes, step: str, **stamps: Any) -> None:
    minutes.state = TRANSITIONS[step][1]
    for name, value in stamps.items():
        setattr(minutes, name, value)
    minutes.version += 1
    minutes.save(update_fields=["state", "version", *stamps])


def publish_draft(minutes: Minutes, *, by: User, at: datetime | None = None) -> Minutes:
    """Publish the minutes as a draft, and again when they have changed. The first time counts for the timetable."""
    editions.prepare(minutes)
    with transaction.atomic():
        minutes = _held(minutes, "publish")
        at = at or timezone.now()
        _refuse_before_the_close(minutes.meeting, at)
        _refuse_without_summary(minutes)
        made = editions.freeze(minutes, MinutesEdition.Stage.DRAFT, by=by, at=at)
        _move(minutes, "publish", published_at=minutes.published_at or at)
        mark_met(minutes.meeting, TimetableStep.Kind.DRAFT_MINUTES, at)
        record("publish draft minutes", minutes, by=by, number=made.number, sha256=made.sha256)
    return minutes


def _refuse_before_the_close(meeting: Meeting, at: datetime) -> None:
    sitting = getattr(meeting, "sitting", None)
    if meeting.is_cancelled:
        raise CannotMove("The meeting is cancelled, so it has no minutes.")
    if meeting.start > at or (sitting is not None and sitting.closed_at is None):
        raise CannotMove("The meeting is not closed yet. Its minutes can be published once it is.")


def _refuse_without_summary(minutes: Minutes) -> None:
    """What exempt minutes keep back is summed up in the public ones (section 100C(2))."""
    material = material_of(minutes)
    for entry in material.entries.values():
        if entry.item_id in material.exempt_items and not entry.public_summary.strip():
            raise CannotMove(
                f"Write a summary for the public of “{entry.item.title}”, a part of which is exempt."
            )


@transaction.atomic
def check(minutes: Minutes, *, chair: str, by: User, at: datetime | None = None) -> Minutes:
    """The chair agrees with the draft. From now on only corrections change it, and it goes onto the next agenda."""
    minutes = _held(minutes, "check")
    if not chair.strip():
        raise CannotMove({"chair": "Say who checked them."})
    if editions.is_behind(minutes, material_of(minutes), minutes.editions.all()):
        raise CannotMove(
            "The minutes have changed since the draft was published. Publish the draft again first."
        )
    _move(minutes, "check", checked_at=at or timezone.now(), checked_by=chair.strip())
    record("check minutes", minutes, by=by, chair=minutes.checked_by)
    next_agenda.put_on_next(minutes, by=by, at=at)
    return minutes


@transaction.atomic
def reopen(minutes: Minutes, *, by: User) -> Minutes:
    """The chair wants the draft changed after all. The paper on the next agenda stays until the draft is checked."""
    minutes = _held(minutes, "reopen")
    _move(minutes, "reopen", checked_at=None, checked_by="")
    record("reopen minutes", minutes, by=by)
    return minutes


def approve(minutes: Minutes, meeting: Meeting, *, by: User, at: datetime | None = None) -> Minutes:
    """The committee agrees at a meeting that the minutes are a correct record. They are published as approved."""
    at = at or timezone.now()
    refuse_other_meeting(minutes, meeting, at)
    editions.prepare(minutes, approved_in=meeting)
    with transaction.atomic():
        minutes = _held(minutes, "approve")
        refuse_other_meeting(minutes, meeting, at)
        _move(minutes, "approve", approved_at=at, approved_in=meeting)
        made = editions.freeze(minutes, MinutesEdition.Stage.APPROVED, by=by, at=at)
        record("approve minutes", minutes, by=by, meeting=meeting.reference, number=made.number)
    return minutes


def refuse_other_meeting(minutes: Minutes, meeting: Meeting, at: datetime) -> None:
    """Only a later meeting of the same committee, that has begun, can approve its minutes."""
    of = minutes.meeting
    if meeting.committee_id != of.committee_id:
        raise CannotMove(
            f"These are minutes of the {of.committee}. A meeting of the {meeting.committee} cannot approve them."
        )
    if meeting.kind != of.kind or meeting.start <= of.start:
        raise CannotMove("Minutes are approved at a later meeting of the committee.")
    if meeting.is_cancelled:
        raise CannotMove("That meeting was cancelled, so it approved nothing.")
    if meeting.start > at:
        raise CannotMove("That meeting has not begun yet.")


@transaction.atomic
def sign(minutes: Minutes, *, name: str, by: User, at: datetime | None = None) -> Minutes:
    """Whoever presides signs the approved minutes. Nothing in them can change after that."""
    minutes = _held(minutes, "sign")
    if not name.strip():
        raise CannotMove({"name": "Say who signed them."})
    _move(minutes, "sign", signed_at=at or timezone.now(), signed_by=name.strip())
    record("sign minutes", minutes, by=by, signed_by=minutes.signed_by)
    return minutes
