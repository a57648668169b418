"""What the meeting screen shows: who is there, whether that is enough, and what has happened at each item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from committees.models import (
    Adjournment,
    AgendaItem,
    Attendance,
    Declaration,
    Exclusion,
    Meeting,
    Movement,
    Sitting,
    UrgentBusiness,
    Vote,
)

from .presence import is_here, is_remote, quorum_of
from .quorum import Quorum
from .rows import Held


@dataclass(frozen=True)
class Line:
    """One person on the list, as they are now."""

    attendance: Attendance
    here: bool
    remote: bool
    movements: list[Movement]

    @property
    def state(self) -> str:
        return self.attendance.state


@dataclass(frozen=True)
class ItemRecord:
    item: AgendaItem
    number: int
    declarations: list[Declaration]
    votes: list[Vote]
    movements: list[Movement]
    exclusions: list[Exclusion]
    adjournments: list[Adjournment]
    urgency: UrgentBusiness | None

    @property
    def marks(self) -> int:
        """How much is recorded under the item."""
        lists = (self.declarations, self.votes, self.movements, self.exclusions, self.adjournments)
        return sum(len(each) for each in lists) + (self.urgency is not None)


@dataclass(frozen=True)
class Screen:
    meeting: Meeting
    sitting: Sitting | None
    at: datetime
    lines: list[Line]
    items: list[ItemRecord]
    quorum: Quorum | None
    paused: Adjournment | None
    open_exclusion: Exclusion | None

    @property
    def expected(self) -> list[Line]:
        return [line for line in self.lines if line.attendance.is_expected]

    @property
    def guests(self) -> list[Line]:
        return [line for line in self.lines if not line.attendance.is_expected]

    @property
    def awaited(self) -> int:
        return sum(line.state == Attendance.State.AWAITED for line in self.lines)

    @property
    def present(self) -> int:
        return sum(line.attendance.is_present for line in self.expected)

    @property
    def chairs(self) -> list[Attendance]:
        """Who may preside: members in the room."""
        return [
            line.attendance
            for line in self.expected
            if line.attendance.is_member and line.here and not line.remote
        ]

    def record(self, pk: str | int | None) -> ItemRecord | None:
        """The item asked for; else the one being taken; else the first."""
        wanted = [pk, self.sitting.current_item_id if self.sitting else None]
        for each in wanted:
            found = next((record for record in self.items if str(record.item.pk) == str(each)), None)
            if found is not None:
                return found
        return self.items[0] if self.items else None


def screen_of(meeting: Meeting, now: datetime | None = None) -> Screen:
    now = now or timezone.now()
    held = Held(meeting)
    sitting = held.sitting
    at = min(sitting.closed_at, now) if sitting and sitting.closed_at else now
    lines = [
        Line(each, is_here(each, at), is_remote(each, at), list(each.movements.all())) for each in held.people
    ]
    quorum = None
    if sitting is not None:
        quorum = quorum_of(held.people, sitting.quorum, at, sitting.current_item, held.declarations)
    return Screen(
        meeting,
        sitting,
        at,
        lines,
        _items(held),
        quorum,
        next((pause for pause in held.pauses if pause.resumed_at is None), None),
        next((each for each in held.exclusions if each.ended_at is None), None),
    )


def _items(held: Held) -> list[ItemRecord]:
    urgent = {each.item_id: each for each in held.urgent}
    moved = [movement for line in held.people for movement in line.movements.all()]
    return [
        ItemRecord(
            item,
            number,
            [each for each in held.declarations if each.item_id == item.pk],
            [each for each in held.votes if each.item_id == item.pk],
            sorted((each for each in moved if each.item_id == item.pk), key=lambda each: each.at),
            [each for each in held.exclusions if item in each.items.all()],
            [each for each in held.pauses if each.item_id == item.pk],
            urgent.get(item.pk),
        )
        for number, item in enumerate(held.items, start=1)
    ]
