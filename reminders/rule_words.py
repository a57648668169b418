"""Lines of a rule, and the offsets they leave in the ledger, in words."""

from __future__ import annotations

import re

from scrutiny.lib.clock import time_words

from .models import Audience
from .promises import AGAIN, MOVED, Line

_code = re.compile(r"([+-]?)(\d+)([wc])")


def offset_words(offset: str) -> str:
    """3 working days before the deadline."""
    if offset.startswith(MOVED):
        return "The deadline was moved"
    if offset.startswith(AGAIN):
        return "Sent again by an officer"
    found = _code.fullmatch(offset)
    if found is None:
        return offset
    return days_words(int(found[2]), "working" if found[3] == "w" else "calendar", found[1] == "+")


def days_words(number: int, unit: str, after: bool) -> str:
    if number == 0:
        return "On the day of the deadline"
    days = "day" if number == 1 else "days"
    return f"{number} {unit} {days} {'after' if after else 'before'} the deadline"


def audience_words(audience: str) -> str:
    return str(dict(Audience.choices).get(audience, audience))


def line_words(line: Line) -> str:
    """3 working days before the deadline, 9am: Authors of the reports."""
    days = days_words(line.number, line.unit, line.direction == "after")
    return f"{days}, {time_words(line.at)}: {', '.join(map(audience_words, line.to))}"
