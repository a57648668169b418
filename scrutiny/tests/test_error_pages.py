"""The pages shown when something is wrong: each keeps its status and the council's look."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from playwright.sync_api import Page

from scrutiny.tests.axe import assert_accessible
from scrutiny.tests.pack_urls import components

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def misread(request: HttpRequest) -> HttpResponse:
    raise BadRequest


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [
    path("", components, name="home"),
    path("refuse/", refuse),
    path("misread/", misread),
    path("break/", break_down),
    path("", include("council.urls")),
    path("accounts/", include("allauth.urls")),
]


@pytest.mark.browser
@pytest.mark.parametrize(("place", "status"), [("/refuse/", 403), ("/misread/", 400), ("/nowhere/", 404)])
def test_error_pages_are_accessible(page: Page, live_server: Any, place: str, status: int) -> None:
    assert_accessible(page, live_server.url + place, status=status)


@pytest.mark.parametrize(
    ("place", "status", "words"),
    [
        ("/refuse/", 403, "You cannot open this page"),
        ("/misread/", 400, "could not be understood"),
        ("/nowhere/", 404, "Page not found"),
        ("/break/", 500, "Sorry, something went wrong"),
    ],
)
def test_error_pages_say_what_to_do(place: str, status: int, words: str) -> None:
    response = Client(raise_request_exception=False).get(place)
    assert response.status_code == status
    assert words in response.content.decode()


def test_a_form_without_its_token_says_that_nothing_was_saved() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert "Nothing was saved" in response.content.decode()
