"""The demo's diary: three years of meetings around today, and the year of the meeting of April 2019."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from committees.models import Committee, Meeting

from .diary import Pattern, day_between, days_of_year, diary_year
from .source import table

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


def load_meetings(today: date) -> None:
    for row in table("committees.toml")["committees"]:
        committee = Committee.objects.get(code=row["code"])
        for day, kind in sorted(_diary(row, today).items()):
            meet(committee, day, kind=kind)


def _diary(row: dict[str, Any], today: date) -> dict[date, str]:
    """Last year, this year and next year; a meeting soon where the demo needs one."""
    pattern = Pattern(row["week"], row["weekday"])
    private = {int(month): kind for month, kind in row.get("private", {}).items()}
    days: dict[date, str] = {}
    for year in range(diary_year(today) - 1, diary_year(today) + 2):
        days |= dict.fromkeys(days_of_year(year, row["months"], pattern), Meeting.Kind.PUBLIC)
        for month, kind in private.items():
            days |= dict.fromkeys(days_of_year(year, [month], pattern), kind)
    if row["code"] in SOON:
        days[soon(row, today)] = Meeting.Kind.PUBLIC
    return days


# An agenda being made, to be published within days; and an agenda already published.
SOON = {"PAF": (9, 15), "PES": (2, 8)}


def soon(row: dict[str, Any], today: date) -> date:
    first, last = (today + number * DAY for number in SOON[row["code"]])
    pattern = Pattern(row["week"], row["weekday"])
    planned = [
        day
        for year in range(diary_year(today) - 1, diary_year(today) + 2)
        for day in days_of_year(year, row["months"], pattern)
    ]
    return day_between(first, last, planned, pattern)


def meet(
    committee: Committee, day: date, *, kind: str = Meeting.Kind.PUBLIC, at: time | None = None
) -> Meeting:
    public = kind == Meeting.Kind.PUBLIC
    return Meeting.objects.create(
        committee=committee,
        reference=f"{committee.code}-{day:%Y-%m-%d}",
        kind=kind,
        start=datetime.combine(day, at or committee.start_time, LONDON),
        venue=committee.venue,
        contact=committee.contact,
        pre_meeting_time=committee.pre_meeting_time if public else None,
        pre_meeting_place=committee.pre_meeting_place if public else "",
        pre_meeting_audience=committee.pre_meeting_audience if public else "",
    )
