"""An officer minutes six items, the network goes in the middle and comes back, and a colleague writes meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from committees.minutes import drafting
from committees.models import Meeting, MinuteEntry
from committees.tests.minuted import at
from scrutiny.tests.cast import Cast, item, meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def held(cast: Cast) -> Meeting:
    held = meeting(cast.committee, at(10, 15))
    for number in range(1, 7):
        item(held, f"Business {number}", number)
    drafting.begin(held, by=cast.officer)
    return held


@pytest.fixture
def writing(page: Page, client: Client, cast: Cast, live_server: Any, held: Meeting) -> Page:
    client.force_login(cast.officer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/workspace/meetings/{held.reference}/minutes/write/")
    return page


def part(page: Page, number: int) -> Locator:
    return page.get_by_role("region", name=f"{number}. Business {number}")


def discussion(page: Page, number: int) -> Locator:
    return part(page, number).get_by_role("textbox", name="Discussion")


def status(page: Page, number: int) -> Locator:
    return part(page, number).locator("[data-keeps-draft-said]")


def kept(held: Meeting) -> list[str]:
    return list(
        MinuteEntry.objects.filter(minutes__meeting=held)
        .order_by("item__order")
        .values_list("text", flat=True)
    )


def test_nothing_typed_is_lost(writing: Page, cast: Cast, held: Meeting) -> None:
    for number in (1, 2):
        discussion(writing, number).fill(f"Said under {number}.")
        expect(status(writing, number)).to_contain_text("Saved at")

    writing.context.set_offline(True)
    for number in (3, 4):
        discussion(writing, number).fill(f"Said under {number}, without a network.")
        expect(status(writing, number)).to_contain_text("Not connected")
    third = held.items.get(order=3)
    drafting.save_entry(
        third, version=third.minute.version, by=cast.monitoring_officer, text="Mona wrote this."
    )
    assert kept(held)[2:4] == ["Mona wrote this.", ""]

    writing.context.set_offline(False)
    expect(status(writing, 4)).to_contain_text("Saved at")
    expect(part(writing, 3)).to_contain_text("What Mona Tor saved")
    part(writing, 3).get_by_role("button", name="Keep both texts").click()
    expect(status(writing, 3)).to_contain_text("Saved at")
    for number in (5, 6):
        discussion(writing, number).fill(f"Said under {number}.")
        expect(status(writing, number)).to_contain_text("Saved at")

    texts = kept(held)
    assert "Mona wrote this." in texts[2]
    assert "Said under 3, without a network." in texts[2]
    assert [texts[place] for place in (0, 1, 3, 4, 5)] == [
        "Said under 1.",
        "Said under 2.",
        "Said under 4, without a network.",
        "Said under 5.",
        "Said under 6.",
    ]
