"""A municipal year as twelve months of days, for a page and for paper."""

from __future__ import annotations

import calendar as months_of
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from django.urls import reverse
from django.utils import timezone

from council.models import ElectionPeriod
from scrutiny.lib.working_days import Calendar

from .cycle_warnings import LONDON, Warning
from .models import CyclePlan, Meeting, ProposedMeeting

MONDAY_FIRST = months_of.Calendar(firstweekday=0)


@dataclass(frozen=True)
class Entry:
    """One meeting on the drawing. Its committee's code is what is written in the square."""

    code: str
    committee: str
    day: date
    at: time
    venue: str
    url: str
    warnings: int = 0
    made: bool = False


@dataclass(frozen=True)
class Square:
    """One day. `off` says why nobody works, `mark` in two letters; `period` names an election soon after it."""

    day: date
    in_month: bool
    weekend: bool
    off: str
    mark: str
    period: str
    entries: list[Entry]


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Square]]

    @property
    def days_off(self) -> list[Square]:
        return [each for each in self._days() if each.off and not each.weekend]

    @property
    def entries(self) -> list[Entry]:
        return [entry for each in self._days() for entry in each.entries]

    @property
    def periods(self) -> list[str]:
        return sorted({each.period for each in self._days() if each.period})

    def _days(self) -> list[Square]:
        return [each for week in self.weeks for each in week if each.in_month]


def entries_of(
    plan: CyclePlan,
    proposals: Iterable[ProposedMeeting],
    meetings: Iterable[Meeting],
    warnings: Mapping[int, list[Warning]],
    to_change: Container[int],
) -> list[Entry]:
    """Every proposal not made yet, and every meeting that has been made, in order.

    A proposal leads to its page for those who may change its committee's.
    """
    proposed = [
        Entry(
            code=each.committee.code,
            committee=each.committee.name,
            day=each.date,
            at=each.start_time,
            venue=each.venue,
            url=reverse("workspace:proposal", args=[each.pk]) if each.committee_id in to_change else "",
            warnings=len(warnings.get(each.pk, ())),
        )
        for each in proposals
        if each.meeting_id is None and plan.meetings_created_at is None
    ]
    made = [
        Entry(
            code=each.committee.code,
            committee=each.committee.name,
            day=each.date,
            at=timezone.localtime(each.start, LONDON).time(),
            venue=each.venue,
            url=each.get_absolute_url(),
            made=True,
        )
        for each in meetings
    ]
    return sorted([*proposed, *made], key=lambda entry: (entry.day, entry.at, entry.code))


def months_between(
    start: date, end: date, entries: Iterable[Entry], calendar: Calendar, elections: Iterable[ElectionPeriod]
) -> list[Month]:
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_day[entry.day].append(entry)
    offices, elections = calendar.with_every_closure(), list(elections)
    holidays = dict(calendar.holidays)

    def square(day: date, month: int) -> Square:
        period = next((str(each) for each in elections if each.start <= day <= each.polling_day), "")
        return Square(
            day=day,
            in_month=day.month == month,
            weekend=day.weekday() in calendar.weekend,
            off=offices.why_not_working(day),
            mark="BH" if day in holidays else "CL",
            period=period,
            entries=by_day.get(day, []),
        )

    found, year, month = [], start.year, start.month
    while (year, month) <= (end.year, end.month):
        weeks = MONDAY_FIRST.monthdatescalendar(year, month)
        found.append(Month(date(year, month, 1), [[square(day, month) for day in week] for week in weeks]))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
