"""What the log tells of signing in and of refusals, and what it never tells."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from scrutiny.tests.cast import PASSWORD, Cast

LOG = "accounts.security"


@pytest.fixture(autouse=True)
def listening(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", LOG)


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == LOG]


def sign_in(client: Client, email: str, password: str) -> None:
    client.post("/accounts/login/", {"login": email, "password": password})


def test_signing_in_and_out_are_logged(client: Client, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    sign_in(client, cast.officer.email, PASSWORD)
    client.post("/accounts/logout/")

    assert said(caplog) == [
        f"Signed in: account {cast.officer.pk}, password, from 127.0.0.1",
        f"Signed out: account {cast.officer.pk}, from 127.0.0.1",
    ]


def test_a_failure_is_logged_without_what_was_typed(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(client, cast.officer.email, "a wrong password")
    sign_in(client, "my-pass-phrase@typed.example", "wrong again")

    assert said(caplog) == [
        f"Sign-in failed: account {cast.officer.pk}, from 127.0.0.1",
        "Sign-in failed: no account of ours, from 127.0.0.1",
    ]


def test_a_refusal_is_logged_for_whoever_has_signed_in(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/workspace/requests/")
    client.force_login(cast.member)
    client.get("/workspace/requests/")

    refused = f"Refused or missing: account {cast.member.pk}, GET '/workspace/requests/', from 127.0.0.1"
    assert said(caplog) == [refused]


def test_going_over_a_limit_is_logged(
    client: Client, cast: Cast, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.RATE_LIMITS = {"searches": (1, 1)}
    for _ in range(2):
        client.get("/search/?q=buses")

    assert said(caplog) == ["Over the limit of searches: a stranger, from 127.0.0.1"]


@pytest.mark.parametrize("password", ["Wessexmere2026!", "harbour-scrutiny", "PeopleAndFamilies1"])
def test_a_password_of_local_words_is_refused(cast: Cast, password: str) -> None:
    with pytest.raises(ValidationError, match="people here would guess"):
        validate_password(password)


def test_a_local_word_may_stand_in_a_long_password(cast: Cast) -> None:
    validate_password("seven grey herons at the harbour")
