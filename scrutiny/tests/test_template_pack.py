"""The crispy template pack: each field in its GOV.UK shape, named and described for screen readers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from scrutiny.tests.axe import assert_accessible, assert_accessible_at_all_widths

pytestmark = [pytest.mark.django_db, pytest.mark.urls("scrutiny.tests.pack_urls")]


def test_every_field_is_accessible_with_and_without_errors(page: Page, live_server: object) -> None:
    url = f"{live_server.url}/form/"
    assert_accessible(page, url)
    page.get_by_role("button", name="Save").click()
    assert page.title().startswith("Error: Add an item")
    assert_accessible_at_all_widths(page, "the form with errors")
