"""Every page of the census in a real browser: at three widths, as it is, with nothing in it, and with errors.

The World is made once and never changed. A form is sent empty, so it comes back; nothing is saved.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from scrutiny.tests import axe
from scrutiny.tests.census import CENSUS, Entry
from scrutiny.tests.world import World, make_empty, make_world, signed_in

pytestmark = pytest.mark.browser

PAGES = [entry for entry in CENSUS if entry.is_html and entry.who]
FORMS = [entry for entry in PAGES if entry.wrong is not None and entry.kind.name == "FORM"]
FIRST = {
    "officer",
    "administrator",
    "anonymous",
}  # The first person is both; somebody not signed in is anybody.
ON_THE_FIRST_DAY = [entry for entry in PAGES if entry.needs_nothing and entry.who & FIRST]
# Empties what the form asks for, keeps what it carries along, and sends it past the browser's own checks.
SEND_EMPTY = """(given) => {
  const forms = [...document.querySelectorAll("main form")].filter((form) => form.getAttribute("method") === "post");
  const form = forms.sort((a, b) => b.elements.length - a.elements.length)[0];
  for (const box of form.elements) {
    if (box.name in given) box.value = given[box.name];
    else if (box.type === "radio" || box.type === "checkbox") box.checked = false;
    else if (box.tagName === "SELECT") box.selectedIndex = -1;
    else if (box.type !== "hidden" && box.tagName !== "BUTTON") box.value = "";
  }
  HTMLFormElement.prototype.submit.call(form);
}"""


@dataclass
class Watched:
    """A tab, and what the browser complained about in it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self.note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def note(self, message: ConsoleMessage) -> None:
        # A conflict and a refusal are answers, not faults of the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def open(self, address: str, status: int = 200) -> None:
        self.complaints.clear()
        response = self.page.goto(address)
        assert response is not None
        assert response.status == status, f"{address} gave {response.status}"
        # The reader draws its pages after it is loaded; every other page is complete by then.
        if self.page.locator(".pdfViewer").count():
            self.page.locator(".textLayer .endOfContent").first.wait_for(state="attached")

    def check(self, where: str, looked_into: tuple[int, ...] = axe.LOOKED_INTO) -> None:
        keep_a_picture(self.page, where)
        axe.assert_accessible_at_all_widths(self.page, where, looked_into)
        assert not self.complaints, f"{where}: {self.complaints}"


def keep_a_picture(page: Page, where: str) -> None:
    """With SCREENSHOTS set to a folder, what each page looks like is put there for people to judge."""
    if folder := os.environ.get("SCREENSHOTS"):
        name = "".join(letter if letter.isalnum() else "-" for letter in where)
        for width in axe.WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


class Site:
    """A server on the test's database, and a tab for each of the people who look at it."""

    def __init__(self, browser: Browser) -> None:
        self.server = LiveServer("localhost")
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.tabs: dict[str, Watched] = {}

    def tab(self, who: str, client: Client | None) -> Watched:
        if who not in self.tabs:
            context = self.browser.new_context()
            self.contexts.append(context)
            if client:
                name = settings.SESSION_COOKIE_NAME
                cookie = {"name": name, "value": client.cookies[name].value, "url": self.server.url}
                context.add_cookies([cookie])  # type: ignore[list-item]
            self.tabs[who] = Watched(context.new_page())
        return self.tabs[who]

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.server.stop()


@pytest.fixture(scope="module")
def transactional_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For all tests of this file together: committed, so that the server sees it, and swept away at the end."""
    with django_db_blocker.unblock():
        yield
        sweep()


def sweep() -> None:
    call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def site(browser: Browser, transactional_db: None) -> Iterator[Site]:
    shown = Site(browser)
    yield shown
    shown.close()


@pytest.fixture(scope="class")
def first_day(site: Site) -> Iterator[Watched]:
    yield site.tab("first", signed_in(make_empty()))
    sweep()


@pytest.fixture(scope="module")
def world(site: Site) -> World:
    return make_world()


class TestOnTheFirstDay:
    """With nothing but the council and one person."""

    @pytest.mark.parametrize("entry", ON_THE_FIRST_DAY, ids=str)
    def test_page_is_usable(self, site: Site, first_day: Watched, entry: Entry) -> None:
        anonymous = entry.who == {"anonymous"}
        tab = site.tab("anonymous", None) if anonymous else first_day
        tab.open(site.server.url + entry.address(), entry.status)
        tab.check(f"{entry} on the first day", axe.AGAIN)


def open_as(site: Site, world: World, entry: Entry) -> Watched:
    who = entry.seen_by
    known = who == "anonymous" or who in site.tabs
    tab = site.tab(who, None if known else signed_in(getattr(world.cast, who)))
    tab.open(site.server.url + entry.address(world), entry.status)
    return tab


@pytest.mark.parametrize("entry", PAGES, ids=str)
def test_page_has_nothing_to_find(site: Site, world: World, entry: Entry) -> None:
    open_as(site, world, entry).check(str(entry))


@pytest.mark.parametrize("entry", FORMS, ids=str)
def test_form_with_errors_has_nothing_to_find(site: Site, world: World, entry: Entry) -> None:
    tab = open_as(site, world, entry)
    with tab.page.expect_navigation():
        tab.page.evaluate(SEND_EMPTY, dict(entry.wrong or {}))

    assert tab.page.title().startswith("Error: "), tab.page.title()
    assert tab.page.locator(".govuk-error-summary").is_visible()
    tab.check(f"{entry} with errors", axe.AGAIN)
