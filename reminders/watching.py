"""Whether reminders really go out. Progress is watched, not processes: a live worker may well do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min

from .models import ChangedSubject, Reminder, Sending

LATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Health:
    late_by: timedelta
    silent_for: timedelta
    held: bool
    failed: int
    unplanned: int

    @property
    def well(self) -> bool:
        return self.late_by <= LATE and self.silent_for <= LATE


def health(now: datetime) -> Health:
    """How late the oldest reminder is that could have gone and has not, and what else an operator wants to know.

    Rounds that stopped, or that end with an error, are silent: nobody knows then what should have gone.
    """
    waiting = Reminder.objects.filter(state__in=Reminder.State.to_come(), not_before__lte=now)
    oldest = waiting.order_by().aggregate(oldest=Min("not_before"))["oldest"]
    sending = Sending.objects.first()
    ticked_at = sending.ticked_at if sending else None
    return Health(
        late_by=now - oldest if oldest else timedelta(0),
        silent_for=now - ticked_at if ticked_at else timedelta(0),
        held=sending is not None and sending.held,
        failed=Reminder.objects.filter(state=Reminder.State.FAILED).count(),
        unplanned=ChangedSubject.objects.count(),
    )
