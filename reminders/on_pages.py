"""The reminders of a deadline, for the page on which the deadline stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from committees.permissions import Visitor

from .gates import RELATED, reminders_to_run
from .models import Reminder

Day = tuple[str, str, date]


@dataclass(slots=True)
class Line:
    """All that go out for one line of the rule."""

    offset: str
    when: datetime
    reminders: list[Reminder] = field(default_factory=list)


@dataclass(slots=True)
class DeadlineReminders:
    name: str
    due_on: date
    lines: list[Line] = field(default_factory=list)

    @property
    def number(self) -> int:
        return sum(len(line.reminders) for line in self.lines)


def reminders_of(user: Visitor, subject_type: str, pk: int) -> dict[Day, DeadlineReminders]:
    """Those that went out or will, by deadline, for an officer who runs them. One query for all of them."""
    rows = reminders_to_run(user).filter(subject_type=subject_type, subject_id=pk)
    rows = rows.exclude(state__in=[Reminder.State.CANCELLED, Reminder.State.COLLAPSED])
    return grouped(rows.select_related(*RELATED).order_by("due_on", "due_at", "offset", "recipient"))


def grouped(rows: Iterable[Reminder]) -> dict[Day, DeadlineReminders]:
    found: dict[Day, DeadlineReminders] = {}
    for row in rows:
        day = found.setdefault(
            (row.kind, row.part, row.due_on), DeadlineReminders(row.deadline_name, row.due_on)
        )
        if not day.lines or day.lines[-1].offset != row.offset:
            day.lines.append(Line(row.offset, row.sent_at or row.not_before))
        day.lines[-1].reminders.append(row)
    return found
