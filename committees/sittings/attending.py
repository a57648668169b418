"""The attendance list of a meeting: drawn up from the committee's members, then filled in as people come and go.

Every verb holds the meeting still first, so that two officers with one list follow one another.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.access import cannot_stand_in
from committees.models import AgendaItem, Attendance, Meeting, Membership, Movement, Sitting, Substitution
from council.models import Person

from .presence import is_here

State, Mode, Capacity = Attendance.State, Attendance.Mode, Attendance.Capacity
GUESTS = (Capacity.COUNCILLOR, Capacity.OFFICER, Capacity.WITNESS)


class CannotRecord(ValidationError):
    """What happened at the meeting cannot be recorded so; the message says why, and nothing has changed."""


def meeting_to_record(pk: int) -> Meeting:
    """Lock a meeting whose record is about to change. Once its minutes are signed nothing changes any more."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=pk)
    if meeting.is_cancelled:
        raise CannotRecord("The meeting is cancelled, so nobody can attend it.")
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.signed_at is not None:
        raise CannotRecord("The minutes of this meeting are signed, so its record is closed.")
    return meeting


def attendance_to_record(attendance: Attendance) -> Attendance:
    meeting = meeting_to_record(attendance.meeting_id)
    found = Attendance.objects.select_related("person").get(pk=attendance.pk)
    found.meeting = meeting
    return found


@transaction.atomic
def draw_up(meeting: Meeting, *, by: User) -> None:
    """Everybody who is expected gets a line. Lines nobody has filled in follow changes of membership."""
    meeting = meeting_to_record(meeting.pk)
    lines = {line.person_id: line for line in meeting.attendances.all() if line.person_id}
    seats = Membership.objects.on(meeting.date).filter(committee=meeting.committee).select_related("person")
    places = meeting.substitutions.standing().select_related("person", "in_place_of")
    expected = {seat.person_id: _line_of(seat, meeting) for seat in seats}
    expected |= {place.person_id: _line_of_substitute(place, meeting) for place in places}
    gone = [
        line.pk
        for person, line in lines.items()
        if line.is_expected and line.state == State.AWAITED and person not in expected
    ]
    Attendance.objects.filter(pk__in=gone).delete()
    added = [line for person, line in expected.items() if person not in lines]
    Attendance.objects.bulk_create(added)
    meeting.attendances.filter(
        state=State.AWAITED, person__in=[place.in_place_of_id for place in places]
    ).update(state=State.SUBSTITUTED)
    if added or gone:
        record("draw up attendance", meeting, by=by, added=len(added), removed=len(gone))


def _line_of(seat: Membership, meeting: Meeting) -> Attendance:
    return Attendance(
        meeting=meeting, person=seat.person, name_as_printed=seat.person.printed_name, capacity=seat.role
    )


def _line_of_substitute(place: Substitution, meeting: Meeting) -> Attendance:
    return Attendance(
        meeting=meeting,
        person=place.person,
        name_as_printed=place.person.printed_name,
        capacity=Capacity.SUBSTITUTE,
        in_place_of=place.in_place_of,
    )


@transaction.atomic
def mark(attendance: Attendance, state: str, *, by: User, mode: str = "") -> Attendance:
    """One tap: present in the room, present remotely, apologies, absent, or not recorded after all."""
    line = attendance_to_record(attendance)
    mode = (mode or Mode.IN_PERSON) if state == State.PRESENT else ""
    if (line.state, line.mode) == (state, mode):
        return line  # a second tap on the same answer
    if state == State.PRESENT:
        _require_may_sit(line)
    elif (
        line.declarations.filter(struck_at=None).exists()
        or line.named_votes.filter(vote__struck_at=None).exists()
    ):
        raise CannotRecord(f"{line} has declared an interest or voted at this meeting, so was there.")
    line.movements.all().delete()
    line.state, line.mode = state, mode
    if state != State.APOLOGIES:
        line.apologies_by, line.apologies_at, line.apologies_reason = "", None, ""
    line.save(update_fields=["state", "mode", "apologies_by", "apologies_at", "apologies_reason"])
    record("mark attendance", line.meeting, by=by, attendance=line.pk, state=state, mode=mode)
    return line


def _require_may_sit(line: Attendance) -> None:
    """A member and the substitute in their place are never both there; a substitute may still sit on the day."""
    others = line.meeting.attendances.present()
    if line.capacity == Capacity.SUBSTITUTE:
        person = line.person
        assert person is not None
        if reason := cannot_stand_in(person, line.meeting):
            raise CannotRecord(reason)
        if others.filter(person=line.in_place_of).exists():
            raise CannotRecord(f"{line.in_place_of} is present, so nobody takes their place.")
    else:
        substitute = others.filter(in_place_of=line.person_id).first() if line.person_id else None
        if substitute is not None:
            raise CannotRecord(f"{substitute} is present in place of {line}.")


@transaction.atomic
def mark_the_rest_absent(meeting: Meeting, *, by: User) -> int:
    """Who was expected and neither came nor sent apologies."""
    meeting = meeting_to_record(meeting.pk)
    absent = meeting.attendances.filter(state=State.AWAITED).update(state=State.ABSENT)
    record("mark the rest absent", meeting, by=by, number=absent)
    return absent


@transaction.atomic
def add_guest(
    meeting: Meeting,
    *,
    capacity: str,
    by: User,
    person: Person | None = None,
    name: str = "",
    post: str = "",
    mode: str = Mode.IN_PERSON,
    item: AgendaItem | None = None,
) -> Attendance:
    """An officer, a witness or another councillor who is there. Members come from the committee's membership."""
    meeting = meeting_to_record(meeting.pk)
    if capacity not in GUESTS:
        raise CannotRecord({"capacity": "Members and co-opted members come from the committee’s membership."})
    if person is None and (capacity == Capacity.COUNCILLOR or not name.strip()):
        raise CannotRecord({"person": "Choose the person, or enter the name of an officer or a witness."})
    if person is not None:
        name = person.printed_name
        post = post or ", ".join(part for part in (person.post, person.organisation) if part)
    if item is not None and item.meeting_id != meeting.pk:
        raise CannotRecord({"item": "This item belongs to another meeting."})
    line = Attendance(
        meeting=meeting,
        person=person,
        name_as_printed=name.strip(),
        post=post.strip(),
        capacity=capacity,
        is_expected=False,
        state=State.PRESENT,
        mode=mode,
        item=item,
    )
    line.full_clean()
    line.save()
    record("add to attendance", meeting, by=by, attendance=line.pk, capacity=capacity)
    return line


@transaction.atomic
def remove_guest(attendance: Attendance, *, by: User) -> None:
    line = attendance_to_record(attendance)
    if line.is_expected:
        raise CannotRecord(f"{line} was expected at the meeting. Mark them absent instead.")
    if line.declarations.exists():
        raise CannotRecord(f"{line} has declared an interest at this meeting, so was there.")
    record("remove from attendance", line.meeting, by=by, capacity=line.capacity)
    line.delete()


@transaction.atomic
def arrive(
    attendance: Attendance,
    *,
    at: datetime,
    by: User,
    mode: str = Mode.IN_PERSON,
    item: AgendaItem | None = None,
) -> Movement:
    """Somebody comes, or comes back, after the start."""
    line = attendance_to_record(attendance)
    if again := _recorded_already(line, Movement.Kind.ARRIVED, at):
        return again
    _require_in_hours(line.meeting, at)
    if line.movements.exists() and is_here(line, at):
        raise CannotRecord(f"{line} is in the meeting already.")
    _require_after_the_last(line, at)
    _require_may_sit(line)
    if not line.is_present or (mode == Mode.IN_PERSON and line.mode != mode):
        line.state, line.mode = State.PRESENT, mode
        line.save(update_fields=["state", "mode"])
    return _move(line, Movement(kind=Movement.Kind.ARRIVED, at=at, item=item, mode=mode), by)


@transaction.atomic
def leave(attendance: Attendance, *, at: datetime, by: User, item: AgendaItem | None = None) -> Movement:
    line = attendance_to_record(attendance)
    if again := _recorded_already(line, Movement.Kind.LEFT, at):
        return again
    _require_in_hours(line.meeting, at)
    if not is_here(line, at):
        raise CannotRecord(f"{line} is not in the meeting, so cannot leave it.")
    _require_after_the_last(line, at)
    return _move(line, Movement(kind=Movement.Kind.LEFT, at=at, item=item), by)


def _recorded_already(line: Attendance, kind: str, at: datetime) -> Movement | None:
    """The same tap, sent again because its answer was lost on the way."""
    last = line.movements.last()
    return last if last is not None and (last.kind, last.at) == (kind, at) else None


def _move(line: Attendance, movement: Movement, by: User) -> Movement:
    if movement.item is not None and movement.item.meeting_id != line.meeting_id:
        raise CannotRecord({"item": "This item belongs to another meeting."})
    movement.attendance = line
    movement.save()
    record(movement.kind, line.meeting, by=by, attendance=line.pk, at=movement.at.isoformat())
    return movement


@transaction.atomic
def undo_movement(movement: Movement, *, by: User) -> None:
    """Take back the last thing recorded of somebody's coming and going."""
    line = attendance_to_record(movement.attendance)
    last = line.movements.last()
    if last is None or last.pk != movement.pk:
        raise CannotRecord("Take back the later movement of this person first.")
    record("undo movement", line.meeting, by=by, attendance=line.pk, kind=last.kind)
    last.delete()


def _require_in_hours(meeting: Meeting, at: datetime) -> None:
    sitting = Sitting.objects.filter(meeting=meeting).first()
    if sitting is None:
        raise CannotRecord("Open the meeting first.")
    if at < sitting.opened_at or (sitting.closed_at is not None and at > sitting.closed_at):
        raise CannotRecord({"at": "The meeting was not open at that time."})
    if at > timezone.now():
        raise CannotRecord({"at": "That time has not come yet."})


def _require_after_the_last(line: Attendance, at: datetime) -> None:
    last = line.movements.last()
    if last is not None and at < last.at:
        raise CannotRecord({"at": f"Something later is recorded of {line} already. Take it back first."})
