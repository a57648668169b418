"""`{% why_this_date explained %}`: a date's reasons, folded away, drawn as weeks and told as a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import template

from scrutiny.lib.explained import Day, ExplainedDate

register = template.Library()

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = timedelta(days=7)
LONGER_THAN_A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of the drawing. `day` is empty outside the days that matter."""

    date: date
    day: Day | None
    kind: str
    mark: str
    month: str


@register.inclusion_tag("components/why_this_date.html")
def why_this_date(
    explained: ExplainedDate, summary: str = "Why this date?", opened: bool = False
) -> dict[str, Any]:
    return {
        "explained": explained,
        "opened": opened,
        "summary": summary,
        "weekdays": WEEKDAYS,
        "weeks": weeks_of(explained),
        "any_counted": any(day.counted for day in explained.days),
        "any_skipped": any(kind_of(day, explained) == "skipped" for day in explained.days),
        "lines": explained.day_lines(),
    }


def weeks_of(explained: ExplainedDate) -> list[list[Cell]]:
    """The weeks that hold any of the days, Monday first. An empty list stands for weeks left out."""
    by_date = {day.date: day for day in explained.days}
    mondays = sorted({day - timedelta(days=day.weekday()) for day in by_date})
    weeks: list[list[Cell]] = []
    shown = ""
    with_year = explained.days[-1].date - explained.days[0].date > LONGER_THAN_A_YEAR
    for position, monday in enumerate(mondays):
        if position and monday - mondays[position - 1] > WEEK:
            weeks.append([])
        week = []
        for each in (monday + timedelta(days=number) for number in range(7)):
            day = by_date.get(each)
            month = f"{each:%b %Y}" if with_year else f"{each:%b}"
            week.append(cell_of(each, day, explained, month=month if day and month != shown else ""))
            shown = month if day else shown
        weeks.append(week)
    return weeks


def cell_of(on: date, day: Day | None, explained: ExplainedDate, *, month: str) -> Cell:
    kind = kind_of(day, explained) if day else "outside"
    marks = {"answer": "this date", "start": "start", "skipped": "–", "outside": ""}
    mark = str(day.number) if day and day.counted else marks.get(kind, "")
    return Cell(on, day, kind, mark, month)


def kind_of(day: Day, explained: ExplainedDate) -> str:
    """What a square shows. The answer outranks the start, and both outrank being counted."""
    if day.date == explained.date:
        return "answer"
    if day.date == explained.anchor:
        return "start"
    return "counted" if day.counted else "skipped"
