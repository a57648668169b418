"""An officer plans the year of four committees, resolves a clash, makes the meetings and moves one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from committees.meetings import create_meeting
from committees.models import Meeting
from scrutiny.tests.axe import assert_accessible_at_all_widths
from scrutiny.tests.browser.conftest import sign_in
from scrutiny.tests.cast import Cast, committee, seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Two of them on one day at nearly one time, with a member on both.
PATTERNS = [
    ("People and Families Scrutiny Committee", "Second", "Thursday", "10:15am", "Committee Room 1"),
    ("Environment Scrutiny Committee", "Third", "Tuesday", "2pm", "Committee Room 2"),
    ("Corporate Overview Committee", "Second", "Thursday", "11am", "Committee Room 2"),
    ("Health Scrutiny Committee", "First", "Wednesday", "6:30pm", "Committee Room 1"),
]
MONTHS = ["June", "September", "November"]


@pytest.fixture
def four_committees(cast: Cast) -> Cast:
    contact = cast.committee.contact
    corporate = committee("CORP", "Corporate Overview Committee", contact)
    committee("HLTH", "Health Scrutiny Committee", contact)
    seat(corporate, cast.member)
    return cast


def plan_a_year(page: Page) -> None:
    page.get_by_role("link", name="Year plan").first.click()
    page.get_by_role("button", name="Plan a year").or_(
        page.get_by_role("link", name="Plan a year")
    ).first.click()
    page.get_by_role("button", name="Make the plan").click()
    for name, week, weekday, time, venue in PATTERNS:
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_label(week, exact=True).check()
        page.get_by_label(weekday, exact=True).check()
        for box in page.get_by_role("checkbox").all():
            box.uncheck()
        for month in MONTHS:
            page.get_by_label(month, exact=True).check()
        page.get_by_label("Start time").fill(time)
        page.get_by_label("Venue").fill(venue)
        page.get_by_role("button", name="Propose the meetings").click()
        expect(page.get_by_text(f"{name}: 3 meetings proposed.")).to_be_visible()


def resolve_clashes(page: Page) -> None:
    expect(page.get_by_text("6 of 12 meetings to look at")).to_be_visible()
    expect(page.get_by_text("shares Councillor M Membury").first).to_be_visible()
    for _ in MONTHS:
        page.get_by_role("link", name="Resolve Corporate").first.click()
        page.get_by_role("button", name="Move to ").first.click()
        expect(page.get_by_text("saved, and nothing stands in its way")).to_be_visible()
    expect(page.get_by_text("Nothing stands in the way of any of them.")).to_be_visible()


def test_a_year_of_four_committees(page: Page, live_server: Any, four_committees: Cast) -> None:
    sign_in(page, live_server.url, four_committees.monitoring_officer.email)
    plan_a_year(page)
    assert_accessible_at_all_widths(page, "a plan with clashes")
    resolve_clashes(page)

    page.get_by_role("button", name="Year calendar").click()
    expect(page.locator(".app-year-month")).to_have_count(12)
    assert_accessible_at_all_widths(page, "the year calendar")
    page.get_by_role("link", name="Back to the plan").click()
    page.get_by_role("button", name="Make the meetings").click()
    page.get_by_role("button", name="Make all meetings").click()
    expect(page.get_by_text("12 meetings are made")).to_be_visible()
    assert Meeting.objects.count() == 12
    assert all(meeting.dates.count() == 8 for meeting in Meeting.objects.all())

    move_one(page, live_server.url)


def move_one(page: Page, site: str) -> None:
    """To a day so soon that most of its timetable is past already."""
    made = Meeting.objects.earliest("start")
    page.goto(f"{site}/workspace/meetings/{made.reference}/reschedule/")
    soon = timezone.localdate() + timedelta(days=7)
    page.get_by_label("Day", exact=True).fill(str(soon.day))
    page.get_by_label("Month", exact=True).fill(str(soon.month))
    page.get_by_label("Year", exact=True).fill(str(soon.year))
    page.get_by_role("button", name="Reschedule").click()
    expect(page.get_by_text("Draft reports would have been due on")).to_be_visible()
    assert_accessible_at_all_widths(page, "warnings about moving")
    page.get_by_role("button", name="Reschedule anyway").click()
    page.get_by_role("link", name="Dates", exact=True).click()
    expect(page.get_by_text("not recorded as done").first).to_be_visible()


def test_why_this_date_opens_by_keyboard(page: Page, live_server: Any, cast: Cast) -> None:
    start = timezone.now() + timedelta(days=60)
    made = create_meeting(cast.committee, start=start, by=cast.officer)
    sign_in(page, live_server.url, cast.officer.email)
    page.wait_for_url("**/workspace/**")
    page.goto(f"{live_server.url}/workspace/meetings/{made.reference}/dates/")
    row = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Publish the agenda"))
    for _ in range(80):
        page.keyboard.press("Tab")
        if row.locator("summary").evaluate("element => element === document.activeElement"):
            break
    expect(row.get_by_text("5 clear working days lie between")).to_be_hidden()

    page.keyboard.press("Enter")

    expect(row.get_by_text("5 clear working days lie between")).to_be_visible()
    expect(row.get_by_role("table")).to_be_visible()
    assert_accessible_at_all_widths(page, "the dates of a meeting with the reasons open")
    page.keyboard.press("Enter")
    expect(row.get_by_role("table")).to_be_hidden()


@pytest.mark.parametrize(
    "path",
    [
        "calculator/?kind=call_in_last_day&answer=1",
        "calculator/?kind=agenda_publication_deadline&answer=1&basis=working&clear_days=5"
        "&meeting_date_day=22&meeting_date_month=9&meeting_date_year=2022",
    ],
)
def test_pages_are_accessible(page: Page, live_server: Any, cast: Cast, path: str) -> None:
    sign_in(page, live_server.url, cast.monitoring_officer.email)
    page.wait_for_url("**/workspace/**")
    page.goto(f"{live_server.url}/workspace/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible_at_all_widths(page, path)
