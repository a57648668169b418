"""Dates and lists in the words an agenda prints."""

from __future__ import annotations

from datetime import date

from django.utils import formats


def date_words(day: date) -> str:
    return formats.date_format(day, "l j F Y")


def listed(words: list[str]) -> str:
    """1, 2 and 3."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
