"""Times of day in words."""

from __future__ import annotations

from datetime import time


def time_words(at: time) -> str:
    """10:15am, 2pm, midday: the way GOV.UK writes times."""
    if (at.hour, at.minute) == (12, 0):
        return "midday"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
