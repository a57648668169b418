"""An officer plans a year from a longlist of 25, moves topics by pointer and by keys, and puts it onto an agenda.

Then a review is made of one of them, reports with three recommendations, and the response is recorded.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from committees.models import Meeting, Paper
from scrutiny.tests import cast as people
from scrutiny.tests.browser.conftest import sign_in
from scrutiny.tests.cast import Cast
from workprogramme.models import (
    Criterion,
    ProgrammeSection,
    Recommendation,
    Review,
    Score,
    Suggestion,
    Topic,
    TopicSlip,
)
from workprogramme.planning import add_topic
from workprogramme.timing import When
from workprogramme.years import year_of

from .programme import days_ahead, meeting, section, suggestion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONGLIST = 25


@pytest.fixture
def planned(cast: Cast) -> list[Any]:
    """Three meetings to come, a longlist with points, and one topic at the first meeting."""
    meetings = [meeting(cast, days) for days in (20, 50, 80)]
    year = year_of(days_ahead(20).date())
    criterion = Criterion.objects.first() or Criterion.objects.create(name="Interest", question="Why?")
    for number in range(LONGLIST):
        made = suggestion(cast, f"Suggestion {number}", year=year)
        Score.objects.create(suggestion=made, criterion=criterion, points=number % 4, by=cast.officer)
    assert ProgrammeSection.objects.exists()
    add_topic(
        cast.committee,
        year=year,
        when=When(meeting=meetings[0]),
        section=section(),
        title="Harbour dues",
        by=cast.officer,
    )
    return meetings


def adopt_the_best(page: Page, site: str) -> None:
    page.goto(f"{site}/workspace/committees/people-and-families-scrutiny-committee/longlist/")
    expect(page.get_by_text("25 suggestions, the best scored first")).to_be_visible()
    for left in (24, 23):
        page.get_by_role("link", name="Adopt Suggestion").first.click()
        page.get_by_role("button", name="Adopt it").click()
        expect(page.get_by_text(f"{left} suggestions, the best scored first")).to_be_visible()


def topic_on_plan(page: Page, title: str) -> Locator:
    return page.locator(f'[data-plan-title="{title}"]')


def drag(page: Page, title: str, to: Any) -> None:
    mark = topic_on_plan(page, title).locator("[data-plan-mark]").bounding_box()
    line = page.locator(f'[data-plan-meeting="{to.pk}"] line').bounding_box()
    assert mark
    assert line
    page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.mouse.down()
    page.mouse.move(line["x"], mark["y"] + 5, steps=6)
    page.mouse.up()


def test_a_year_is_planned(page: Page, live_server: Any, cast: Cast, planned: list[Any]) -> None:
    first, second, third = planned
    sign_in(page, live_server.url, cast.officer.email)
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    adopt_the_best(page, live_server.url)
    adopted = Topic.objects.filter(adopted_from__isnull=False).order_by("pk").first()
    assert adopted

    page.goto(f"{live_server.url}/workspace/committees/people-and-families-scrutiny-committee/programme/")
    drag(page, "Harbour dues", second)
    page.get_by_label("Why does it move?").fill("The audit is late.")
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_text(f"“Harbour dues” is planned for {second.date:%-d %B %Y} now.")).to_be_visible()

    topic_on_plan(page, adopted.title).focus()
    for _meeting in planned:
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Why does it move?")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"“{adopted.title}” is planned for {third.date:%-d %B %Y} now.")).to_be_visible()

    page.get_by_role("button", name="Put it onto the agenda of").click()
    expect(page.get_by_text("The programme is on the agenda, as it stands now.")).to_be_visible()

    assert [slip.reason for slip in TopicSlip.objects.order_by("pk")] == ["The audit is late.", "Scheduled."]
    assert {topic.item.meeting for topic in Topic.objects.filter(item__isnull=False)} == {second, third}
    assert Paper.objects.get(title="Work programme").item.meeting == first
    assert Suggestion.objects.waiting().count() == LONGLIST - 2

    held = meeting_held(cast)
    scope_a_review(page, live_server.url, held)
    report_with_recommendations(page)
    record_the_responses(page, live_server.url)
    assert Review.objects.get().state == "reported"
    answers = Recommendation.objects.order_by("pk").values_list("answer", flat=True)
    assert list(answers) == ["accepted", "rejected", ""]


def meeting_held(cast: Cast) -> Meeting:
    """A meeting that has been, for the scope to be approved at."""
    return people.meeting(cast.committee, days_ahead(-20))


def press(page: Page, name: str, then: str) -> None:
    """A button that leads to a page, or a page again, that says something."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(then).first).to_be_visible()


def fill_date(page: Page, day: date) -> None:
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).first.fill(str(value))


def scope_a_review(page: Page, site: str, held: Meeting) -> None:
    page.goto(f"{site}/workspace/committees/people-and-families-scrutiny-committee/reviews/add/")
    page.get_by_label("What is reviewed?").fill("Harbour dues")
    page.get_by_label("Task and finish group").check()
    press(page, "Save", "Write its scoping document next.")
    page.get_by_role("link", name="Write the scoping document").click()
    page.get_by_label("Rationale for the review").fill("Fishermen have asked.")
    page.get_by_label("Key lines of enquiry").fill("Who pays?\nWho does not?")
    press(page, "Save", "The scoping document is saved.")
    page.get_by_role("button", name="The committee has approved the scope").click()
    page.get_by_label("At which meeting was it approved?").select_option(str(held.pk))
    press(page, "Save", "Approved by the committee")
    page.get_by_role("button", name="Start the review").click()
    fill_date(page, held.date)
    press(page, "Save", "To be done by")
    press(page, "Publish it", "Everybody can read of it now.")


def report_with_recommendations(page: Page) -> None:
    page.get_by_role("button", name="Write the report").click()
    page.get_by_label("Report", exact=True).fill("### What we found\n\nThe dues are old.")
    press(page, "Save", "The draft is saved.")
    here = page.url
    for number in (1, 2, 3):
        page.get_by_role("link", name="Add a recommendation").click()
        page.get_by_label("Recommendation", exact=True).fill(f"Look at due {number} again")
        page.get_by_label("The executive").check()
        page.get_by_label("Addressed to").fill("Cabinet Member for Harbours")
        press(page, "Save", "is drafted.")
        page.goto(here)
    page.get_by_role("button", name="Put the report onto the next agenda").click()
    expect(page.get_by_text("The report is on the agenda of")).to_be_visible()
    assert Paper.objects.filter(title="Report of the review: Harbour dues").exists()
    page.goto(here)
    page.get_by_role("button", name="The committee has agreed the report").click()
    fill_date(page, timezone.localdate())
    press(page, "Save", "The report is the committee’s.")


def record_the_responses(page: Page, site: str) -> None:
    first, second, third = Recommendation.objects.order_by("pk")
    page.goto(f"{site}/workspace/recommendations/{first.pk}/")
    page.get_by_role("button", name="Send it").click()
    for each in (second, third):
        page.get_by_label(each.text).check()
    press(page, "Save", "It is sent, and its clock runs.")
    for each, answer, words in ((first, "Accepted", "What will be done?"), (second, "Rejected", "Why not")):
        page.goto(f"{site}/workspace/recommendations/{each.pk}/")
        page.get_by_role("button", name="Record the response").click()
        page.get_by_label(answer, exact=True).check()
        page.get_by_label(words).fill("The dues of 1987 stay for a year.")
        fill_date(page, timezone.localdate())
        press(page, "Save", "The response is recorded.")
    page.goto(f"{site}/recommendations/")
    expect(page.get_by_text("The dues of 1987 stay for a year.").first).to_be_visible()
    expect(page.get_by_text("A response is due by")).to_be_visible()
