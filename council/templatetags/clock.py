"""`{{ meeting.start|clock }}`: Django's own format letters write a.m. with full stops."""

from __future__ import annotations

from datetime import datetime, time

from django import template
from django.utils import timezone

from scrutiny.lib.clock import time_words

register = template.Library()


@register.filter
def clock(moment: datetime | time | None) -> str:
    """10:15am, 2pm, midday, in the council's time zone."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).time() if timezone.is_aware(moment) else moment.time()
    return time_words(moment)
