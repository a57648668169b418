"""Changing a rule, and saying at once how many reminders it changed."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from committees.models import Committee

from .clock import database_now
from .models import Reminder
from .planning import LOOK_BACK, plan
from .sources import sources

Plan = dict[int, tuple[object, ...]]


@transaction.atomic
def change_and_replan(kind: str, committee: Committee | None, change: Callable[[], object]) -> int:
    """How many reminders came, went or got another time. The rule and its plan change together."""
    before = _planned(kind, committee)
    change()
    now = database_now()
    since = (timezone.localtime(now) - LOOK_BACK).date()
    for subject_type, source in sorted(sources().items()):
        plan(subject_type, source.subjects(since), now)
    after = _planned(kind, committee)
    return sum(before.get(pk) != after.get(pk) for pk in before.keys() | after.keys())


def _planned(kind: str, committee: Committee | None) -> Plan:
    """What is still to come. Held ones are among them: a new rule may do away with them."""
    states = [*Reminder.State.to_come(), Reminder.State.HELD]
    rows = Reminder.objects.filter(kind=kind, state__in=states)
    rows = rows.filter(committee=committee) if committee else rows
    return {row[0]: row[1:] for row in rows.values_list("pk", "due_at", "not_before")}
