"""Signing in through the council's own Microsoft Entra: it opens an account there is, and never makes one."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.core.context import request_context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.login import complete_login
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseBase
from django.test import Client, RequestFactory

from accounts.models import User
from scrutiny.checks import identity_provider_is_the_councils_own
from scrutiny.tests.cast import Cast

TENANT = "https://login.microsoftonline.com/0f0f0f0f-aaaa-bbbb-cccc-121212121212/v2.0"


@pytest.fixture
def entra(settings: Any) -> None:
    # As scrutiny/settings.py has it when OIDC_CLIENT_ID is given.
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app(TENANT)]}}


def app(server_url: str) -> dict[str, Any]:
    return {
        "provider_id": "council",
        "name": "Microsoft",
        "client_id": "abc",
        "secret": "def",
        "settings": {"server_url": server_url, "verified_email": True},
    }


def come_back(client: Client, rf: RequestFactory, email: str) -> tuple[Any, HttpResponseBase]:
    """What Entra says of somebody. It has no claim that the address was verified."""
    request = rf.get("/accounts/oidc/council/login/callback/")
    request.user, request.session = AnonymousUser(), client.session
    claims = {"id_token": {"sub": "s1"}, "userinfo": {"sub": "s1", "email": email, "name": "Somebody"}}
    with request_context(request):
        provider = get_adapter().get_provider(request, "council")
        return request, complete_login(request, provider.sociallogin_from_response(request, claims))


def test_the_sign_in_page_offers_it(client: Client, cast: Cast, entra: None) -> None:
    page = client.get("/accounts/login/").content.decode()

    assert "/accounts/oidc/council/login/" in page


def test_it_opens_the_account_with_that_address(
    client: Client, rf: RequestFactory, cast: Cast, entra: None
) -> None:
    request, _ = come_back(client, rf, "Olive.Officer@council.example")

    assert request.user == cast.officer


def test_a_deactivated_account_stays_closed(
    client: Client, rf: RequestFactory, cast: Cast, entra: None
) -> None:
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)

    request, _ = come_back(client, rf, cast.officer.email)

    assert not request.user.is_authenticated


def test_it_makes_no_account(client: Client, rf: RequestFactory, cast: Cast, entra: None) -> None:
    before = User.objects.count()

    request, _ = come_back(client, rf, "stranger@elsewhere.example")

    assert not request.user.is_authenticated
    assert User.objects.count() == before


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers"])
def test_a_sign_in_open_to_everybody_is_an_error(settings: Any, tenant: str) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [app(f"https://login.microsoftonline.com/{tenant}/v2.0")]}
    }

    assert [error.id for error in identity_provider_is_the_councils_own(None)] == ["scrutiny.E003"]


def test_the_councils_own_tenant_is_none(entra: None) -> None:
    assert identity_provider_is_the_councils_own(None) == []
