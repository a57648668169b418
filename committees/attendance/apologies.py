"""Apologies before a meeting, sent by members themselves or written down; and inviting co-opted members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.alerts import alert
from committees.models import AgendaItem, Attendance, Invitation, Meeting, Membership, Sitting
from committees.sittings.attending import CannotRecord, draw_up, meeting_to_record
from council.models import Person

State, Source, Capacity = Attendance.State, Attendance.Source, Attendance.Capacity


def meetings_of(person: Person, *, since: datetime | None = None) -> list[Meeting]:
    """The meetings to come that somebody is expected at: of their committees, and where they are a substitute."""
    coming = (
        Meeting.objects.filter(state=Meeting.State.PLANNED, start__gte=since or timezone.now())
        .select_related("committee")
        .order_by("start")
    )
    seats = list(Membership.objects.filter(person=person).values_list("committee", "start", "end"))
    places = set(person.substitutions.standing().values_list("meeting", flat=True))
    return [
        meeting
        for meeting in coming
        if meeting.pk in places
        or any(
            committee == meeting.committee_id
            and start <= meeting.date
            and (end is None or meeting.date <= end)
            for committee, start, end in seats
        )
    ]


@transaction.atomic
def send_own_apologies(meeting: Meeting, *, by: User, reason: str = "") -> Attendance:
    """A member, co-opted member or substitute says that they cannot come. Only for themselves, before it opens."""
    if by.person is None:
        raise CannotRecord("Your account is not linked to a member of a committee.")
    return _send(meeting, by.person, source=Source.THEMSELVES, reason=reason, by=by)


@transaction.atomic
def record_apologies(
    meeting: Meeting, person: Person, *, source: str, by: User, reason: str = ""
) -> Attendance:
    """An officer writes down the apologies that somebody sent in another way."""
    return _send(meeting, person, source=source, reason=reason, by=by)


def _send(meeting: Meeting, person: Person, *, source: str, reason: str, by: User) -> Attendance:
    meeting = meeting_to_record(meeting.pk)
    if source == Source.THEMSELVES and Sitting.objects.filter(meeting=meeting).exists():
        raise CannotRecord("The meeting has begun. Ask the officer to record your apologies.")
    draw_up(meeting, by=by)
    line = meeting.attendances.filter(person=person, is_expected=True).first()
    if line is None:
        raise CannotRecord(
            {"person": f"{person} is not a member of the committee on the day of the meeting."}
        )
    if line.is_present:
        raise CannotRecord({"person": f"{person} is recorded as present."})
    if line.state != State.SUBSTITUTED:
        line.state = State.APOLOGIES
    line.apologies_by, line.apologies_at, line.apologies_reason = source, timezone.now(), reason.strip()
    line.save(update_fields=["state", "apologies_by", "apologies_at", "apologies_reason"])
    # Why somebody cannot come is often about their health: it is not for the audit book.
    record("send apologies", meeting, by=by, attendance=line.pk, source=source)
    return line


@transaction.atomic
def take_back_apologies(meeting: Meeting, person: Person, *, by: User) -> Attendance:
    """They can come after all."""
    meeting = meeting_to_record(meeting.pk)
    if by.person_id == person.pk and Sitting.objects.filter(meeting=meeting).exists():
        raise CannotRecord("The meeting has begun. Ask the officer to change the attendance.")
    line = meeting.attendances.filter(person=person, state=State.APOLOGIES).first()
    if line is None:
        raise CannotRecord("There are no apologies to take back.")
    line.state, line.apologies_by, line.apologies_at, line.apologies_reason = State.AWAITED, "", None, ""
    line.save(update_fields=["state", "apologies_by", "apologies_at", "apologies_reason"])
    record("take back apologies", meeting, by=by, attendance=line.pk)
    return line


def to_invite(item: AgendaItem) -> list[Person]:
    """The co-opted members with a vote on education who have not been told of this item yet."""
    if not item.is_education:
        return []
    seats = Membership.objects.on(item.meeting.date).filter(
        committee=item.meeting.committee_id, role=Membership.Role.VOTING_COOPTEE
    )
    told = item.invitations.values("person")
    return [seat.person for seat in seats.exclude(person__in=told).in_printed_order()]


@dataclass(frozen=True)
class ToldOf:
    """An item about education, who has been told of it, and who has not."""

    item: AgendaItem
    told: list[Invitation]
    untold: list[Person]


def told_of_education(meeting: Meeting) -> list[ToldOf]:
    """For every item about education of a meeting who votes on it and who of them knows."""
    items = [
        item
        for item in meeting.items.on_agenda().prefetch_related("invitations__person")
        if item.is_education
    ]
    seats = Membership.objects.on(meeting.date).filter(
        committee=meeting.committee_id, role=Membership.Role.VOTING_COOPTEE
    )
    voters = [seat.person for seat in seats.in_printed_order()] if items else []
    found = []
    for item in items:
        told = list(item.invitations.all())
        known = {each.person_id for each in told}
        found.append(ToldOf(item, told, [person for person in voters if person.pk not in known]))
    return found


@transaction.atomic
def invite_cooptees(item: AgendaItem, *, by: User) -> list[Invitation]:
    """Tell those who vote on education that an item concerns it. The mail names the meeting and the public title."""
    meeting = meeting_to_record(item.meeting_id)
    if not item.is_education:
        raise CannotRecord("Say on the item that it concerns education functions first.")
    people = to_invite(item)
    if not people:
        raise CannotRecord("Every co-opted member with a vote on education has been told already.")
    now = timezone.now()
    made = Invitation.objects.bulk_create(
        Invitation(item=item, person=person, sent_at=now, sent_to=_address(person), sent_by=by)
        for person in people
    )
    accounts = User.objects.filter(person__in=people, is_active=True)
    alert(
        accounts,
        f"Scrutiny: {meeting.committee.name}, {meeting.date:%-d %B %Y}",
        f"An item of this meeting concerns education, on which you have a vote: {item.title}.\n"
        f"The meeting is on {meeting.date:%A %-d %B %Y} at {meeting.venue}.",
        link=reverse("committees:meeting", args=[meeting.reference])
        if meeting.kind == Meeting.Kind.PUBLIC
        else "",
    )
    record("invite co-opted members", meeting, by=by, item=item.pk, people=[person.pk for person in people])
    return made


def _address(person: Person) -> str:
    account = User.objects.filter(person=person, is_active=True).first()
    return account.email if account else ""
