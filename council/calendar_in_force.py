"""The calendar that deadlines are counted on: England's, as this council's officers have amended it."""

from __future__ import annotations

from datetime import datetime

from scrutiny.lib.working_days import Calendar, Closure

from .calendar import bank_holidays_of_england, council_calendar
from .models import CalendarDay, Council


def calendar_held_still() -> Calendar:
    """The calendar in force, which nobody can change before this transaction ends.

    For whoever writes down dates counted on it. Take it before locking committees and meetings, as those who
    change the calendar do.
    """
    list(Council.objects.select_for_update(no_key=True))
    return calendar_in_force()


def calendar_in_force(at: datetime | None = None) -> Calendar:
    """Now, or as it was known at a moment in the past. Two queries; ask once a page and pass it on."""
    changes = list(CalendarDay.objects.in_force(at))
    weekend = Council.objects.values_list("weekend_days", flat=True).first() or [5, 6]
    known = bank_holidays_of_england()
    return council_calendar(
        additions={day.date: day.name for day in changes if day.kind == CalendarDay.Kind.HOLIDAY},
        removals=[
            day.date for day in changes if day.kind == CalendarDay.Kind.NOT_A_HOLIDAY and day.date in known
        ],
        closures=[
            Closure(day.date, day.name, frozenset(day.counts_for))
            for day in changes
            if day.kind == CalendarDay.Kind.CLOSURE
        ],
        weekend=frozenset(weekend),
    )
