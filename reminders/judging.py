"""The last look before a mail leaves: is every promise in it still right, is it the newest, is it night?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from .expectation import Situation
from .models import Reminder
from .promises import AGAIN, after_quiet_hours, is_too_late

State = Reminder.State
Changes = dict[str, object]
LATER_ONE = "A later reminder of the same deadline was due too and goes in its place."


def situations(rows: Iterable[Reminder]) -> dict[str, Situation]:
    ids: dict[str, set[int]] = {}
    for row in rows:
        ids.setdefault(row.subject_type, set()).add(row.subject_id)
    return {subject_type: Situation(subject_type, sorted(some)) for subject_type, some in ids.items()}


def judge(
    rows: Iterable[Reminder], situation_of: Mapping[str, Situation], now: datetime
) -> dict[int, Changes]:
    """What becomes of those that must not go now, by row. The others may go."""
    rows = list(rows)
    rivals = _due_of_the_same_subjects(rows, now)
    verdicts = {}
    for row in rows:
        changes = _judge(row, situation_of[row.subject_type], rivals, now)
        if changes:
            verdicts[row.pk] = changes | {"token": None, "lease_until": None, "handed_off_at": None}
    return verdicts


def _judge(row: Reminder, situation: Situation, rivals: list[Reminder], now: datetime) -> Changes:
    why = situation.why_not(row)
    deadline, recipient = situation.deadline_of(row), situation.recipient_of(row)
    if why or deadline is None or recipient is None:
        return {"state": State.CANCELLED, "why": why}
    if not recipient.address:
        return {"state": State.FAILED, "why": "No e-mail address is known."}
    if row.decided_by_id is not None:
        return {}
    if is_too_late(deadline, row.due_at, now):
        return {"state": State.CANCELLED, "why": "It would have come too late to be of any use."}
    if any(_goes_in_place_of(row, rival, situation) for rival in rivals):
        return {"state": State.COLLAPSED, "why": LATER_ONE}
    morning = after_quiet_hours(now, deadline.moment)
    if morning > now and not row.digest:
        return {"state": State.PLANNED, "not_before": morning}
    return {}


def _due_of_the_same_subjects(rows: list[Reminder], now: datetime) -> list[Reminder]:
    if not rows:
        return []
    alive = [State.PLANNED, State.CLAIMED, State.HANDED_OFF, State.SENT]
    return list(
        Reminder.objects.filter(
            subject_type__in={row.subject_type for row in rows},
            subject_id__in={row.subject_id for row in rows},
            recipient__in={row.recipient for row in rows},
            due_at__lte=now,
            state__in=alive,
        ).exclude(offset__startswith=AGAIN)
    )


def _goes_in_place_of(row: Reminder, rival: Reminder, situation: Situation) -> bool:
    same = ("kind", "subject_type", "subject_id", "part", "due_on", "recipient", "channel")
    if any(getattr(row, name) != getattr(rival, name) for name in same):
        return False
    if (rival.due_at, rival.offset) <= (row.due_at, row.offset):
        return False
    return rival.state == State.SENT or not situation.why_not(rival)
