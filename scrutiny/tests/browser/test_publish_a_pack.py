"""The main job, as a new user does it: from signing in to the public opening the pack."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from committees.models import Meeting, StandingItem
from committees.models.committee import ItemKind, Section
from committees.tests.pack_scene import pdf
from scrutiny.tests.browser.conftest import sign_in, sign_out
from scrutiny.tests.cast import Cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("worker"),
]

A4, A3_LANDSCAPE = (595, 842), (1191, 842)
STANDING = [
    (ItemKind.MEMBERSHIP, Section.PUBLIC, "Membership and Apologies"),
    (ItemKind.PUBLIC_QUESTIONS, Section.PUBLIC, "Questions from the Public"),
    (ItemKind.NEXT_MEETING, Section.PUBLIC, "Date of Next Meeting"),
    (ItemKind.URGENT, Section.PUBLIC, "Urgent Business"),
]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Three papers as they come: one upright, one large and turned, one that must stay private."""
    uploads = {
        "Ferry timetable": pdf("FERRY", [(A4, 0)] * 3),
        "Harbour plan": pdf("HARBOUR", [(A3_LANDSCAPE, 0), (A4, 90)]),
        "Bids received": pdf("BIDS", [(A4, 0)] * 2),
    }
    for name, content in uploads.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    return {name: str(tmp_path / f"{name}.pdf") for name in uploads}


@pytest.fixture
def standing_items(cast: Cast) -> None:
    for order, (kind, section, title) in enumerate(STANDING, start=1):
        StandingItem.objects.create(
            committee=cast.committee, order=order, kind=kind, section=section, title=title
        )


def make_a_meeting(page: Page) -> None:
    day = timezone.localdate() + timedelta(days=40)
    page.get_by_role("link", name="Make a meeting").first.click()
    if (
        page.get_by_role("heading", name="Make a meeting").is_visible()
        and page.get_by_text("Which committee is it a meeting of?").is_visible()
    ):
        page.get_by_role("link", name="People and Families Scrutiny Committee").click()
    page.get_by_label("Day", exact=True).fill(str(day.day))
    page.get_by_label("Month", exact=True).fill(str(day.month))
    page.get_by_label("Year", exact=True).fill(str(day.year))
    page.get_by_role("button", name="Make the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Agenda for")


def add_item(page: Page, title: str, *, exempt: bool = False) -> None:
    part = "exempt" if exempt else "public"
    page.get_by_role("button", name=f"Add an item to the {part} part").click()
    page.get_by_label("Kind of item").select_option(ItemKind.REPORT)
    page.get_by_label("Title", exact=True).fill(title)
    if exempt:
        page.get_by_label("3. Information relating to the financial", exact=False).check()
    page.get_by_role("button", name="Add the item").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def add_papers(page: Page, item: str, *paths: str, public: bool) -> None:
    page.get_by_role("link", name=f"Add papers to {item}").click()
    page.locator("input[type=file]").set_input_files(list(paths))
    page.get_by_label("Public", exact=True).check() if public else page.get_by_label(
        "Exempt", exact=True
    ).check()
    if not public:
        page.get_by_label("3. Information relating to the financial", exact=False).check()
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Agenda for")


def build_and_publish(page: Page) -> None:
    page.get_by_role("button", name="Build the pack").click()
    expect(page.get_by_role("heading", name="Pages")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Check and publish").click()
    expect(page.get_by_role("button", name="Publish the agenda pack")).to_be_visible()
    for box in page.locator("main form textarea").all():
        box.fill("The chairman has agreed.")
    page.get_by_role("button", name="Publish the agenda pack").click()
    expect(page.get_by_text("The agenda pack is published.")).to_be_visible()


def words_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


def download(page: Page, name: str) -> str:
    with page.expect_download() as started:
        page.get_by_role("link", name=f"Download {name}").click()
    return words_of(Path(started.value.path()).read_bytes())


@pytest.fixture
def published(
    page: Page, cast: Cast, live_server: LiveServer, files: dict[str, str], standing_items: None
) -> Meeting:
    sign_in(page, live_server.url, cast.officer.email)
    make_a_meeting(page)
    add_item(page, "The Harbour")
    add_item(page, "Dredging Contract", exempt=True)
    add_papers(page, "The Harbour", files["Ferry timetable"], files["Harbour plan"], public=True)
    add_papers(page, "Dredging Contract", files["Bids received"], public=False)
    build_and_publish(page)
    sign_out(page)
    return Meeting.objects.get()


def test_everybody_opens_the_pack_that_is_theirs(
    page: Page, live_server: LiveServer, cast: Cast, published: Meeting
) -> None:
    address = live_server.url + published.get_absolute_url()
    page.goto(live_server.url)
    page.get_by_role("link", name="People and Families Scrutiny Committee,").first.click()
    _the_public_get_it_without_the_exempt_pages(page)

    sign_in(page, live_server.url, cast.member.email)
    page.goto(address)
    _a_member_of_the_committee_gets_the_exempt_pages(page)
    sign_out(page)

    sign_in(page, live_server.url, cast.other_councillor.email)
    page.goto(address)
    _a_councillor_of_another_committee_does_not(page, address)


def _the_public_get_it_without_the_exempt_pages(page: Page) -> None:
    expect(page.get_by_role("heading", name="The Harbour")).to_be_visible()
    expect(page.get_by_text("Members' pack with exempt papers")).to_have_count(0)
    words = download(page, "Public agenda pack")
    assert "FERRY-3" in words
    assert "HARBOUR-2" in words
    assert "BIDS" not in words
    assert "Dredging Contract" in words


def _a_member_of_the_committee_gets_the_exempt_pages(page: Page) -> None:
    words = download(page, "Members' pack with exempt papers")
    assert "BIDS-2" in words
    assert "E2" in words


def _a_councillor_of_another_committee_does_not(page: Page, address: str) -> None:
    expect(page.get_by_role("heading", name="The Harbour")).to_be_visible()
    expect(page.get_by_text("Members' pack with exempt papers")).to_have_count(0)
    assert page.request.get(f"{address}packs/1/members/").status == 404
    assert "BIDS" not in download(page, "Public agenda pack")
