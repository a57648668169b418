"""The days on which committees meet, as pure functions of the day the demo is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from council.calendar import england

WEEK = timedelta(days=7)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


@dataclass(frozen=True)
class Pattern:
    """Like the second Thursday of the month."""

    week: int
    weekday: str

    @property
    def index(self) -> int:
        return WEEKDAYS.index(self.weekday)


def diary_year(day: date) -> int:
    """The calendar year in which the committees' year of `day` began: June to May."""
    return day.year if day.month >= 6 else day.year - 1


def annual_meeting(year: int) -> date:
    """The Council's annual meeting, the third Thursday of May, from which committee places run."""
    return nth_weekday(year, 5, Pattern(3, "Thursday"))


def nth_weekday(year: int, month: int, pattern: Pattern) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(pattern.index - first.weekday()) % 7) + (pattern.week - 1) * WEEK


def can_meet(day: date) -> bool:
    """Committees meet on no bank holiday, not between Christmas Eve and the new year, and not in August."""
    christmas = (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)
    return day.month != 8 and not christmas and england().is_working_day(day)


def meeting_day(year: int, month: int, pattern: Pattern) -> date:
    """The day of the pattern; a week later where nobody meets then, or a week earlier at the end of the year."""
    day = nth_weekday(year, month, pattern)
    step = -WEEK if month == 12 else WEEK
    while not can_meet(day):
        day += step
    return day


def days_of_year(year: int, months: Iterable[int], pattern: Pattern) -> Iterator[date]:
    """The meeting days of the diary year that begins in June of `year`, in order."""
    in_order = sorted(months, key=lambda month: (month < 6, month))
    for month in in_order:
        yield meeting_day(year if month >= 6 else year + 1, month, pattern)


def day_between(first: date, last: date, planned: Iterable[date], pattern: Pattern) -> date:
    """A planned day in those days if there is one, otherwise an extra day on the committee's weekday.

    Where nobody meets in those days at all, the first possible day of the committee's weekday after them.
    """
    inside = [day for day in sorted(planned) if first <= day <= last]
    if inside:
        return inside[0]
    day = first + timedelta(days=(pattern.index - first.weekday()) % 7)
    while not can_meet(day):
        day += WEEK
    return day
