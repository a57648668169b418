"""A councillor with a tablet: opens the pack, a supplement comes, sees what is new, searches, turns to page 12."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from committees import building
from committees.handouts import labels
from committees.models import Build, ConsolidatedEdition
from committees.models.publication import PublicationKind
from committees.preflight import check
from committees.publishing import publish
from committees.tests.pack_scene import A4, Scene, make_scene, paper
from scrutiny.tests.axe import check_as_it_stands
from scrutiny.tests.browser.conftest import sign_in
from scrutiny.tests.cast import Cast
from scrutiny.tests.world import IN_TIME_FOR_THE_SCENE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FINGER = 44


def published(scene: Scene, kind: PublicationKind, hours: int) -> None:
    with time_machine.travel(IN_TIME_FOR_THE_SCENE + timedelta(hours=hours), tick=False):
        late = {"reasons": {f"item-{scene.gangs.pk}": "It came late."}}
        build = Build.objects.create(
            meeting=scene.meeting,
            requested_by=scene.cast.officer,
            kind=kind,
            lateness=late if kind == PublicationKind.SUPPLEMENT else {},
        )
        building.run(build.pk)
        build.refresh_from_db()
        found = check(scene.meeting, build, today=timezone.localdate())
        publish(build, by=scene.cast.officer, overrides={each.code: "The chairman agreed." for each in found})


@pytest.fixture
def scene(cast: Cast) -> Scene:
    with time_machine.travel(IN_TIME_FOR_THE_SCENE, tick=False):
        made = make_scene(cast)
    published(made, PublicationKind.AGENDA, 0)
    # The meeting is tomorrow, whenever this runs.
    tomorrow = timezone.now() + timedelta(days=1)
    type(made.meeting).objects.filter(pk=made.meeting.pk).update(start=tomorrow)
    return made


def picture(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"tablet-{name}.png"), full_page=True)


def big_enough(found: Locator) -> None:
    for each in found.all():
        box = each.bounding_box()
        assert box
        assert box["height"] >= FINGER, each.inner_text()


def test_the_evening_before_the_meeting(page: Page, live_server: LiveServer, scene: Scene) -> None:
    page.set_viewport_size({"width": 820, "height": 1180})
    sign_in(page, live_server.url, scene.cast.member.email)
    page.get_by_role("link", name="Your papers").click()
    expect(page.get_by_text("You have not opened this yet.")).to_be_visible()
    check_as_it_stands(page)
    page.get_by_role("button", name="Open the pack").click()
    expect(page.locator("#reader-page")).to_have_value("1")

    paper(scene.gangs, "Late map", "DUNLIN", [(A4, 0)])
    published(scene, PublicationKind.SUPPLEMENT, 1)

    page.goto(f"{live_server.url}/your-papers/")
    expect(page.get_by_text("New since you last looked")).to_be_visible()
    picture(page, "papers")
    check_as_it_stands(page)
    big_enough(page.locator(".app-mine__open, .app-mine__tap, .app-mine__line, .app-mine__small"))
    page.get_by_role("link", name="Item by item").click()
    expect(page.get_by_role("heading", name="New since you last looked")).to_be_visible()
    picture(page, "pack")
    check_as_it_stands(page)
    big_enough(page.locator(".app-mine__open, .app-mine__tap, .app-mine__line, .app-mine__small"))
    page.get_by_role("button", name="Open everything in one pack").click()
    # The index of the whole stands before everything.
    expect(page.locator("#reader-page")).to_have_value("C1")

    page.keyboard.press("Control+f")
    page.keyboard.type("DUNLIN")
    page.keyboard.press("Enter")
    expect(page.locator(".highlight.selected").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.get_by_label("Page", exact=True).fill("12")
    page.keyboard.press("Enter")
    expect(page.locator("#reader-page")).to_have_value("12")
    assert page.url.endswith("#page=12")
    whole = ConsolidatedEdition.objects.get(edition__kind="members")
    place = labels(whole.manifest["parts"]).index("12") + 1
    expect(page.locator(f'.page[data-page-number="{place}"]')).to_be_in_viewport()
    picture(page, "page-12")
    page.goto(f"{live_server.url}/your-papers/")
    expect(page.get_by_text("You have opened everything there is")).to_be_visible()
