"""Builds and publishes packs while the demo is loaded, without a worker."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from committees import building
from committees.models import Build, Meeting, Publication
from committees.publishing import publish
from committees.timetable import agenda_publication_deadline
from council.calendar_in_force import calendar_in_force

AFTERNOON = time(15, 40)


class NotBuilt(Exception):
    """A pack of the demo could not be built; the message says why."""


def publish_pack(meeting: Meeting, *, by: User, at: datetime | None = None) -> Publication:
    """On the last day for it, unless the day is given."""
    # The row alone, without ringing for a worker: this process builds the pack itself.
    build = Build.objects.create(meeting=meeting, requested_by=by)
    building.run(build.pk)
    build.refresh_from_db()
    if build.state != Build.State.BUILT:
        raise NotBuilt(f"{meeting}: {build.error}")
    return publish(build, by=by, at=at or _in_time(meeting))


def _in_time(meeting: Meeting) -> datetime:
    deadline = agenda_publication_deadline(meeting.date, calendar_in_force()).date
    afternoon = datetime.combine(deadline, AFTERNOON, ZoneInfo("Europe/London"))
    return min(afternoon, timezone.now() - timedelta(minutes=5))
