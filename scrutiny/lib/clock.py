"""Times of day in words."""

from __future__ import annotations

from datetime import time


def time_words(at: time) -> str:
    """10:15am, 2pm, midday: the way GOV.UK writes times."""
    if at.hour in (0, 12) and at.minute == 0:
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
