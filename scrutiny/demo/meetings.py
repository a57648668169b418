"""The demo's diary: three years of meetings around today, and the year of the meeting of April 2019."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda_template import notes_for
from committees.meeting_dates import set_dates
from committees.meetings import create_meeting
from committees.models import Committee, Meeting
from committees.models.committee import ItemKind
from council.calendar_in_force import calendar_in_force

from .diary import Pattern, day_between, days_of_year, diary_year
from .source import table

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
# The agenda being made: far enough ahead that it can still be published in time.
BEING_MADE = ("PAF", 9, 15)
# The agenda published for the coming days: any other committee that meets then, or else an extra meeting of this one.
PUBLISHED = ("PES", 2, 8)
# Pages print these after “This meeting is cancelled.”
NO_BUSINESS = "No business was ready for it. The next meeting will take place as planned."
SNOW = "It was called off because of snow. Its business will be taken at the next meeting."


def load_diary(today: date, by: User) -> None:
    for row in table("committees.toml")["committees"]:
        committee = Committee.objects.get(code=row["code"])
        for day, kind in sorted(_diary(row, today).items()):
            meet(committee, day, kind=kind, by=by)
        for meeting in committee.meetings.public().filter(start__year__gt=2019):
            say_when_next(meeting)
    _cancel_some(today, by)


def _diary(row: dict[str, Any], today: date) -> dict[date, str]:
    """Last year, this year and next year; a meeting soon where the demo needs one."""
    pattern = Pattern(row["week"], row["weekday"])
    days: dict[date, str] = dict.fromkeys(_public_days(row, today), Meeting.Kind.PUBLIC)
    for month, kind in row.get("private", {}).items():
        for year in _years(today):
            for day in days_of_year(year, [int(month)], pattern):
                days.setdefault(day, kind)
    for coming in (being_made(today), published_soon(today)):
        if coming[0] == row["code"]:
            days[coming[1]] = Meeting.Kind.PUBLIC
    return days


def _years(today: date) -> range:
    return range(diary_year(today) - 1, diary_year(today) + 2)


def _public_days(row: dict[str, Any], today: date) -> list[date]:
    pattern = Pattern(row["week"], row["weekday"])
    return [day for year in _years(today) for day in days_of_year(year, row["months"], pattern)]


def being_made(today: date) -> tuple[str, date]:
    """The committee whose next agenda is in progress, and the day; an extra meeting where the pattern has none."""
    return _near(*BEING_MADE, today)


def published_soon(today: date) -> tuple[str, date]:
    code, first, last = PUBLISHED
    for row in table("committees.toml")["committees"]:
        days = [day for day in _public_days(row, today) if first <= (day - today).days <= last]
        if row["code"] != BEING_MADE[0] and days:
            return row["code"], days[0]
    return _near(code, first, last, today)


def _near(code: str, first: int, last: int, today: date) -> tuple[str, date]:
    row = next(row for row in table("committees.toml")["committees"] if row["code"] == code)
    pattern = Pattern(row["week"], row["weekday"])
    return code, day_between(today + first * DAY, today + last * DAY, _public_days(row, today), pattern)


def meet(
    committee: Committee, day: date, *, by: User, kind: str = Meeting.Kind.PUBLIC, at: time | None = None
) -> Meeting:
    start = datetime.combine(day, at or committee.start_time, LONDON)
    venue = {"venue": "To be announced to members"} if kind == Meeting.Kind.SITE_VISIT else {}
    return create_meeting(committee, start=start, kind=kind, by=by, **venue)


def say_when_next(meeting: Meeting) -> None:
    """Once the whole diary is there: when a meeting was made, the one after it was not."""
    notes = notes_for(meeting, meeting.committee.standing_items.all())
    for kind in (ItemKind.MINUTES, ItemKind.NEXT_MEETING):
        meeting.items.filter(kind=kind).update(note=notes[kind])


def _cancel_some(today: date, by: User) -> None:
    """One that was snowed off, one to come that has no business."""
    now = datetime.combine(today, time(12), LONDON)
    hosc = Committee.objects.get(code="HOSC").meetings.public()
    later = hosc.filter(start__gt=now + 21 * DAY).order_by("start").first()
    if later:
        _call_off(later, now, NO_BUSINESS, by)
    corp = Committee.objects.get(code="CORP").meetings.public()
    winter = corp.filter(start__lt=now, start__month=1).order_by("-start").first()
    if winter:
        _call_off(winter, winter.start - DAY, SNOW, by)


def _call_off(meeting: Meeting, at: datetime, notice: str, by: User) -> None:
    """The verb refuses a meeting that has been held; this one was called off in time."""
    meeting.state = Meeting.State.CANCELLED
    meeting.cancelled_at = at
    meeting.cancellation_notice = notice
    meeting.save(update_fields=["state", "cancelled_at", "cancellation_notice"])
    set_dates(meeting, calendar_in_force())
    record("cancel meeting", meeting, by=by, notice=notice)


def held(committee: Committee, today: date) -> list[Meeting]:
    """The public meetings of the last years that took place, in order of date."""
    midnight = timezone.make_aware(datetime.combine(today, time()), LONDON)
    meetings = committee.meetings.public().filter(
        start__year__gt=2019, start__lt=midnight, state=Meeting.State.PLANNED
    )
    return list(meetings.order_by("start"))
