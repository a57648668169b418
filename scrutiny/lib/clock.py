"""Times of day, and time that is left, in words."""

from __future__ import annotations

from datetime import datetime, time

DAY, HOUR = 24 * 60, 60


def time_words(at: time) -> str:
    """10:15am, 2pm, midday: the way GOV.UK writes times."""
    if at.hour in (0, 12) and at.minute == 0:
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def time_left(now: datetime, end: datetime) -> str:
    """The two largest units, never more than there is: 2 days and 3 hours, 1 hour and 5 minutes."""
    minutes = max(int((end - now).total_seconds()) // 60, 0)
    parts = [(minutes // DAY, "day"), (minutes % DAY // HOUR, "hour"), (minutes % HOUR, "minute")]
    while len(parts) > 1 and parts[0][0] == 0:
        del parts[0]
    said = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts[:2] if number]
    return " and ".join(said) or "Less than a minute"
