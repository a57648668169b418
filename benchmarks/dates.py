"""Explained deadlines per second, and a year of meetings planned, beside bare numpy counting in the same run.

    python -m benchmarks.dates

numpy only finds the date. The engine also says what every day was and why, which is what the ratio pays for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from time import perf_counter

import numpy

from callins.period import Period
from callins.timetable import call_in_last_day, key_decision_notice
from committees.timetable import (
    Milestone,
    agenda_publication_deadline,
    milestone_date,
    minutes_inspection_end,
)
from council.calendar import england
from scrutiny.lib.working_days import Calendar

ROUNDS = 5
MEETINGS = [date(2026, 1, 5) + timedelta(days=number) for number in range(1000)]
COMMITTEES = 20
MEETINGS_A_YEAR = 12
MILESTONES = (
    Milestone("Draft report", 20),
    Milestone("Clearance", 12),
    Milestone("Final report", 7, at=time(10)),
    Milestone("Public questions", 2, at=time(17)),
    Milestone("Supplement", 1, at=time(12)),
    Milestone("Draft minutes", 5, "after"),
    Milestone("Action follow-up", 10, "after"),
)
OFFSETS = (-20, -12, -7, -2, -1, 5, 10, -6)


def best_of(work: Callable[[], object]) -> float:
    """The quickest of several rounds, in seconds: the one other programs disturbed least."""
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return min(times)


def report(name: str, number: int, ours: float, bare: float) -> None:
    print(
        f"{name:<44} {number / ours:>10,.0f}/s  {ours * 1e3:>8.2f} ms"
        f"   numpy {number / bare:>12,.0f}/s   ratio {ours / bare:>5.1f}"
    )


def one_kind_each(calendar: Calendar, bare: numpy.busdaycalendar) -> None:
    five = Period(number=5, cut_off=time(17))
    kinds: dict[str, tuple[Callable[[date], object], int]] = {
        "agenda, 5 clear working days": (lambda day: agenda_publication_deadline(day, calendar), -6),
        "call-in, 5 working days to 5pm": (lambda day: call_in_last_day(day, calendar, five), 5),
        "key decision, 28 clear calendar days": (lambda day: key_decision_notice(day, calendar), -20),
        "minutes inspection, 6 years": (lambda day: minutes_inspection_end(day, calendar), 20),
    }
    for name, (explain, offset) in kinds.items():
        ours = best_of(lambda explain=explain: [explain(day) for day in MEETINGS])  # type: ignore[misc]
        numpys = best_of(
            lambda offset=offset: [  # type: ignore[misc]
                numpy.busday_offset(day, offset, roll="forward", busdaycal=bare) for day in MEETINGS
            ]
        )
        report(name, len(MEETINGS), ours, numpys)
    ours = best_of(lambda: [agenda_publication_deadline(day, calendar).as_text() for day in MEETINGS])
    print(
        f"{'agenda, with its text written out':<44} {len(MEETINGS) / ours:>10,.0f}/s  {ours * 1e3:>8.2f} ms"
    )


def a_year(calendar: Calendar, bare: numpy.busdaycalendar) -> None:
    """Every milestone of every meeting: 20 committees, 12 meetings, 7 milestones and the agenda."""
    starts = [date(2026, 5, 11) + timedelta(days=number) for number in range(COMMITTEES)]
    meetings = [start + timedelta(days=30 * month) for start in starts for month in range(MEETINGS_A_YEAR)]

    def plan() -> list[object]:
        return [
            (
                agenda_publication_deadline(meeting, calendar),
                *(milestone_date(milestone, meeting, calendar) for milestone in MILESTONES),
            )
            for meeting in meetings
        ]

    def plan_bare() -> list[object]:
        return [
            numpy.busday_offset(meeting, offset, roll="forward", busdaycal=bare)
            for meeting in meetings
            for offset in OFFSETS
        ]

    dates = len(meetings) * len(OFFSETS)
    report(f"a year: {len(meetings)} meetings, {dates} deadlines", dates, best_of(plan), best_of(plan_bare))


def main() -> None:
    started = perf_counter()
    calendar = england()
    print(f"calendar of England built once in {(perf_counter() - started) * 1e3:.0f} ms")
    bare = numpy.busdaycalendar(holidays=sorted(day for day, _ in calendar.holidays))
    one_kind_each(calendar, bare)
    a_year(calendar, bare)


if __name__ == "__main__":
    main()
