"""What Celery runs for call-ins."""

from __future__ import annotations

from celery import shared_task

from . import telling


@shared_task(time_limit=600)
def tell_of_call_in(pk: int, state: str) -> int:
    return telling.tell(pk, state)
