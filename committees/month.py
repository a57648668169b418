"""A month as weeks of days, Monday first: what a calendar page draws."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from .models import Meeting

MONDAY_FIRST = calendar.Calendar(firstweekday=0)


@dataclass(frozen=True)
class Square:
    date: date
    in_month: bool
    meetings: list[Meeting]
    holiday: str


def weeks_of(first: date, meetings: Iterable[Meeting], holidays: dict[date, str]) -> list[list[Square]]:
    by_day: dict[date, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        by_day[meeting.date].append(meeting)
    return [
        [Square(day, day.month == first.month, by_day[day], holidays.get(day, "")) for day in week]
        for week in MONDAY_FIRST.monthdatescalendar(first.year, first.month)
    ]


def bounds(first: date) -> tuple[datetime, datetime]:
    """The first moment of the first week and the first moment after the last, in London."""
    weeks = MONDAY_FIRST.monthdatescalendar(first.year, first.month)
    days = weeks[0][0], weeks[-1][-1] + timedelta(days=1)
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in days)
    return start, end


def month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
