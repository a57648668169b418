"""Whether anybody is there to do the work that was queued."""

from __future__ import annotations

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

PATIENCE = 0.8


def workers_answer() -> bool:
    """Ask the workers and wait a moment. No answer may also mean that the message broker is down."""
    try:
        return bool(current_app.control.ping(timeout=PATIENCE, limit=1))
    except (OperationalError, RedisError, OSError):
        return False
