"""An officer plans a year from a longlist of 25, moves topics by pointer and by keys, and puts it onto an agenda."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from committees.models import Paper
from scrutiny.tests.browser.conftest import sign_in
from scrutiny.tests.cast import Cast
from workprogramme.models import Criterion, ProgrammeSection, Score, Suggestion, Topic, TopicSlip
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
