"""The agenda builder in a real browser: carrying items, keys, uploads with progress, and no finding by axe."""

from datetime import datetime

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from scrutiny.tests import cast as people
from scrutiny.tests.axe import assert_accessible_at_all_widths

from .samples import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)


@pytest.fixture
def meeting(cast):
    meeting = people.meeting(cast.committee, START)
    for number, title in enumerate(["Apologies", "Ferries", "Buses"], start=1):
        people.item(meeting, title, number, kind="report")
    people.item(meeting, "Land sale", 4, section="exempt", restricted_title="Sale of Quay House")
    return meeting


@pytest.fixture
def officer_page(page, client, cast, live_server):
    client.force_login(cast.officer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    return page


def open_agenda(page, live_server, meeting):
    page.goto(live_server.url + reverse("workspace:meeting", args=[meeting.reference]))


def titles(meeting):
    return [item.title for item in meeting.items.on_agenda()]


def test_an_item_is_carried_with_the_pointer(officer_page, live_server, meeting):
    open_agenda(officer_page, live_server, meeting)
    handle = officer_page.get_by_role("button", name="Move Buses", exact=True).bounding_box()
    first = officer_page.get_by_role("heading", name="Apologies").bounding_box()

    officer_page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    officer_page.mouse.down()
    officer_page.mouse.move(handle["x"] + 10, first["y"] + 40, steps=8)
    officer_page.mouse.move(handle["x"] + 10, first["y"], steps=3)
    officer_page.mouse.up()

    expect(officer_page.locator("[data-order-said]")).to_have_text("Buses is now item 1.")
    assert titles(meeting) == ["Buses", "Apologies", "Ferries", "Land sale"]


def test_an_item_moves_with_the_arrow_keys_and_keeps_the_focus(officer_page, live_server, meeting):
    open_agenda(officer_page, live_server, meeting)
    handle = officer_page.get_by_role("button", name="Move Apologies", exact=True)

    handle.press("ArrowDown")
    handle.press("ArrowDown")

    expect(officer_page.locator("[data-order-said]")).to_have_text("Apologies is now item 3.")
    expect(handle).to_be_focused()
    assert titles(meeting) == ["Ferries", "Buses", "Apologies", "Land sale"]
    handle.press("ArrowDown")
    expect(officer_page.locator("[data-order-said]")).to_have_text("Apologies is already last in its part.")


def test_the_arrow_buttons_work_without_javascript(browser, client, cast, live_server, meeting):
    client.force_login(cast.officer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    open_agenda(page, live_server, meeting)

    with page.expect_navigation():
        page.get_by_role("button", name="Move Buses up").click()

    assert titles(meeting) == ["Apologies", "Buses", "Ferries", "Land sale"]
    context.close()


def test_files_are_sent_one_by_one_and_the_refused_one_stays_chosen(officer_page, live_server, meeting):
    item = meeting.items.get(title="Ferries")
    officer_page.goto(live_server.url + reverse("workspace:paper_add", args=[item.pk]))
    officer_page.get_by_label("Files").set_input_files(
        [
            {"name": "Appendix 1 Fares.pdf", "mimeType": "application/pdf", "buffer": pdf(2)},
            {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"Dear all"},
        ]
    )
    officer_page.get_by_role("radio", name="Public").check()
    officer_page.get_by_role("button", name="Upload").click()

    expect(officer_page.get_by_role("alert")).to_contain_text("letter.pdf: ")
    assert [str(paper) for paper in item.papers.all()] == ["Appendix 1: Fares"]
    assert officer_page.evaluate("document.querySelector('input[type=file]').files.length") == 1
    assert officer_page.title().startswith("Error: ")
    assert_accessible_at_all_widths(officer_page, "upload with errors")

    officer_page.get_by_label("Files").set_input_files(
        [{"name": "letter.pdf", "mimeType": "application/pdf", "buffer": pdf()}]
    )
    officer_page.get_by_role("button", name="Upload").click()
    officer_page.wait_for_url("**/workspace/meetings/**")
    expect(officer_page.get_by_role("link", name="Letter", exact=True)).to_be_visible()


def test_errors_and_a_conflict_are_accessible(officer_page, live_server, cast, meeting):
    item = meeting.items.get(title="Ferries")
    officer_page.goto(live_server.url + reverse("workspace:item", args=[item.pk]))
    meeting.items.filter(pk=item.pk).update(version=2, title="Ferries and fares")

    officer_page.get_by_label("Title", exact=True).fill("Ferry fares")
    officer_page.get_by_role("button", name="Save").click()
    expect(officer_page.locator(".app-conflict")).to_contain_text("Ferries and fares")
    assert_accessible_at_all_widths(officer_page, "conflict")

    officer_page.get_by_label("Title", exact=True).fill("")
    officer_page.get_by_role("button", name="Save").click()
    expect(officer_page.get_by_role("link", name="Enter the title")).to_be_visible()
    assert_accessible_at_all_widths(officer_page, "item with errors")
