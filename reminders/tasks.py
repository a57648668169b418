"""Celery is the doorbell. The message carries nothing; what is to be done stands in the ledger."""

from __future__ import annotations

from celery import shared_task

from . import tick as rounds


# Longer than a round and the mail it is in the middle of; killed after that, it is taken up by the next.
@shared_task(time_limit=240)
def tick() -> int:
    return rounds.tick()
