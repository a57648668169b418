"""Twelve journeys with a keyboard alone: where Tab leads, whether the eye can follow it, what Enter does. By night.

python3 run.py test benchmarks/keyboard.py -n0
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scrutiny.tests.browser.test_axe_everywhere import Site, site, transactional_db, world
from scrutiny.tests.cast import PASSWORD
from scrutiny.tests.world import World

__all__ = ["site", "transactional_db", "world"]

MOST = 220
NAME = """() => { const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0].innerText : "";
  return (at.getAttribute("aria-label") || label || at.innerText || at.value || "").trim().replace(/\\s+/g, " "); }"""
SEEN = """() => { const at = document.activeElement, style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return at.matches(":focus-visible") && (ring || style.boxShadow !== "none") && box.bottom > 0
    && box.top < innerHeight && box.width > 0; }"""


def reach(page: Page, name: str) -> None:
    """Tab until something of that name has the focus; the eye must find it there."""
    met = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        met.append(page.evaluate(NAME))
        if met[-1].startswith(name):
            assert page.evaluate(SEEN), f"{name} has the focus and nothing shows it"
            return
    raise AssertionError(f"Tab never comes to “{name}” on {page.url}, only to {met}")


def follow(page: Page, name: str) -> None:
    reach(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill(page: Page, name: str, words: str) -> None:
    reach(page, name)
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def sign_in(page: Page, email: str) -> None:
    follow(page, "Sign in")
    fill(page, "Email address", email)
    fill(page, "Password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def skip_to_the_words(page: Page, world: World) -> None:
    reach(page, "Skip to main content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def read_a_paper(page: Page, world: World) -> None:
    page.goto(page.url + world.scene.meeting.get_absolute_url().lstrip("/"))
    follow(page, "as a web page")
    follow(page, "Back to the meeting")
    heading(page, "11 April 2019")


def search(page: Page, world: World) -> None:
    fill(page, "Search papers", "contract")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="result")).to_be_visible()


def find_a_meeting(page: Page, world: World) -> None:
    follow(page, "Meetings")
    follow(page, "Show them in a calendar")
    follow(page, "List of meetings")
    heading(page, "Meetings")


def find_a_councillor(page: Page, world: World) -> None:
    follow(page, "Councillors")
    follow(page, "Councillor M Membury")
    heading(page, "Membury")


def look_at_a_committee(page: Page, world: World) -> None:
    follow(page, "Committees")
    follow(page, world.cast.committee.name)
    follow(page, "Attendance at its meetings")
    heading(page, "Attendance")


def ask_for_a_format(page: Page, world: World) -> None:
    follow(page, "Ask us")
    follow(page, page.locator("main button").last.inner_text())
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("['INPUT', 'TEXTAREA', 'SELECT'].includes(document.activeElement.tagName)")


def look_at_a_decision(page: Page, world: World) -> None:
    follow(page, "Decisions")
    follow(page, world.called_in.decision.title)
    heading(page, world.called_in.decision.title)


def suggest_a_topic(page: Page, world: World) -> None:
    follow(page, "Say what scrutiny should look at")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def open_own_papers(page: Page, world: World) -> None:
    sign_in(page, world.cast.member.email)
    heading(page, "Your papers")


def read_the_pack(page: Page, world: World) -> None:
    page.goto(f"{page.url}meetings/{world.scene.meeting.reference}/packs/1/public/read/")
    page.locator(".textLayer .endOfContent").first.wait_for(state="attached")
    fill(page, "Page", "12")
    page.keyboard.press("Enter")
    expect(page.locator("#reader-page")).to_have_value("12")


def begin_an_item(page: Page, world: World) -> None:
    sign_in(page, world.cast.officer.email)
    follow(page, "Meetings")
    heading(page, "Meetings")


JOURNEYS = [
    skip_to_the_words, read_a_paper, search, find_a_meeting, find_a_councillor, look_at_a_committee,
    ask_for_a_format, look_at_a_decision, suggest_a_topic, open_own_papers, read_the_pack, begin_an_item,
]  # fmt: skip


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_with_a_keyboard_alone(site: Site, world: World, journey: Callable[[Page, World], None]) -> None:
    page = site.browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{site.server.url}/")
    journey(page, world)
    page.context.close()
