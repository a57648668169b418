"""The dates of one meeting, and the story of 19 September 2022 as an officer reads it."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from committees.calendar_changes import Kind, change_calendar, withdraw_change
from committees.meeting_dates import set_dates
from committees.meetings import reschedule
from committees.models import Meeting, Publication, TimetableStep
from council.calendar_in_force import calendar_in_force
from council.models import CalendarDay
from scrutiny.tests.cast import LONDON, Cast, meeting

Step = TimetableStep.Kind
IN_JUNE = datetime(2027, 6, 10, 9, 0, tzinfo=LONDON)


def text(response) -> str:
    return response.content.decode()


def page_of(client: Client, held: Meeting) -> str:
    return text(client.get(f"/workspace/meetings/{held.reference}/dates/"))


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(IN_JUNE, tick=False):
        yield


@pytest.fixture
def held(cast: Cast) -> Meeting:
    held = meeting(cast.committee, datetime(2027, 6, 24, 10, 15, tzinfo=LONDON))
    set_dates(held, calendar_in_force())
    return held


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def test_each_date_is_shown_in_order_with_its_state_and_reasons(officer: Client, held: Meeting) -> None:
    page = page_of(officer, held)

    assert page.index("Draft reports") < page.index("Publish the agenda") < page.index("Follow up actions")
    assert "not recorded as done" in page
    assert page.count("why-date") == 10  # eight of the timetable, two of inspection
    assert "Wednesday 16 June 2027" in page
    assert "Tuesday 15 June 2027 at 10am" in page
    assert "Thursday 23 June 2033" in page


def test_a_date_is_marked_as_done_and_taken_back(officer: Client, held: Meeting) -> None:
    row = held.dates.get(kind=Step.DRAFT_REPORT)

    done = text(officer.post(f"/workspace/dates/{row.pk}/done/", follow=True))
    row.refresh_from_db()
    assert row.met_at == IN_JUNE
    assert "Not done after all" in done
    officer.post(f"/workspace/dates/{row.pk}/done/", {"undo": "1"})

    row.refresh_from_db()
    assert row.met_at is None
    assert Entry.objects.filter(verb__in=["meet date", "take back met date"]).count() == 2


def test_the_agendas_date_is_met_by_publishing_alone(officer: Client, held: Meeting) -> None:
    row = held.dates.get(kind=Step.AGENDA_PUBLICATION)

    page = text(officer.post(f"/workspace/dates/{row.pk}/done/", follow=True))

    assert "Publishing the agenda marks this date as met" in page
    row.refresh_from_db()
    assert row.met_at is None


def test_moving_a_meeting_moves_its_open_dates_and_says_what_is_past(
    officer: Client, cast: Cast, held: Meeting
) -> None:
    done = held.dates.get(kind=Step.DRAFT_REPORT)
    done.met_at = IN_JUNE
    done.save()
    address = f"/workspace/meetings/{held.reference}/reschedule/"
    earlier = {"date_day": "16", "date_month": "6", "date_year": "2027", "time": "10:15am"}

    warned = text(officer.post(address, earlier))
    moved = reschedule(held, start=datetime(2027, 6, 16, 10, 15, tzinfo=LONDON), by=cast.officer)

    assert "Publish the agenda would have been due on Tuesday 8 June 2027" in warned
    assert moved.dates.get(kind=Step.AGENDA_PUBLICATION).due_on == date(2027, 6, 8)
    assert moved.dates.get(kind=Step.DRAFT_REPORT).due_on == done.due_on


@pytest.mark.parametrize("state", ["cancelled", "private", "empty"])
def test_a_meeting_without_dates_says_why(officer: Client, cast: Cast, state: str) -> None:
    start = datetime(2027, 7, 1, 10, 0, tzinfo=LONDON)
    fields = {
        "cancelled": {"state": Meeting.State.CANCELLED, "cancelled_at": IN_JUNE},
        "private": {"kind": Meeting.Kind.BRIEFING},
        "empty": {},
    }
    held = meeting(cast.committee, start, **fields[state])

    assert "No dates" in page_of(officer, held)

    officer.post(f"/workspace/meetings/{held.reference}/dates/work-out/")
    assert held.dates.count() == (8 if state == "empty" else 0)


def test_more_dates_ask_no_more_of_the_database(officer: Client, cast: Cast, held: Meeting) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page_of(officer, held)
        return len(captured)

    held.dates.exclude(kind=Step.DRAFT_REPORT).delete()
    page_of(officer, held)
    one = queries()
    set_dates(held, calendar_in_force())

    assert queries() == one


FUNERAL = date(2022, 9, 19)


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2022, 9, day, hour, 0, tzinfo=LONDON)


def test_the_story_of_19_september_2022_through_the_pages(officer: Client, cast: Cast) -> None:
    with time_machine.travel(at(1), tick=False):
        officer.force_login(cast.officer)  # A session of another day is over.
        change_calendar(Kind.NOT_A_HOLIDAY, FUNERAL, "Not yet proclaimed", by=cast.officer, reason="As known")
        held = meeting(cast.committee, datetime(2022, 9, 22, 10, 15, tzinfo=LONDON))
        set_dates(held, calendar_in_force())
        assert "Wednesday 14 September 2022" in text(officer.get(f"/meetings/{held.reference}/"))
    with time_machine.travel(at(14, 16), tick=False):
        officer.force_login(cast.officer)  # A session of another day is over.
        Publication.objects.create(
            meeting=held, number=1, published_at=at(14, 16), published_by=cast.officer, content_key="k"
        )
        held.dates.filter(kind=Step.AGENDA_PUBLICATION).update(met_at=at(14, 16))
        on_time = page_of(officer, held)
    with time_machine.travel(at(15), tick=False):
        officer.force_login(cast.officer)  # A session of another day is over.
        change = CalendarDay.objects.get()
        officer.post(f"/workspace/calendar/changes/{change.pk}/withdraw/")
        effects = text(officer.get(f"/workspace/calendar/changes/{change.pk}/"))
        dates = page_of(officer, held)
        preflight = text(officer.get(f"/workspace/meetings/{held.reference}/publish/"))
        dashboard = text(officer.get("/workspace/"))

    assert "5 clear days before the meeting, 5 required" in on_time
    assert "left the agenda with too little notice" not in on_time
    assert "Too little notice now" in effects
    assert "See what to do about too little notice" in dashboard
    assert "4 clear days before the meeting, 1 fewer than the 5 required" in dates
    for page in (dates, preflight):
        assert "left the agenda with too little notice" in page
        assert "Take the monitoring officer" in page
    # History: the publication and the date it met are as they were, with the reasons of their own day.
    row = held.dates.get(kind=Step.AGENDA_PUBLICATION)
    assert (row.due_on, row.met_at) == (date(2022, 9, 14), at(14, 16))
    assert "Bank holiday" not in str(row.explanation)
    assert held.publications.get().published_at == at(14, 16)


def test_a_later_change_that_gives_the_day_back_heals_the_notice(officer: Client, cast: Cast) -> None:
    with time_machine.travel(datetime(2027, 6, 16, 16, 0, tzinfo=LONDON), tick=False):
        officer.force_login(cast.officer)
        held = meeting(cast.committee, datetime(2027, 6, 24, 10, 15, tzinfo=LONDON))
        set_dates(held, calendar_in_force())
        Publication.objects.create(
            meeting=held,
            number=1,
            published_at=datetime.now(LONDON),
            published_by=cast.officer,
            content_key="k",
        )
        change = change_calendar(Kind.HOLIDAY, date(2027, 6, 21), "Jubilee", by=cast.officer, reason="Said")
        broken = page_of(officer, held)
        withdraw_change(change, by=cast.officer)
        healed = page_of(officer, held)

    assert "left the agenda with too little notice" in broken
    assert "left the agenda with too little notice" not in healed
    assert "(withdrawn)" in healed


@pytest.fixture
def published(cast: Cast, held: Meeting) -> Meeting:
    """Published on the last day that gives five clear days for 24 June."""
    with time_machine.travel(datetime(2027, 6, 16, 16, 0, tzinfo=LONDON), tick=False):
        Publication.objects.create(
            meeting=held,
            number=1,
            published_at=datetime.now(LONDON),
            published_by=cast.officer,
            content_key="k",
        )
        change_calendar(Kind.HOLIDAY, date(2027, 6, 21), "Jubilee", by=cast.officer, reason="Said")
    return held


def move_to(held: Meeting, day: int, cast: Cast) -> Meeting:
    return reschedule(held, start=datetime(2027, 6, day, 10, 15, tzinfo=LONDON), by=cast.officer)


def test_moving_to_a_later_day_gives_the_notice_back(officer: Client, cast: Cast, published: Meeting) -> None:
    assert "left the agenda with too little notice" in page_of(officer, published)

    moved = move_to(published, 25, cast)

    page = page_of(officer, moved)
    assert "left the agenda with too little notice" not in page
    assert "5 clear days before the meeting, 5 required" in page
    assert "See what to do" not in text(officer.get("/workspace/"))


def test_moving_to_an_earlier_day_warns_of_too_little_notice(
    officer: Client, cast: Cast, published: Meeting
) -> None:
    withdraw_change(CalendarDay.objects.get(), by=cast.officer)

    moved = move_to(published, 23, cast)

    for page in (
        page_of(officer, moved),
        text(officer.get(f"/workspace/meetings/{moved.reference}/publish/")),
    ):
        assert "4 clear days before the meeting, 1 fewer than the 5 required" in page
        assert "Take the monitoring officer" in page
