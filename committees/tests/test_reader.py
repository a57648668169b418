"""The pack on screen: the printed page numbers, little fetched, nothing of the members' for others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from audit.models import Entry
from committees.models import Publication
from committees.tests.published_pack import PUBLIC_PAGES, publish_heavy_pack
from scrutiny.tests.axe import assert_accessible_at_all_widths
from scrutiny.tests.cast import Cast

pytestmark = pytest.mark.browser

MOST_FOR_A_PAGE = 0.015


@pytest.fixture
def publication(transactional_db: None, cast: Cast) -> Publication:
    return publish_heavy_pack(cast)


@pytest.fixture
def address(live_server: Any, publication: Publication) -> Callable[[str], str]:
    def of(kind: str) -> str:
        return str(live_server.url) + reverse(
            "committees:read", args=[publication.meeting.reference, 1, kind]
        )

    return of


class Fetched:
    """The bytes of the pack that the page asked for."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        self.whole = 0
        page.on("response", self._count)

    def _count(self, response: Any) -> None:
        if response.headers.get("content-type") != "application/pdf":
            return
        self.bytes += int(response.headers["content-length"])
        self.whole += response.status == 200

    def taken(self) -> int:
        taken, self.bytes = self.bytes, 0
        return taken


def sign_in(page: Page, user: User, site: str) -> None:
    client = Client()
    client.force_login(user)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def on_screen(page: Page, label: str, words: str) -> None:
    expect(page.locator("#reader-page")).to_have_value(label)
    expect(page.locator(".textLayer").get_by_text(words, exact=True)).to_be_in_viewport()


def problems(page: Page) -> list[str]:
    """What the browser complains of: scripts that fail, and everything the security policy forbids."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda line: found.append(line.text) if line.type in ("error", "warning") else None)
    return found


def test_it_fetches_only_what_it_shows(
    page: Page, publication: Publication, address: Callable[[str], str]
) -> None:
    fetched, found = Fetched(page), problems(page)
    size = publication.editions.get(kind="public").size
    page.goto(address("public"))
    on_screen(page, "1", "Agenda for reading 1")
    page.wait_for_load_state("networkidle")
    assert 0 < fetched.taken() < MOST_FOR_A_PAGE * size
    page.get_by_label("Page", exact=True).fill("300")
    page.keyboard.press("Enter")
    on_screen(page, "300", "Plover survey 292")
    page.wait_for_load_state("networkidle")
    assert 0 < fetched.taken() < MOST_FOR_A_PAGE * size
    assert fetched.whole == 0
    assert page.locator(".pdfViewer canvas").count() < 15
    assert found == []


@pytest.mark.parametrize(
    ("hash_", "label", "words"),
    [
        ("", "1", "Agenda for reading 1"),
        ("#page=12", "12", "Plover survey 4"),
        ("#item-2", "9", "Plover survey 1"),
        ("#page=999", "1", "Agenda for reading 1"),
    ],
)
def test_it_opens_where_the_address_says(
    page: Page, address: Callable[[str], str], hash_: str, label: str, words: str
) -> None:
    page.goto(address("public") + hash_)
    on_screen(page, label, words)
    assert page.url.endswith(f"#page={label}")


def test_exempt_pages_go_by_their_own_numbers(
    page: Page, live_server: Any, cast: Cast, address: Callable[[str], str]
) -> None:
    sign_in(page, cast.member, live_server.url)
    page.goto(address("members") + "#page=E3")
    on_screen(page, "E3", "Secret tender 3")
    expect(page.get_by_text("of E4")).to_be_visible()
    page.goto(address("members") + "#item-3")
    on_screen(page, "E1", "Secret tender 1")
    page.get_by_role("button", name="Previous page").click()
    on_screen(page, str(PUBLIC_PAGES), "Plover survey 292")
    expect(page.get_by_text(f"of {PUBLIC_PAGES}")).to_be_visible()


def test_moving_about(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("public"))
    on_screen(page, "1", "Agenda for reading 1")
    page.get_by_role("link", name="Appendix 1: Nests").click()
    on_screen(page, "120", "Plover survey 112")
    expect(page.locator("#reader-pages")).to_be_focused()
    page.get_by_role("button", name="Next page").click()
    on_screen(page, "121", "Plover survey 113")
    page.go_back()
    on_screen(page, "1", "Agenda for reading 1")
    page.get_by_label("Page", exact=True).fill("4711")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The pack has no page 4711.")).to_be_visible()
    width = page.locator(".page").first.bounding_box()
    page.get_by_role("button", name="Larger").click()
    larger = page.locator(".page").first.bounding_box()
    assert width
    assert larger
    assert larger["width"] > width["width"]


def test_finding_words_anywhere_in_the_pack(page: Page, address: Callable[[str], str]) -> None:
    page.goto(address("public"))
    on_screen(page, "1", "Agenda for reading 1")
    page.keyboard.press("Control+f")
    expect(page.get_by_label("Find in the pack")).to_be_focused()
    page.keyboard.type("harbour report 6")
    page.keyboard.press("Enter")
    expect(page.locator("#reader-page")).to_have_value("8")
    expect(page.locator(".highlight.selected").first).to_be_in_viewport()
    expect(page.get_by_text("1 of 1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Find in the pack")).to_be_hidden()


def test_it_can_be_used_by_everybody(
    page: Page, live_server: Any, cast: Cast, address: Callable[[str], str]
) -> None:
    sign_in(page, cast.member, live_server.url)
    page.goto(address("members"))
    on_screen(page, "1", "Agenda for reading 1")
    assert_accessible_at_all_widths(page)
    page.set_viewport_size({"width": 820, "height": 1180})
    for button in page.locator(".app-reader__button:visible").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_without_script_the_contents_lead_into_the_pdf(
    browser: Any, publication: Publication, address: Callable[[str], str]
) -> None:
    with closing(browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(address("public"))
        expect(page.get_by_role("link", name="Open the pack")).to_be_visible()
        pack = reverse("committees:edition", args=[publication.meeting.reference, 1, "public"])
        assert page.get_by_role("link", name="Plover survey").get_attribute("href") == f"{pack}#page=9"
        expect(page.get_by_role("button", name="Next page")).to_be_hidden()


def test_the_members_edition_is_not_there_for_others(
    client: Client, cast: Cast, publication: Publication
) -> None:
    address = reverse("committees:read", args=[publication.meeting.reference, 1, "members"])
    assert client.get(address).status_code == 404
    for user in (cast.other_councillor, cast.ex_member, cast.non_voting_cooptee, cast.other_officer):
        client.force_login(user)
        assert client.get(address).status_code == 404
    client.force_login(cast.member)
    response = client.get(address)
    assert response.status_code == 200
    assert [entry.actor for entry in Entry.objects.filter(verb="read pack")] == [cast.member]
    assert response["Cache-Control"] == "private, no-store"
    assert "Content-Security-Policy" in response
