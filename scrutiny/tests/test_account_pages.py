"""Signing in, passwords and the second step: allauth's pages in our look."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import User
from scrutiny.tests.axe import assert_accessible, assert_accessible_at_all_widths

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.urls("scrutiny.tests.pack_urls")]

PASSWORD = "tall-green-hedges-7"


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user("ana.pritchard@example.org", PASSWORD, name="Ana Pritchard")


def sign_in(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Email address").fill("ana.pritchard@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()


def test_a_wrong_password_is_one_plain_error(page: Page, live_server: Any, person: User) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title(re.compile("^Error: Sign in"))
    page.get_by_role("link", name="Enter the email address").click()
    assert page.evaluate("document.activeElement.id") == "id_login"
    assert_accessible_at_all_widths(page, "sign-in with errors")


def test_signing_in_and_out(page: Page, live_server: Any, person: User) -> None:
    sign_in(page, live_server)
    assert page.get_by_role("link", name="Ana Pritchard").is_visible()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").wait_for()
    assert page.get_by_text("You have signed out.").is_visible()


def test_resetting_a_password(page: Page, live_server: Any, person: User) -> None:
    page.goto(f"{live_server.url}/accounts/password/reset/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_role("button", name="Send the link").click()
    page.get_by_role("heading", name="Check your email").wait_for()
    message = mail.outbox[-1]
    assert message.subject == "Choose a new password"
    link = re.search(r"https?://\S+", message.body)
    assert link
    page.goto(live_server.url + "/" + link[0].split("/", 3)[3])
    assert_accessible_at_all_widths(page, "choosing a new password")
    page.get_by_label("New password", exact=True).fill("quiet-brown-rivers-3")
    page.get_by_label("New password again").fill("quiet-brown-rivers-3")
    page.get_by_role("button", name="Save the new password").click()
    page.get_by_role("heading", name="Your password has been changed").wait_for()


def test_setting_up_the_second_step(page: Page, live_server: Any, person: User) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/accounts/2fa/totp/activate/")
    assert_accessible_at_all_widths(page, "confirming it is you")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Set up an authenticator app").wait_for()
    assert_accessible_at_all_widths(page, "setting up an app")
    secret = page.locator(".app-secret").inner_text()
    counter = next(iter(yield_hotp_counters_from_time()))
    page.get_by_label("6-digit code from the app").fill(format_hotp_value(hotp_value(secret, counter)))
    page.get_by_role("button", name="Turn it on").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    assert page.locator(".app-codes li").count() == 10
    assert_accessible_at_all_widths(page, "recovery codes")
    for path in ("2fa", "2fa/totp/deactivate", "2fa/recovery-codes/generate"):
        assert_accessible(page, f"{live_server.url}/accounts/{path}/")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Enter the code from your app").wait_for()
    assert_accessible_at_all_widths(page, "the second step")
