"""The dates of meetings, from their committees' timetables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from committees.models import (
    AgendaItem,
    Meeting,
    MeetingDate,
    Report,
    TimetableStep,
)
from council.models import Person
from scrutiny.lib.explained import long_date

from .audiences import monitoring_officers, of_committees, of_person
from .invitations import invitation
from .models import Audience
from .promises import Deadline, People, Recipient


class MeetingSource:
    subject_type = "meeting"

    def subjects(self, since: date) -> Iterable[int]:
        dates = MeetingDate.objects.filter(due_on__gte=since)
        return dates.order_by("meeting_id").values_list("meeting_id", flat=True).distinct()

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        rows = MeetingDate.objects.filter(
            meeting__in=ids, meeting__state=Meeting.State.PLANNED, meeting__kind=Meeting.Kind.PUBLIC
        ).select_related("meeting__committee")
        found: dict[int, list[Deadline]] = defaultdict(list)
        for row in rows:
            found[row.meeting_id].append(_deadline(row))
        return found

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        meetings = dict(Meeting.objects.filter(pk__in=ids).values_list("pk", "committee_id"))
        everywhere = monitoring_officers()
        of_each = of_committees(set(meetings.values()))
        of_meetings = _of_meetings(ids)
        return {
            pk: {**of_each[committee], **of_meetings[pk], Audience.MONITORING_OFFICER: everywhere}
            for pk, committee in meetings.items()
        }

    def calendar_file(self, subject_id: int) -> bytes | None:
        meeting = Meeting.objects.select_related("committee").filter(pk=subject_id).first()
        return invitation(meeting) if meeting else None


def _deadline(row: MeetingDate) -> Deadline:
    meeting = row.meeting
    return Deadline(
        kind=row.kind,
        subject_type="meeting",
        subject_id=meeting.pk,
        part=row.name if row.kind == TimetableStep.Kind.OTHER else "",
        name=row.name,
        about=f"{meeting.committee.name}, {long_date(meeting.date)}",
        path=meeting.get_absolute_url(),
        committee_id=meeting.committee_id,
        due_on=row.due_on,
        due_at=row.due_at,
        statutory=row.authority == TimetableStep.Authority.STATUTORY,
        done=row.met_at is not None,
    )


def _of_meetings(ids: Collection[int]) -> Mapping[int, dict[str, list[Recipient]]]:
    """The authors of the reports on the agenda, and whom the meeting's own page names as contact."""
    found: Mapping[int, dict[str, list[Recipient]]] = defaultdict(lambda: defaultdict(list))
    people = Person.objects.select_related("user__reminder_preference")
    reports = Report.objects.filter(item__meeting__in=ids, item__state=AgendaItem.State.ON_AGENDA)
    authors = reports.values_list("item__meeting_id", "enquiries_to_id").distinct()
    contacts = Meeting.objects.filter(pk__in=ids).values_list("pk", "contact_id")
    roles = [(Audience.AUTHORS, *pair) for pair in authors]
    roles += [(Audience.RESPONSIBLE, *pair) for pair in contacts]
    known = {person.pk: of_person(person) for person in people.filter(pk__in={row[2] for row in roles})}
    for audience, meeting, person in sorted(roles):
        recipient = known[person]
        if recipient:
            found[meeting][audience].append(recipient)
    return found
