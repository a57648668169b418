from __future__ import annotations

from celery import shared_task

from reminders.clock import database_now

from .gathering import gather


@shared_task(time_limit=240)
def look_round() -> int:
    return gather(database_now())
