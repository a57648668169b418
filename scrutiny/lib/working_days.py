"""Counting days against a calendar: working days, calendar days, and the calendar itself as a value.

Nothing here knows what today is, reads a file or asks a network. A clear day is a whole day between two
events, so a count of clear days is a count of days with neither end in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from scrutiny.lib.explained import DateProblem, Day, long_date

Unit = Literal["working", "clear_working", "calendar", "clear_calendar"]
Roll = Literal["none", "next_working_day", "previous_working_day"]
# Who made the rule: an Act or regulations, the council's constitution, or the office's own timetable.
Authority = Literal["statutory", "constitution", "local"]

ONE_DAY = timedelta(days=1)
LONGEST_COUNT = 3660  # ten years; more is a slip of the keyboard
UNITS: tuple[Unit, ...] = ("working", "clear_working", "calendar", "clear_calendar")
WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
SATURDAY_AND_SUNDAY = frozenset({5, 6})
LOCAL_ONLY: frozenset[str] = frozenset({"local"})
EVERY_DEADLINE: frozenset[str] = frozenset({"local", "constitution", "statutory"})


@dataclass(frozen=True, slots=True)
class Closure:
    """A day the council is shut that is no bank holiday.

    `counts_for` names the deadlines it stops: an authority ("local", "constitution", "statutory") or a single
    kind of deadline ("call_in_last_day"). No authority was found that a closure stops a statutory clock, so
    by default it stops none.
    """

    date: date
    name: str = ""
    counts_for: frozenset[str] = LOCAL_ONLY

    @property
    def reason(self) -> str:
        return f"council closed ({self.name})" if self.name else "council closed"


@dataclass(frozen=True)
class Calendar:
    """What is known about days. Equal calendars give equal dates.

    Bank holidays may be added or taken away between `first` and `last`; after `known_until` they are only
    forecast from the usual pattern, and what is counted there is provisional.
    """

    first: date
    last: date
    known_until: date
    holidays: frozenset[tuple[date, str]] = frozenset()
    closures: frozenset[Closure] = frozenset()
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    # Closures that do not stop the deadline in hand: still worth a word in the explanation.
    open_closures: frozenset[Closure] = frozenset()
    _reasons: dict[date, str] = field(init=False, repr=False, compare=False)
    _remarks: dict[date, str] = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.weekend < frozenset(range(7)):
            raise DateProblem("weekend_days", "leave at least one working day in the week")
        reasons = {closure.date: closure.reason for closure in self.closures}
        reasons.update(sorted(self.holidays))
        remarks = {
            closure.date: f"{closure.reason}, which does not stop this deadline"
            for closure in self.open_closures
        }
        object.__setattr__(self, "_reasons", reasons)
        object.__setattr__(self, "_remarks", remarks)
        known = (self.first, self.last, self.known_until, self.holidays, self.closures, self.weekend)
        object.__setattr__(self, "_hash", hash((known, self.open_closures)))

    def __hash__(self) -> int:
        return self._hash

    def require(self, day: date, name: str) -> date:
        """The day itself, if it is a plain date within the range this calendar knows."""
        if not isinstance(day, date) or isinstance(day, datetime):
            raise DateProblem(name, "give a date without a time")
        if not self.first <= day <= self.last:
            raise DateProblem(
                name,
                f"{long_date(day)} is outside the calendar, which runs from {long_date(self.first)}"
                f" to {long_date(self.last)}",
            )
        return day

    def why_not_working(self, day: date) -> str:
        """Why the day is not a working day, or nothing if it is one."""
        if day.weekday() in self.weekend:
            return "weekend"
        return self._reasons.get(day, "")

    def is_working_day(self, day: date) -> bool:
        return not self.why_not_working(day)

    def remark(self, day: date) -> str:
        return self._remarks.get(day, "")

    def adding(
        self, *, holidays: dict[date, str] | None = None, closures: tuple[Closure, ...] = ()
    ) -> Calendar:
        added = holidays or {}
        kept = frozenset(pair for pair in self.holidays if pair[0] not in added)
        return replace(
            self, holidays=kept | frozenset(added.items()), closures=self.closures | frozenset(closures)
        )

    def removing(self, *holidays: date) -> Calendar:
        """Without these bank holidays. Taking away a day that is none is a mistake worth hearing about."""
        known = {day for day, _ in self.holidays}
        for day in holidays:
            if day not in known:
                raise DateProblem("removed_holidays", f"{long_date(day)} is not a bank holiday")
        return replace(self, holidays=frozenset(pair for pair in self.holidays if pair[0] not in holidays))

    def with_weekend(self, weekend: frozenset[int]) -> Calendar:
        return replace(self, weekend=weekend)

    def for_deadline(self, kind: str, authority: Authority) -> Calendar:
        """This calendar with only those closures that stop the given kind of deadline."""
        return _for_deadline(self, kind, authority) if self.closures else self

    def with_every_closure(self) -> Calendar:
        """This calendar with every closure stopping the clock, for a rule that says so."""
        if not (self.closures or self.open_closures):
            return self
        every = frozenset(
            replace(closure, counts_for=EVERY_DEADLINE) for closure in self.closures | self.open_closures
        )
        return replace(self, closures=every, open_closures=frozenset())


@lru_cache(maxsize=256)
def _for_deadline(calendar: Calendar, kind: str, authority: Authority) -> Calendar:
    stops = frozenset(closure for closure in calendar.closures if closure.counts_for & {kind, authority})
    return replace(
        calendar, closures=stops, open_closures=calendar.open_closures | (calendar.closures - stops)
    )


@dataclass(frozen=True, slots=True)
class Count:
    """The days looked at, in the order they were looked at, and the one the count ended on."""

    last: date
    days: tuple[Day, ...]
    provisional: bool


def count_days(
    anchor: date,
    number: int,
    unit: Unit,
    calendar: Calendar,
    *,
    backwards: bool = False,
    count_anchor_day: bool = False,
    anchor_reason: str = "the day it is counted from",
    anchor_field: str = "anchor_date",
    number_field: str = "period",
) -> Count:
    """Count days away from the anchor. The anchor is day one if `count_anchor_day`, otherwise it is left out.

    When the anchor is to be counted but is not a day of the unit, the count starts with the next that is.
    """
    calendar.require(anchor, anchor_field)
    _require_countable(number, unit, count_anchor_day, number_field)
    working = unit in ("working", "clear_working")
    step = -ONE_DAY if backwards else ONE_DAY
    day, counted, days = anchor, 0, []
    if count_anchor_day:
        day -= step
    else:
        days.append(Day(anchor, False, None, anchor_reason))
    while counted < number:
        day += step
        if not calendar.first <= day <= calendar.last:
            raise DateProblem(
                anchor_field, f"counting from {long_date(anchor)} runs beyond the known calendar"
            )
        skip = calendar.why_not_working(day) if working else ""
        if skip:
            days.append(Day(day, False, None, skip))
            continue
        counted += 1
        days.append(Day(day, True, counted, _counted_reason(calendar, day, working)))
    reaches = max(anchor, day)
    return Count(day, tuple(days), working and reaches > calendar.known_until)


def _counted_reason(calendar: Calendar, day: date, working: bool) -> str:
    plain = "working day" if working else "calendar day"
    remark = calendar.remark(day) if working else ""
    return f"{plain}; {remark}" if remark else plain


def _require_countable(number: int, unit: Unit, count_anchor_day: bool, number_field: str) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise DateProblem(number_field, "give a whole number of days, 1 or more")
    if number > LONGEST_COUNT:
        raise DateProblem(number_field, f"{number} days is no deadline; the most is {LONGEST_COUNT}")
    if unit not in UNITS:
        raise DateProblem("unit", f"“{unit}” is not one of {', '.join(UNITS)}")
    if count_anchor_day and unit.startswith("clear_"):
        raise DateProblem(
            "count_anchor_day", "a clear day is a whole day after the event, so the day itself cannot count"
        )


def step_to_working_day(
    day: date, calendar: Calendar, *, backwards: bool = False, anchor_field: str = "anchor_date"
) -> Count:
    """The nearest working day on or after (or before) the day, with the days passed over."""
    start, days = day, []
    step = -ONE_DAY if backwards else ONE_DAY
    calendar.require(day, anchor_field)
    while reason := calendar.why_not_working(day):
        days.append(Day(day, False, None, reason))
        day += step
        if not calendar.first <= day <= calendar.last:
            raise DateProblem(
                anchor_field, f"counting from {long_date(start)} runs beyond the known calendar"
            )
    return Count(day, tuple(days), max(start, day) > calendar.known_until)


def roll(
    day: date,
    rule: Roll,
    calendar: Calendar,
    *,
    anchor_field: str = "anchor_date",
    not_before: date | None = None,
) -> Count:
    """Move a last day that is no working day, if the rule says to; never to before the day it runs from."""
    if rule == "none":
        return Count(day, (), False)
    moved = step_to_working_day(
        day, calendar, backwards=rule == "previous_working_day", anchor_field=anchor_field
    )
    if not_before and moved.last < not_before:
        raise DateProblem(
            "roll", f"it would move the last day back to {long_date(moved.last)}, before the period begins"
        )
    return moved


def weekday_of_following_week(anchor: date, weekday: int) -> date:
    """The given weekday (Monday is 0) of the week after the anchor's. A week runs from Monday to Sunday."""
    if weekday not in range(7):
        raise DateProblem("weekday", "give a day of the week")
    monday = anchor - timedelta(days=anchor.weekday())
    return monday + timedelta(days=7 + weekday)


def in_order(*groups: tuple[Day, ...]) -> tuple[Day, ...]:
    """The days of several counts, earliest first; a later group's word on a day replaces an earlier one's."""
    by_date = {day.date: day for group in groups for day in group}
    return tuple(by_date[day] for day in sorted(by_date))
