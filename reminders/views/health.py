"""A sign of life for monitoring."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reminders.clock import database_now
from reminders.watching import health


@require_safe
@never_cache
def reminders_health(request: HttpRequest) -> JsonResponse:
    """For a monitoring system: 503 when for 15 minutes something due has not gone out, or no round ended."""
    found = health(database_now())
    body = {
        "status": "ok" if found.well else "late",
        "late_by_seconds": int(found.late_by.total_seconds()),
        "silent_for_seconds": int(found.silent_for.total_seconds()),
        "held": found.held,
        "failed": found.failed,
        "unplanned": found.unplanned,
    }
    return JsonResponse(body, status=200 if found.well else 503)
