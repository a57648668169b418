"""Accounts are made by the council, never by signing up."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from . import security_log
from .models import Role


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        security_log.signed_in(request, user)

    def logout(self, request: HttpRequest) -> None:
        security_log.signed_out(request)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        security_log.could_not_sign_in(request, str(credentials.get("email", "")))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On our own address, not on the one that the browser said it was asking."""
        return settings.SITE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if request.user.is_authenticated and (
            request.user.is_officer or request.user.has_role(Role.ADMINISTRATOR)
        ):
            return reverse("workspace:dashboard")
        if request.user.is_authenticated and request.user.person_id:
            return reverse("papers:mine")
        return reverse("home")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
