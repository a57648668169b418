"""Claiming what is due. Short transactions; nobody waits for anybody, and a dead owner's claim runs out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q

from .models import Reminder

State = Reminder.State
TOGETHER = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """The reminders of one mail, in the hands of whoever holds the token."""

    rows: tuple[Reminder, ...]
    token: UUID

    @property
    def in_doubt(self) -> bool:
        """Somebody gave it away and did not live to say what became of it."""
        return any(row.handed_off_at for row in self.rows)

    @property
    def ids(self) -> list[int]:
        return [row.pk for row in self.rows]


def lease() -> timedelta:
    return timedelta(seconds=settings.REMINDER_LEASE_SECONDS)


def due(now: datetime) -> Q:
    """Due and not sent, however long ago: there is no window that an outage could outlast."""
    planned = Q(state=State.PLANNED, not_before__lte=now) & (Q(retry_at=None) | Q(retry_at__lte=now))
    orphaned = Q(state__in=[State.CLAIMED, State.HANDED_OFF], lease_until__lt=now)
    return planned | orphaned


def claim(now: datetime, limit: int = TOGETHER) -> list[Letter]:
    return _claim_single(now, limit) or _claim_list(now)


@transaction.atomic
def _claim_single(now: datetime, limit: int) -> list[Letter]:
    rows = Reminder.objects.filter(due(now), digest=False).order_by("not_before", "pk")
    claimed = list(rows.select_for_update(skip_locked=True)[:limit])
    token = _take(claimed, now)
    return [Letter((row,), token) for row in claimed]


@transaction.atomic
def _claim_list(now: datetime) -> list[Letter]:
    """All that is due for one person, so that they get one list and not two."""
    waiting = Reminder.objects.filter(due(now), digest=True).order_by("recipient")
    for recipient in waiting.values_list("recipient", flat=True).distinct()[:TOGETHER]:
        if not _alone_with(recipient):
            continue
        rows = list(waiting.filter(recipient=recipient).order_by("pk").select_for_update(skip_locked=True))
        if not rows:
            continue
        token = _take(rows, now)
        by_mail: Callable[[Reminder], str] = lambda row: row.message_id if row.handed_off_at else ""  # noqa: E731
        parts = groupby(sorted(rows, key=by_mail), by_mail)
        return [Letter(tuple(part), token) for _, part in parts]
    return []


def _take(rows: list[Reminder], now: datetime) -> UUID:
    token = uuid4()
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.CLAIMED, token=token, lease_until=now + lease(), attempts=F("attempts") + 1
    )
    return token


def _alone_with(recipient: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"reminders list {recipient}"])
        (alone,) = cursor.fetchone()
    return bool(alone)
