"""The template pack and the components: right shape, right names for screen readers, no inline style."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from scrutiny.tests.axe import assert_accessible, assert_accessible_at_all_widths

pytestmark = [pytest.mark.django_db, pytest.mark.urls("scrutiny.tests.pack_urls")]
in_browser = pytest.mark.browser


@in_browser
def test_every_field_is_accessible_with_and_without_errors(page: Page, live_server: Any) -> None:
    assert_accessible(page, f"{live_server.url}/form/")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title(re.compile("^Error: Add an item"))
    assert_accessible_at_all_widths(page, "the form with errors")


@in_browser
@pytest.mark.parametrize("query", ["", "?message=25", "?message=40", "?committee=g&page=12&sort=-date"])
def test_every_component_is_accessible(page: Page, live_server: Any, query: str) -> None:
    assert_accessible(page, f"{live_server.url}/components/{query}")


@in_browser
def test_a_page_breaks_no_rule_of_its_own_security_policy(page: Page, live_server: Any) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in ("/form/", "/components/", "/accounts/login/"):
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
    assert complaints == []
    assert "govuk-frontend-supported" in (page.get_attribute("body", "class") or "")


@in_browser
def test_each_error_leads_to_the_box_that_is_wrong(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/form/")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("13")
    page.get_by_label("Year").fill("2027")
    page.get_by_role("button", name="Save").click()
    links = page.locator(".govuk-error-summary a")
    expect(links.first).to_be_visible()
    places = [link.get_attribute("href") or "" for link in links.all()]
    assert {"#id_part_0", "#id_needs_0", "#id_date_month"} <= set(places)
    for number, place in enumerate(places):
        links.nth(number).click()
        assert page.evaluate("'#' + document.activeElement.id") == place
    assert page.locator(".govuk-date-input__input.govuk-input--error").count() == 1


@in_browser
def test_hints_and_errors_are_read_out_with_their_field(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/form/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Title")).to_have_accessible_description(
        "As it is printed on the agenda Error: Enter the title"
    )
    group = page.get_by_role("group", name="Meeting date")
    expect(group).to_have_accessible_description("For example, 11 4 2019 Error: Enter the meeting date")
    dangling = page.evaluate(
        "[...document.querySelectorAll('[aria-describedby]')]"
        ".flatMap(element => element.getAttribute('aria-describedby').split(' '))"
        ".filter(id => !document.getElementById(id))"
    )
    assert dangling == []


@in_browser
def test_a_field_is_revealed_by_its_option_and_always_there_without_javascript(
    browser: Any, live_server: Any
) -> None:
    page = browser.new_page()
    page.goto(f"{live_server.url}/form/")
    assert not page.get_by_label("Reason").is_visible()
    page.get_by_label("Exempt").first.check()
    assert page.get_by_label("Reason").is_visible()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{live_server.url}/form/")
    assert plain.get_by_label("Reason").is_visible()


@in_browser
def test_files_dropped_on_the_box_are_chosen(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/form/")
    page.evaluate(
        """() => {
            const files = new DataTransfer();
            files.items.add(new File(["a"], "cover.pdf"));
            files.items.add(new File(["b"], "appendix.pdf"));
            const box = document.getElementById("id_papers").closest("[data-file-drop]");
            box.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true}));
        }"""
    )
    assert page.evaluate("[...document.getElementById('id_papers').files].map(f => f.name)") == [
        "cover.pdf",
        "appendix.pdf",
    ]
    expect(page.locator("[data-file-names] li")).to_have_text(["cover.pdf (1 KB)", "appendix.pdf (1 KB)"])


@in_browser
def test_a_wide_table_scrolls_by_keyboard_only_where_it_must(page: Page, live_server: Any) -> None:
    page.set_viewport_size({"width": 375, "height": 900})
    page.goto(f"{live_server.url}/components/")
    region = page.get_by_role("region", name="Meetings")
    expect(region).to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("[data-scroll-region]").first).not_to_have_attribute("tabindex", "0")


def test_no_page_carries_inline_style_or_script(client: Client) -> None:
    for path in ("/form/", "/components/", "/accounts/login/"):
        html = client.get(path).content.decode()
        assert " style=" not in html
        assert "<script>" not in html
        assert " onclick=" not in html


def test_sorting_turns_round_and_pages_keep_the_filter(client: Client) -> None:
    html = client.get("/components/?sort=date&committee=g&page=2").content.decode()
    assert (
        'aria-sort="ascending"><a class="app-sort app-sort--ascending" href="?sort=-date&amp;committee=g"'
        in html
    )
    assert 'href="?sort=date&amp;committee=g&amp;page=3"' in html
