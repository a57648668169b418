"""What security staff look for in the log: who signed in, who could not, who was refused, who asked too often.

Lines name accounts by number and never hold a password or what somebody typed as their address.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from .models import User

logger = logging.getLogger("accounts.security")
# What the framework calls the ways in, in plain words.
WAYS = {"password": "password", "socialaccount": "council sign-in", "mfa": "second step"}


def signed_in(request: HttpRequest, user: Any) -> None:
    used = [str(each.get("method", "")) for each in request.session.get("account_authentication_methods", [])]
    ways = ", ".join(WAYS.get(way, way) for way in used) or "password"
    logger.info("Signed in: account %s, %s, from %s", user.pk, ways, address_of(request))


def signed_out(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        logger.info("Signed out: account %s, from %s", request.user.pk, address_of(request))


def could_not_sign_in(request: HttpRequest, email: str) -> None:
    known = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    who = f"account {known}" if known else "no account of ours"
    logger.warning("Sign-in failed: %s, from %s", who, address_of(request))


def refused(request: HttpRequest) -> None:
    """A page that does not exist and one that is not for this person look the same here too."""
    logger.info(
        "Refused or missing: account %s, %s %r, from %s",
        request.user.pk,
        request.method,
        request.path,
        address_of(request),
    )


def asked_too_often(request: HttpRequest, kind: str) -> None:
    who = f"account {request.user.pk}" if request.user.is_authenticated else "a stranger"
    logger.warning("Over the limit of %s: %s, from %s", kind, who, address_of(request))


def address_of(request: HttpRequest) -> str:
    """As sign-in sees it: behind a proxy, the address that the proxy names."""
    address: str = get_adapter(request).get_client_ip(request)
    return address
