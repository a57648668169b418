"""How far minutes have got: against the committee's timetable, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from committees.models import MeetingDate, Minutes


@dataclass(frozen=True)
class Timing:
    """The draft against the day the committee's timetable gives it."""

    due: MeetingDate
    met_on: date | None
    today: date

    @property
    def late_by(self) -> int:
        """Days, 0 when it is in time."""
        return max(0, ((self.met_on or self.today) - self.due.due_on).days)

    @property
    def words(self) -> str:
        days = f"{self.late_by} day{'' if self.late_by == 1 else 's'}"
        if self.met_on:
            return f"Published {days} late" if self.late_by else "Published in time"
        return f"{days} overdue" if self.late_by else "Not due yet"

    @property
    def colour(self) -> str:
        if self.late_by:
            return "red"
        return "green" if self.met_on else "blue"


def timing(due: MeetingDate | None, minutes: Minutes | None) -> Timing | None:
    """None where the timetable has no date for draft minutes."""
    if due is None:
        return None
    published = minutes.published_at if minutes else None
    return Timing(due, timezone.localdate(published) if published else None, timezone.localdate())
