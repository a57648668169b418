"""Calendars are read back by a program of other people, as a calendar program would."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from committees.meetings import cancel_meeting, create_meeting, edit_meeting, reschedule
from committees.models import Meeting
from scrutiny.tests.cast import LONDON, Cast, committee

pytestmark = pytest.mark.django_db
SUMMER = datetime(2027, 7, 6, 10, 15, tzinfo=LONDON)
WINTER = datetime(2027, 12, 7, 10, 15, tzinfo=LONDON)


def fetched(client: Client, path: str) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    events = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["uid"]): event for event in events}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return create_meeting(cast.committee, start=SUMMER, by=cast.officer)


def test_a_meeting_is_at_its_time_in_london(client: Client, meeting: Meeting, cast: Cast) -> None:
    create_meeting(cast.committee, start=WINTER, by=cast.officer)
    found = fetched(client, f"/committees/{cast.committee.slug}/calendar.ics")
    starts = [event.decoded("dtstart") for event in found.values()]
    assert [start.astimezone(LONDON).isoformat() for start in starts] == [
        "2027-07-06T10:15:00+01:00",
        "2027-12-07T10:15:00+00:00",
    ]


def test_what_is_moved_keeps_its_uid_and_counts_on(client: Client, meeting: Meeting, cast: Cast) -> None:
    path = "/meetings/calendar.ics"
    ((uid, before),) = fetched(client, path).items()
    moved = reschedule(meeting, start=WINTER, by=cast.officer)
    ((same, after),) = fetched(client, path).items()
    assert same == uid
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == WINTER
    assert after.decoded("dtstamp") >= before.decoded("dtstamp")
    assert str(after["url"]).endswith(moved.get_absolute_url())
    assert moved.reference != meeting.reference


def test_what_is_called_off_stays_in_and_says_so(client: Client, meeting: Meeting, cast: Cast) -> None:
    notice = (
        "Too little to discuss; the next meeting takes it up. " * 5
        + "Ünwetter \U0001f327, \\ ; \n BEGIN:VALARM"
    )
    cancel_meeting(meeting, notice=notice, by=cast.officer)
    (event,) = fetched(client, "/meetings/calendar.ics").values()
    assert event["status"] == "CANCELLED"
    assert str(event["summary"]) == f"Cancelled: {cast.committee.name}"
    assert notice.strip() in str(event["description"])
    assert event.subcomponents == []


def test_each_committee_has_its_own_and_private_meetings_are_in_none(
    client: Client, meeting: Meeting, cast: Cast
) -> None:
    other = committee("OTH", "Other Committee", cast.committee.contact)
    create_meeting(
        cast.committee, start=WINTER, kind=Meeting.Kind.BRIEFING, by=cast.officer, venue="Secret room"
    )
    assert len(fetched(client, "/meetings/calendar.ics")) == 1
    assert fetched(client, f"/committees/{other.slug}/calendar.ics") == {}
    assert client.get("/committees/none-of-them/calendar.ics").status_code == 404
    private = Meeting.objects.get(kind=Meeting.Kind.BRIEFING)
    assert client.get(f"/meetings/{private.reference}/calendar.ics").status_code == 404
    assert len(fetched(client, f"/meetings/{meeting.reference}/calendar.ics")) == 1


def test_whoever_has_it_already_is_told_so(client: Client, meeting: Meeting, cast: Cast) -> None:
    path = "/meetings/calendar.ics"
    first = client.get(path)
    again = {"If-None-Match": first["ETag"]}
    assert client.get(path, headers=again).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    edit_meeting(meeting, version=meeting.version, venue="Another hall", by=cast.officer)
    assert client.get(path, headers=again).status_code == 200
    assert first["Access-Control-Allow-Origin"] == "*"


def test_they_cost_the_same_however_many_there_are(
    client: Client, meeting: Meeting, cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        client.get("/meetings/calendar.ics")
    with django_assert_num_queries(2):
        client.get("/meetings/calendar.ics")
    create_meeting(cast.committee, start=WINTER, by=cast.officer)
    with django_assert_num_queries(4):
        client.get("/meetings/calendar.ics")
