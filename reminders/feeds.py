"""A calendar feed for each person, behind an address that only they know."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, timedelta

from django.db import transaction
from django.utils import timezone
from icalendar import Calendar, Event

from accounts.models import User
from audit.log import record
from committees.models import Committee, Meeting, Membership
from committees.permissions import committees_run_by

from .invitations import event
from .mails import host
from .models import CalendarFeed, Reminder

LOOK_BACK = timedelta(days=90)
MOST_DEADLINES = 500


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(user: User, *, by: User) -> str:
    """A new secret address. It is shown once; the one before it stops working."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.filter(user=user).delete()
    row = CalendarFeed.objects.create(user=user, token_sha256=digest(token))
    record("make calendar feed", row, by=by)
    return token


@transaction.atomic
def end_feed(user: User, *, by: User) -> None:
    row = CalendarFeed.objects.select_for_update().filter(user=user).first()
    if row is not None:
        record("end calendar feed", row, by=by)
        row.delete()


def reader_of(token: str) -> User | None:
    row = CalendarFeed.objects.select_related("user").filter(token_sha256=digest(token)).first()
    return row.user if row and row.user.is_active else None


def feed_of(user: User) -> bytes:
    """Their committees' public meetings, and the deadlines they are reminded of. Public words only."""
    calendar = Calendar()
    calendar.add("prodid", "-//Scrutiny//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Scrutiny")
    since = timezone.now() - LOOK_BACK
    committees = Committee.objects.filter(pk__in=_committees_of(user))
    meetings = Meeting.objects.public().filter(committee__in=committees, start__gte=since)
    for meeting in meetings.select_related("committee").order_by("start", "pk"):
        calendar.add_component(event(meeting))
    told = Reminder.objects.filter(user=user, due_on__gte=since.date())
    told = told.exclude(state__in=[Reminder.State.CANCELLED])
    promise = ("kind", "subject_type", "subject_id", "part", "due_on")
    for row in told.order_by(*promise, "pk").distinct(*promise)[:MOST_DEADLINES]:
        calendar.add_component(_day(row))
    data: bytes = calendar.to_ical()
    return data


def _committees_of(user: User) -> set[int]:
    run = set(committees_run_by(user).values_list("pk", flat=True))
    if user.person_id is None:
        return run
    seats = Membership.objects.on(timezone.localdate()).filter(person=user.person_id)
    return run | set(seats.values_list("committee_id", flat=True))


def _day(row: Reminder) -> Event:
    """The whole day; the deadline keeps its entry when it moves."""
    entry = Event()
    part = hashlib.sha256(row.part.encode()).hexdigest()[:8]
    entry.add("uid", f"{row.kind}-{row.subject_type}-{row.subject_id}-{part}@{host()}")
    entry.add("dtstamp", row.planned_at.astimezone(UTC))
    entry.add("dtstart", row.due_on)
    entry.add("dtend", row.due_on + timedelta(days=1))
    entry.add("summary", f"{row.deadline_name}: {row.about}")
    entry.add("transp", "TRANSPARENT")
    return entry
