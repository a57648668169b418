"""Meetings as calendars that people subscribe to: all of them, a committee’s, or one to take over.

A meeting keeps its UID when it is moved; its SEQUENCE grows with every change, and one that is called off stays
in with STATUS CANCELLED, so that calendars take it off. Times are in UTC, which every calendar shows in its own.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from committees.models import Committee, Meeting
from committees.recent import Recent
from reminders.invitations import event
from scrutiny.lib.explained import long_date
from scrutiny.lib.last_change import NEVER, last_change

from .fresh import tag, unless_known

LOOK_BACK = timedelta(days=400)
# A new number when the same meetings are written in another way.
FORMAT = 1
# Many programs ask for the same in an hour, and one of some thousand meetings takes seconds to write.
written = Recent(most_bytes=16 * 1024 * 1024)
Changes = dict[int, datetime]
# Their histories, which the database writes whoever changes them.
MEETINGS = Meeting.pgh_event_model  # type: ignore[attr-defined]
COMMITTEES = Committee.pgh_event_model  # type: ignore[attr-defined]


@require_safe
def of_all(request: HttpRequest) -> HttpResponseBase:
    return _answer(request, Meeting.objects.public(), "Scrutiny meetings", reverse("committees:meetings"))


@require_safe
def of_committee(request: HttpRequest, slug: str) -> HttpResponseBase:
    committee = get_object_or_404(Committee, slug=slug)
    meetings = Meeting.objects.public().filter(committee=committee)
    return _answer(request, meetings, committee.name, committee.get_absolute_url())


@require_safe
def of_meeting(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One meeting, however long ago."""
    meeting = get_object_or_404(Meeting.objects.public(), reference__iexact=reference)
    only = Meeting.objects.filter(pk=meeting.pk)
    return _answer(request, only, str(meeting), meeting.get_absolute_url(), since=meeting.start)


def _answer(
    request: HttpRequest, meetings: QuerySet[Meeting], name: str, page: str, since: datetime | None = None
) -> HttpResponseBase:
    since = since or timezone.now() - LOOK_BACK
    number, at = _last_change()
    etag = tag(FORMAT, number, settings.SITE_URL, request.path, timezone.localdate(since))

    def write() -> bytes:
        rows = meetings.filter(start__gte=since).select_related("committee").order_by("start", "pk")
        return _written(list(rows), name, page)

    def make() -> HttpResponse:
        response = HttpResponse(written.get(etag, write), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="meetings.ics"'
        return response

    return unless_known(request, etag, at, make)


def _last_change() -> tuple[str, datetime | None]:
    """Which change of a meeting or a committee was the last, and when; never, before there are any."""
    kept = [last_change(history.objects.all(), at="pgh_created_at") for history in (MEETINGS, COMMITTEES)]
    last = max(at for _number, _among, at in kept)
    return str([(number, among) for number, among, _at in kept]), last if last > NEVER else None


def _written(meetings: list[Meeting], name: str, page: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Scrutiny//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("url", settings.SITE_URL + page)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    changed = _changes(meetings)
    for meeting in meetings:
        calendar.add_component(_entry(meeting, changed))
    data: bytes = calendar.to_ical()
    return data


def _changes(meetings: list[Meeting]) -> Changes:
    """When each was last changed."""
    rows = MEETINGS.objects.filter(pgh_obj__in=[meeting.pk for meeting in meetings]).order_by()
    return dict(rows.values_list("pgh_obj").annotate(at=Max("pgh_created_at")))


def _entry(meeting: Meeting, changed: Changes) -> Event:
    entry = event(meeting)
    at = changed.get(meeting.pk)
    if at:
        entry.pop("dtstamp")
        entry.add("dtstamp", at.astimezone(UTC))
        entry.add("last-modified", at.astimezone(UTC))
    words = f"Agenda and papers: {settings.SITE_URL}{meeting.get_absolute_url()}"
    if meeting.is_cancelled:
        entry.pop("summary")
        entry.add("summary", f"Cancelled: {meeting.committee.name}")
        words = f"This meeting is cancelled. {meeting.cancellation_notice}\n\n{words}"
    entry.add("description", f"{meeting.committee.name}, {long_date(meeting.date)}\n\n{words}")
    entry.add("categories", [meeting.committee.name])
    entry.add("transp", "TRANSPARENT" if meeting.is_cancelled else "OPAQUE")
    return entry
