"""Holding a meeting: opening and closing it, who presides, what is being taken, adjournments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.models import Adjournment, AgendaItem, Attendance, Meeting, Sitting
from scrutiny.lib.clock import time_words

from .attending import CannotRecord, draw_up, meeting_to_record

A_LITTLE_AHEAD = timedelta(minutes=5)  # clocks differ


def sitting_to_record(meeting_pk: int) -> Sitting:
    """Lock the meeting and give its sitting; it must have been opened."""
    meeting = meeting_to_record(meeting_pk)
    sitting = Sitting.objects.select_related("presiding", "current_item").filter(meeting=meeting).first()
    if sitting is None:
        raise CannotRecord("Open the meeting first.")
    sitting.meeting = meeting
    return sitting


def require_open_at(sitting: Sitting, at: datetime) -> None:
    """A decision is taken while the meeting sits."""
    require_within(sitting, at)
    for pause in sitting.adjournments.all():
        if pause.began_at <= at and (pause.resumed_at is None or at < pause.resumed_at):
            raise CannotRecord({"at": "The meeting was adjourned at that time."})


def require_within(sitting: Sitting, at: datetime) -> None:
    if at < sitting.opened_at or (sitting.closed_at is not None and at > sitting.closed_at):
        raise CannotRecord({"at": "The meeting was not open at that time."})
    require_past(at)


def require_past(at: datetime) -> None:
    if at > timezone.now() + A_LITTLE_AHEAD:
        raise CannotRecord({"at": "That time has not come yet."})


@transaction.atomic
def open_sitting(meeting: Meeting, *, at: datetime, by: User) -> Sitting:
    """The chair opens the meeting. Its attendance list is there from now on."""
    meeting = meeting_to_record(meeting.pk)
    if Sitting.objects.filter(meeting=meeting).exists():
        raise CannotRecord("The meeting is open already.")
    if timezone.localtime(at).date() != meeting.date:
        raise CannotRecord(
            {"at": f"The meeting is on {meeting.date:%-d %B %Y}. Reschedule it if it was on another day."}
        )
    require_past(at)
    draw_up(meeting, by=by)
    sitting = Sitting.objects.create(meeting=meeting, opened_at=at, quorum=meeting.committee.quorum)
    record("open meeting", meeting, by=by, at=at.isoformat())
    return sitting


@transaction.atomic
def preside(sitting: Sitting, who: Attendance, *, by: User) -> Sitting:
    """Who is in the chair. It is a member in the room."""
    sitting = sitting_to_record(sitting.meeting_id)
    line = Attendance.objects.get(pk=who.pk, meeting=sitting.meeting)
    if not line.is_member or not line.is_present:
        raise CannotRecord(f"{line} is not a member who is present, so cannot preside.")
    if line.mode == Attendance.Mode.REMOTE:
        raise CannotRecord(f"{line} takes part remotely, so cannot preside.")
    sitting.presiding = line
    sitting.save(update_fields=["presiding"])
    record("preside", sitting.meeting, by=by, attendance=line.pk)
    return sitting


@transaction.atomic
def take(item: AgendaItem, *, by: User) -> Sitting:
    """The item the meeting is at: what comes and goes is recorded with it."""
    sitting = sitting_to_record(item.meeting_id)
    if not sitting.is_open:
        raise CannotRecord("The meeting is closed.")
    sitting.current_item = item
    sitting.save(update_fields=["current_item"])
    record("take item", sitting.meeting, by=by, item=item.pk)
    return sitting


@transaction.atomic
def close_sitting(sitting: Sitting, *, at: datetime, by: User) -> Sitting:
    sitting = sitting_to_record(sitting.meeting_id)
    if not sitting.is_open:
        raise CannotRecord("The meeting is closed already.")
    _require_attendance(sitting)
    if sitting.presiding is None:
        raise CannotRecord("Say who presided before you close the meeting.")
    if sitting.adjournments.filter(resumed_at=None).exists():
        raise CannotRecord("The meeting is adjourned. Record when it resumed before you close it.")
    require_past(at)
    last = _last_moment(sitting)
    if at <= last:
        words = time_words(timezone.localtime(last).time())
        raise CannotRecord({"at": f"Something is recorded at {words}, so the meeting closed later."})
    sitting.closed_at, sitting.current_item = at, None
    sitting.save(update_fields=["closed_at", "current_item"])
    sitting.exclusions.filter(ended_at=None).update(ended_at=at)
    record("close meeting", sitting.meeting, by=by, at=at.isoformat())
    return sitting


def _require_attendance(sitting: Sitting) -> None:
    lines = sitting.meeting.attendances.in_printed_order()
    if not any(line.is_present and line.is_member for line in lines):
        raise CannotRecord(
            "Nobody is recorded as present. Record the attendance before you close the meeting."
        )
    awaited = [str(line) for line in lines if line.state == Attendance.State.AWAITED]
    if awaited:
        raise CannotRecord(f"Say whether they came, before you close the meeting: {', '.join(awaited)}.")


def _last_moment(sitting: Sitting) -> datetime:
    moments = [sitting.opened_at]
    moments += [pause.resumed_at or pause.began_at for pause in sitting.adjournments.all()]
    moments += [vote.at for vote in sitting.votes.filter(struck_at=None)]
    for line in sitting.meeting.attendances.prefetch_related("movements"):
        moments += [movement.at for movement in line.movements.all()]
    return max(moments)


@transaction.atomic
def reopen(sitting: Sitting, *, by: User) -> Sitting:
    """The time of closing was wrong, or the meeting went on."""
    sitting = sitting_to_record(sitting.meeting_id)
    if sitting.is_open:
        raise CannotRecord("The meeting is open.")
    before = sitting.closed_at
    sitting.closed_at = None
    sitting.save(update_fields=["closed_at"])
    record("reopen meeting", sitting.meeting, by=by, closed_at=before.isoformat() if before else "")
    return sitting


@transaction.atomic
def adjourn(
    sitting: Sitting,
    *,
    began_at: datetime,
    by: User,
    resumed_at: datetime | None = None,
    reason: str = "",
    item: AgendaItem | None = None,
) -> Adjournment:
    sitting = sitting_to_record(sitting.meeting_id)
    require_open_at(sitting, began_at)
    if resumed_at is not None:
        _require_resumption(sitting, began_at, resumed_at)
    require_of(sitting, [item] if item else [])
    pause = Adjournment(
        sitting=sitting, began_at=began_at, resumed_at=resumed_at, reason=reason.strip(), item=item
    )
    pause.full_clean()
    pause.save()
    record("adjourn meeting", sitting.meeting, by=by, adjournment=pause.pk, at=began_at.isoformat())
    return pause


@transaction.atomic
def resume(pause: Adjournment, *, at: datetime, by: User) -> Adjournment:
    sitting = sitting_to_record(pause.sitting.meeting_id)
    pause = sitting.adjournments.get(pk=pause.pk)
    if pause.resumed_at is not None:
        raise CannotRecord("The meeting has resumed already.")
    _require_resumption(sitting, pause.began_at, at)
    pause.resumed_at = at
    pause.save(update_fields=["resumed_at"])
    record("resume meeting", sitting.meeting, by=by, adjournment=pause.pk, at=at.isoformat())
    return pause


def _require_resumption(sitting: Sitting, began_at: datetime, at: datetime) -> None:
    if at <= began_at:
        raise CannotRecord({"resumed_at": "The meeting must resume after it adjourned."})
    if sitting.closed_at is not None and at > sitting.closed_at:
        raise CannotRecord({"resumed_at": "The meeting had closed by that time."})
    require_past(at)


@transaction.atomic
def remove_adjournment(pause: Adjournment, *, by: User) -> None:
    sitting = sitting_to_record(pause.sitting.meeting_id)
    record("remove adjournment", sitting.meeting, by=by, at=pause.began_at.isoformat())
    pause.delete()


def require_of(sitting: Sitting, items: Iterable[AgendaItem]) -> None:
    if any(item.meeting_id != sitting.meeting_id for item in items):
        raise CannotRecord("This item belongs to another meeting.")
