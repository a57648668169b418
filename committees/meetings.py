"""Making, changing, moving and cancelling meetings. Every change of a meeting itself is one of these verbs."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from council.calendar_in_force import calendar_held_still, calendar_in_force
from scrutiny.lib.followers import Followers

from .agenda import CannotChange, ChangedMeanwhile
from .agenda_template import copy_agenda, start_agenda
from .meeting_dates import past_already, set_dates
from .minutes import next_agenda
from .models import Committee, FormerReference, Meeting

# Told in the same transaction, with who did it: a meeting that was made, one that was moved (as it is now, and
# when it began before), and one that was called off.
meeting_made: Followers[[Meeting, User]] = Followers()
meeting_moved: Followers[[Meeting, datetime, User]] = Followers()
meeting_cancelled: Followers[[Meeting, User]] = Followers()
EDITABLE = ["venue", "contact", "pre_meeting_time", "pre_meeting_place", "pre_meeting_audience"]
# Meetings of one committee wait for each other; only a code handed to another committee can still collide.
ATTEMPTS = 3


def create_meeting(
    committee: Committee, *, start: datetime, by: User, kind: str = Meeting.Kind.PUBLIC, **details: Any
) -> Meeting:
    """A planned meeting with the committee's usual place, time and people; `details` overrides them.

    A public meeting gets the committee's standing items and the dates of its timetable.
    """
    with transaction.atomic():
        calendar = calendar_held_still()
        committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
        meeting = _make(
            Meeting(committee=committee, kind=kind, start=start, **_usual(committee, kind) | details)
        )
        if kind == Meeting.Kind.PUBLIC:
            start_agenda(meeting)
        set_dates(meeting, calendar)
        record("create meeting", meeting, by=by, reference=meeting.reference, kind=kind)
        next_agenda.bring_along(meeting, by=by)
        meeting_made.tell(meeting, by)
    return meeting


def clone_meeting(source: Meeting, *, start: datetime, by: User) -> Meeting:
    """The same meeting on another date: its details and its items, without papers and report references."""
    with transaction.atomic():
        calendar = calendar_held_still()
        committee = Committee.objects.select_for_update(of=("self",)).get(pk=source.committee_id)
        details = {name: getattr(source, name) for name in EDITABLE}
        meeting = _make(Meeting(committee=committee, kind=source.kind, start=start, **details))
        copy_agenda(source, meeting)
        set_dates(meeting, calendar)
        record("clone meeting", meeting, by=by, reference=meeting.reference, source=source.reference)
        next_agenda.bring_along(meeting, by=by)
        meeting_made.tell(meeting, by)
    return meeting


def edit_meeting(meeting: Meeting, *, version: int | None, by: User, **details: Any) -> Meeting:
    """Change place, contact and pre-meeting. `version` is the one the editor saw."""
    with transaction.atomic():
        meeting = _lock(meeting)
        if version != meeting.version:
            raise ChangedMeanwhile(meeting)
        _require_planned(meeting)
        changed = [name for name in EDITABLE if name in details and getattr(meeting, name) != details[name]]
        for name in changed:
            setattr(meeting, name, details[name])
        _save(meeting, *changed)
        record("edit meeting", meeting, by=by, fields=changed)
    return meeting


def reschedule(meeting: Meeting, *, start: datetime, by: User) -> Meeting:
    """Move a meeting. On another day it gets a new reference; the old one leads to it for ever."""
    with transaction.atomic():
        calendar = calendar_held_still()
        committee = Committee.objects.select_for_update(of=("self",)).get(pk=meeting.committee_id)
        meeting = _lock(meeting)
        _require_planned(meeting)
        if start == meeting.start:
            raise CannotChange("The meeting is already at that date and time.")
        before, old = meeting.start, meeting.reference
        same_day = timezone.localtime(start).date() == meeting.date
        meeting.committee, meeting.start = committee, start
        if not same_day:
            _give_reference(meeting)
            FormerReference.objects.get_or_create(meeting=meeting, reference=old)
        _save(meeting, "start", "reference")
        set_dates(meeting, calendar)
        record(
            "reschedule meeting",
            meeting,
            by=by,
            before=before.isoformat(),
            after=start.isoformat(),
            former_reference=old if not same_day else "",
        )
        meeting_moved.tell(meeting, before, by)
    return meeting


def cancel_meeting(meeting: Meeting, *, notice: str, by: User, at: datetime | None = None) -> Meeting:
    """Call a meeting off. It stays listed, with the notice for the public to read."""
    if not notice.strip():
        raise CannotChange("Say in the notice why the meeting is cancelled and what happens instead.")
    with transaction.atomic():
        meeting = _lock(meeting)
        _require_planned(meeting)
        meeting.state = Meeting.State.CANCELLED
        meeting.cancelled_at = at or timezone.now()
        meeting.cancellation_notice = notice.strip()
        _save(meeting, "state", "cancelled_at", "cancellation_notice")
        set_dates(meeting, calendar_in_force())
        record("cancel meeting", meeting, by=by, notice=meeting.cancellation_notice)
        next_agenda.find_another(meeting, by=by)
        meeting_cancelled.tell(meeting, by)
    return meeting


def warnings_about_moving(meeting: Meeting, start: datetime, *, now: datetime) -> list[str]:
    """What an officer must know before moving a meeting to a date."""
    warnings = []
    if start < now:
        warnings.append("The new date has already passed.")
    if meeting.kind != Meeting.Kind.PUBLIC:
        return warnings
    if meeting.publications.exists():
        warnings.append(
            "The agenda is already published with the old date. Publish it again, so that it shows the new one."
        )
    elif start >= now:
        warnings += past_already(
            meeting.committee, timezone.localtime(start).date(), calendar_in_force(), now
        )
    return warnings


def _usual(committee: Committee, kind: str) -> dict[str, Any]:
    usual = {"venue": committee.venue, "contact": committee.contact}
    if kind == Meeting.Kind.PUBLIC:
        usual |= {name: getattr(committee, name) for name in EDITABLE if name.startswith("pre_meeting")}
    return usual


def _lock(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=meeting.pk)


def _require_planned(meeting: Meeting) -> None:
    if meeting.is_cancelled:
        raise CannotChange("The meeting is cancelled.")
    if meeting.date < timezone.localdate():
        raise CannotChange("The meeting has already been held.")


def _save(meeting: Meeting, *fields: str) -> None:
    meeting.version += 1
    meeting.save(update_fields=[*fields, "version"])


def _make(meeting: Meeting) -> Meeting:
    for _ in range(ATTEMPTS - 1):
        try:
            return _insert(meeting)
        except IntegrityError:
            continue
    return _insert(meeting)


def _insert(meeting: Meeting) -> Meeting:
    _give_reference(meeting)
    with transaction.atomic():
        meeting.save(force_insert=True)
    return meeting


def _give_reference(meeting: Meeting) -> None:
    """CODE-YYYY-MM-DD, then -2 for a second meeting of the day. Another meeting's former reference is taken too."""
    stem = f"{meeting.committee.code}-{meeting.date:%Y-%m-%d}"
    taken = set(
        Meeting.objects.filter(reference__startswith=stem)
        .exclude(pk=meeting.pk)
        .values_list("reference", flat=True)
    ) | set(
        FormerReference.objects.filter(reference__startswith=stem)
        .exclude(meeting=meeting.pk)
        .values_list("reference", flat=True)
    )
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    meeting.reference = next(reference for reference in numbered if reference not in taken)
    if meeting.pk:
        meeting.former_references.filter(reference=meeting.reference).delete()
