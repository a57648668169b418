from __future__ import annotations

from celery import shared_task

from . import indexing


@shared_task(time_limit=900)
def freshen() -> int:
    return indexing.freshen()
