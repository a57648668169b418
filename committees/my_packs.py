"""A member's own papers: the packs of their meetings, what of them is new to them, and what each page leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import timezone

from accounts.models import User

from .attendance.apologies import meetings_of
from .contents import Published, consolidated_of, edition_of, published_of
from .models import Attendance, ConsolidatedEdition, Edition, Meeting, Publication
from .models.publication import EditionKind
from .openings import Seen, seen_by
from .permissions import can_read_all_up_to, meetings_read_by_seat

# Meetings of the last weeks are still looked at.
LOOKED_BACK = timedelta(days=21)
NOTHING_SEEN = Seen()


@dataclass(frozen=True)
class MyPack:
    """What somebody has of one meeting. `kind` is the edition they read, of the pack and of every supplement."""

    meeting: Meeting
    published: Published
    seen: Seen
    kind: EditionKind
    attendance: Attendance | None = None

    @cached_property
    def current(self) -> list[Publication]:
        return self.published.current

    @cached_property
    def new(self) -> set[int]:
        """The numbers of the publications that came out since they looked."""
        return {publication.number for publication in self.seen.new_among(self.current)}

    @property
    def unread(self) -> bool:
        return bool(self.current) and not self.seen.numbers

    @property
    def since(self) -> int:
        return self.seen.since(self.current)

    @property
    def edition(self) -> Edition | None:
        return edition_of(self.current[0], self.kind) if self.current else None

    @property
    def supplements(self) -> list[tuple[Edition, bool]]:
        """Each with whether it is new to them."""
        return [(edition_of(each, self.kind), each.number in self.new) for each in self.current[1:]]

    @property
    def whole(self) -> ConsolidatedEdition | None:
        """Everything in one pack, once there is a supplement."""
        return consolidated_of(edition_of(self.current[-1], self.kind)) if self.current else None

    @property
    def is_restricted(self) -> bool:
        return self.kind == EditionKind.MEMBERS

    @property
    def newest(self) -> Publication:
        return self.current[-1]

    @property
    def has_begun(self) -> bool:
        return self.meeting.start <= timezone.now()


def packs_of(user: User, today: date) -> tuple[list[MyPack], list[MyPack]]:
    """Of the meetings that somebody is expected at: today's and those to come; and those of the last weeks."""
    person = user.person
    if person is None:
        return [], []
    begin = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    meetings = meetings_of(person, since=begin - LOOKED_BACK)
    packs = _packs(user, [meeting for meeting in meetings if meeting.kind == Meeting.Kind.PUBLIC], today)
    held = [pack for pack in packs if pack.meeting.start < begin and pack.current]
    return [pack for pack in packs if pack.meeting.start >= begin], held[::-1]


def _packs(user: User, meetings: Sequence[Meeting], today: date) -> list[MyPack]:
    published = published_of(meetings)
    seen = seen_by(user, meetings)
    whole = meetings_read_by_seat(user, meetings, today)
    lines = {
        line.meeting_id: line
        for line in Attendance.objects.filter(person=user.person_id, meeting__in=meetings)
    }
    return [
        MyPack(
            meeting,
            published[meeting.pk],
            seen.get(meeting.pk, NOTHING_SEEN),
            EditionKind.MEMBERS if meeting.pk in whole else EditionKind.PUBLIC,
            lines.get(meeting.pk),
        )
        for meeting in meetings
    ]


def pack_of(user: User, meeting: Meeting, today: date) -> MyPack:
    """Of one meeting, asked edition by edition: the members' pack to those who may read all there ever was of it.

    What has changed since names what was taken out too.
    """
    published = Published(meeting)
    seen = seen_by(user, [meeting]).get(meeting.pk, NOTHING_SEEN)
    newest = edition_of(published.current[-1], EditionKind.MEMBERS) if published.current else None
    entitled = newest is not None and can_read_all_up_to(user, newest, today)
    return MyPack(meeting, published, seen, EditionKind.MEMBERS if entitled else EditionKind.PUBLIC)
