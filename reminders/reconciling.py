"""What should be in the ledger against what is, in both directions, without any window in time but its reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from .expectation import Situation
from .models import Reminder, Sending
from .planning import LOOK_BACK, key_of, was_kept
from .promises import AGAIN, Promise
from .sources import sources

State = Reminder.State
TOGETHER = 200


@dataclass
class Differences:
    """`missing` are promises without a row; `wrong` would be sent though nothing promises them."""

    missing: list[Promise] = field(default_factory=list)
    wrong: list[Reminder] = field(default_factory=list)
    looked_at: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.wrong)


def reconcile(now: datetime) -> Differences:
    """Works from the deadlines alone and never reads what the planner noted."""
    found = Differences()
    since = Sending.objects.values_list("started_at", flat=True).first() or now
    for subject_type, source in sources().items():
        pending = Reminder.objects.filter(subject_type=subject_type, state__in=[State.PLANNED, State.HELD])
        ids = {*source.subjects((timezone.localtime(now) - LOOK_BACK).date())}
        ids |= {*pending.order_by().values_list("subject_id", flat=True).distinct()}
        every = sorted(ids)
        for start in range(0, len(every), TOGETHER):
            _compare(subject_type, every[start : start + TOGETHER], now, since, found)
    return found


def _compare(subject_type: str, ids: list[int], now: datetime, since: datetime, found: Differences) -> None:
    situation = Situation(subject_type, ids)
    wanted = {promise.key: promise for promise in situation.promises(now=now, since=since)}
    rows = {
        key_of(row): row for row in Reminder.objects.filter(subject_type=subject_type, subject_id__in=ids)
    }
    found.looked_at += len(wanted)
    found.missing += [
        promise
        for key, promise in wanted.items()
        if _is_missing(rows.get(key)) and not was_kept(promise, rows)
    ]
    found.wrong += [
        row
        for key, row in rows.items()
        if row.state in (State.PLANNED, State.HELD)
        and key not in wanted
        and not (row.offset.startswith(AGAIN) and not situation.why_not(row))
    ]


def _is_missing(row: Reminder | None) -> bool:
    """Cancelled without an officer's decision, and yet promised."""
    return row is None or (row.state == State.CANCELLED and not (row.decided_by_id or row.unsure_at))


def overdue(now: datetime, by: timedelta) -> int:
    """What is promised, right and simply not sent."""
    return Reminder.objects.filter(state__in=State.to_come(), not_before__lte=now - by).count()
