"""Meetings as iCalendar, so that they land in people's own calendars."""

from __future__ import annotations

from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vText

from committees.models import Meeting

# Nobody knows when a meeting will end; a calendar wants to be told something.
USUAL_LENGTH = timedelta(hours=2)


def invitation(meeting: Meeting) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Scrutiny//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event(meeting))
    data: bytes = calendar.to_ical()
    return data


def event(meeting: Meeting) -> Event:
    """The same meeting keeps its UID when it is moved, and a later version replaces an earlier one."""
    entry = Event()
    entry.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("sequence", meeting.version)
    entry.add("dtstamp", meeting.start.astimezone(UTC))
    entry.add("dtstart", meeting.start.astimezone(UTC))
    entry.add("dtend", (meeting.start + USUAL_LENGTH).astimezone(UTC))
    entry.add("summary", meeting.committee.name)
    entry["location"] = vText(meeting.venue)
    entry.add("url", settings.SITE_URL + meeting.get_absolute_url())
    entry.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return entry
