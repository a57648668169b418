"""Dates and times in the words an agenda prints."""

from __future__ import annotations

from datetime import date, time

from django.utils import formats


def date_words(day: date) -> str:
    return formats.date_format(day, "l j F Y")


def time_words(at: time) -> str:
    """10:15am, 2pm, midday: the way GOV.UK writes times."""
    if (at.hour, at.minute) == (12, 0):
        return "midday"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def listed(words: list[str]) -> str:
    """1, 2 and 3."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
