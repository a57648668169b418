"""What Celery runs: each takes an id, looks it up again and does nothing when there is nothing left to do."""

from __future__ import annotations

from celery import shared_task

from . import building, conversions, large_print, tidying


# Shorter than the broker's visibility timeout: work that hangs is killed before its message is delivered again.
@shared_task(time_limit=1500)
def build_pack(build_id: int) -> None:
    building.run(build_id)


@shared_task(time_limit=1500)
def make_large_print(pk: int) -> None:
    large_print.make(pk)


@shared_task(time_limit=1500)
def convert_paper(pk: int) -> None:
    conversions.convert(pk)


@shared_task
def requeue_waiting_builds() -> int:
    return building.requeue_waiting() + large_print.requeue_waiting() + conversions.requeue_waiting()


@shared_task
def tidy_builds() -> str:
    return str(tidying.tidy())
