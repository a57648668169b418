"""What Celery runs: each takes an id, looks it up again and does nothing when there is nothing left to do."""

from __future__ import annotations

from celery import shared_task

from . import building


@shared_task
def build_pack(build_id: int) -> None:
    building.run(build_id)


@shared_task
def requeue_waiting_builds() -> int:
    return building.requeue_waiting()
