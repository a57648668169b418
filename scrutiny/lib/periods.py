"""Months and years: the corresponding-date rule.

A period of months ends on the day of the month that corresponds with its start, or on the last day of the
month when there is no such day (Dodds v Walker [1981] 1 WLR 1027). "Beginning with" a day makes that day the
first of the period, so the period ends the day before.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from scrutiny.lib.explained import DateProblem, Day
from scrutiny.lib.working_days import ONE_DAY, Calendar

# A longer period shows its two ends only: two thousand days explain nothing.
LONGEST_PERIOD_DRAWN = 100
LONGEST_PERIOD_IN_MONTHS = 1200


def corresponding_date(start: date, months: int) -> tuple[date, bool]:
    """The same day of the month so many months on, and whether that month has such a day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last_of_month = monthrange(year, month + 1)[1]
    exists = start.day <= last_of_month
    return date(year, month + 1, min(start.day, last_of_month)), exists


def months_after(start: date, months: int, calendar: Calendar, *, field: str, months_field: str) -> date:
    _require(start, months, calendar, field, months_field)
    return calendar.require(corresponding_date(start, months)[0], field)


def last_day_of_period_beginning_with(
    start: date, months: int, calendar: Calendar, *, field: str, months_field: str
) -> date:
    """The last day of a period of months of which `start` is the first day."""
    _require(start, months, calendar, field, months_field)
    same_day, exists = corresponding_date(start, months)
    return calendar.require(same_day - ONE_DAY if exists else same_day, field)


def days_of_period(
    start: date, last: date, first_reason: str, last_reason: str, *, start_counts: bool
) -> tuple[Day, ...]:
    """Every day of a short period; the two ends of a long one. The start is day one or is not counted."""
    before_first = 0 if start_counts else 1

    def counted(offset: int, reason: str) -> Day:
        return Day(start + timedelta(days=offset), True, offset + 1 - before_first, reason)

    length = (last - start).days
    first = counted(0, first_reason) if start_counts else Day(start, False, None, first_reason)
    if length == 0:
        return (first,)
    inner = range(1, length) if length <= LONGEST_PERIOD_DRAWN else range(0)
    return (first, *(counted(offset, "day of the period") for offset in inner), counted(length, last_reason))


def _require(start: date, months: int, calendar: Calendar, field: str, months_field: str) -> None:
    calendar.require(start, field)
    if isinstance(months, bool) or not isinstance(months, int) or months < 1:
        raise DateProblem(months_field, "give a whole number, 1 or more")
    if months > LONGEST_PERIOD_IN_MONTHS:
        raise DateProblem(months_field, "that is more than a hundred years")
