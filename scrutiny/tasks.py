"""Background work of the composition root: only that of the demo."""

from __future__ import annotations

from celery import current_app, shared_task
from django.conf import settings
from kombu.exceptions import OperationalError

from scrutiny.demo import older


@shared_task
def publish_older_demo_packs() -> None:
    """One pack, then the next in a task of its own, so that other work gets its turn."""
    if settings.DEMO and older.publish_one_more():
        current_app.send_task("scrutiny.tasks.publish_older_demo_packs")


def ring_for_older_demo_packs() -> bool:
    """False when there is nobody to ring: the packs are made when the demo is started the next time."""
    try:
        current_app.send_task("scrutiny.tasks.publish_older_demo_packs", retry=False)
    except OperationalError:
        return False
    return True
