"""What is drawn for somebody who has signed in stays with them."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from scrutiny.tests.cast import Cast


@pytest.mark.parametrize("path", ["/", "/workspace/", "/committees/", "/accounts/password/change/"])
def test_no_cache_keeps_a_page_of_somebody_signed_in(client: Client, cast: Cast, path: str) -> None:
    client.force_login(cast.officer)

    assert "no-store" in client.get(path)["Cache-Control"]


def test_pages_for_anybody_may_be_kept(client: Client, cast: Cast) -> None:
    assert "no-store" not in client.get("/committees/").get("Cache-Control", "")


def test_a_message_is_in_no_cookie(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    client.post("/accounts/logout/")

    assert "messages" not in client.cookies


def test_a_reset_link_leads_to_our_own_address(
    client: Client, cast: Cast, settings: Any, mailoutbox: list[EmailMessage]
) -> None:
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["*"], "https://scrutiny.example"

    client.post(
        "/accounts/password/reset/", {"email": cast.officer.email}, headers={"host": "evil.example:81"}
    )

    assert "https://scrutiny.example/accounts/password/reset/key/" in mailoutbox[0].body
    assert "evil.example" not in mailoutbox[0].body


def test_nobody_changes_the_address_they_sign_in_with(client: Client, cast: Cast) -> None:
    """With it would change who a reset link is sent to, and whom the council's sign-in lets in."""
    client.force_login(cast.officer)
    elsewhere = "someone@elsewhere.example"

    for action in ("action_add", "action_primary"):
        assert client.post("/accounts/email/", {action: "", "email": elsewhere}).status_code == 405

    assert client.get("/accounts/email/").status_code == 200
    cast.officer.refresh_from_db()
    assert cast.officer.email != elsewhere
    assert not EmailAddress.objects.filter(email=elsewhere).exists()
