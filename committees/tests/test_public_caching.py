"""Caches may keep what is the same for everybody, and are told when it has changed; nobody's own page is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from audit.log import record
from committees.models import Meeting
from committees.views.caching import for_everybody, pages
from scrutiny.tests.cast import Cast, meeting
from scrutiny.tests.world import coming, signed_in

PAGES = ["/", "/committees/", "/meetings/", "/meetings/calendar/", "/councillors/", "/accessibility/"]
NOON = "2027-06-01 11:00:01+00:00"


@pytest.fixture(autouse=True)
def _pages_are_kept(settings: Any) -> Iterator[None]:
    settings.KEPT_PAGES_BYTES = 1024 * 1024
    pages.forget()
    yield
    pages.forget()


@pytest.mark.parametrize("address", PAGES)
@time_machine.travel(NOON, tick=False)
def test_strangers_share_a_page_and_ask_for_it_again_with_one_query(cast: Cast, address: str) -> None:
    first = Client().get(address)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in first.headers["Vary"]
    assert not first.cookies
    with CaptureQueriesContext(connection) as asked:
        again = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, len(asked)) == (304, b"", 1)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_somebody_who_signed_in_is_kept_by_nobody(cast: Cast, address: str) -> None:
    client = signed_in(cast.officer)
    answer = client.get(address, headers={"If-None-Match": Client().get(address).headers["ETag"]})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_any_change_and_five_minutes_make_a_page_anew(cast: Cast) -> None:
    of = meeting(cast.committee, coming(3))
    with time_machine.travel(NOON, tick=False):
        kept = {"If-None-Match": Client().get("/meetings/").headers["ETag"]}
        assert Client().get("/meetings/", headers=kept).status_code == 304
        record("edit meeting", of, by=cast.officer)
        assert Client().get("/meetings/", headers=kept).status_code == 200
        kept = {"If-None-Match": Client().get("/meetings/").headers["ETag"]}
    with time_machine.travel("2027-06-01 11:05:00+00:00", tick=False):
        assert Client().get("/meetings/", headers=kept).status_code == 200


@time_machine.travel(NOON, tick=False)
def test_the_site_shows_a_kept_page_again_until_something_changes(cast: Cast) -> None:
    of = meeting(cast.committee, coming(3))
    first = Client().get("/meetings/")
    with CaptureQueriesContext(connection) as asked:
        again = Client().get("/meetings/")
    assert len(asked) == 1
    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)
    Meeting.objects.filter(pk=of.pk).update(venue="The Corn Exchange")
    assert b"The Corn Exchange" not in Client().get("/meetings/").content
    record("edit meeting", of, by=cast.officer)
    assert b"The Corn Exchange" in Client().get("/meetings/").content


@time_machine.travel(NOON, tick=False)
def test_a_change_that_becomes_visible_after_a_later_one_counts(cast: Cast) -> None:
    of = meeting(cast.committee, coming(3))
    early = record("edit meeting", of, by=cast.officer)
    later = record("edit meeting", of, by=cast.officer)
    with connection.cursor() as cursor:
        # As long as its transaction runs nobody sees it.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [early.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    before = Client().get("/meetings/").headers["ETag"]
    early.save(force_insert=True)
    assert early.pk < later.pk
    assert Client().get("/meetings/").headers["ETag"] != before


@time_machine.travel(NOON, tick=False)
def test_nothing_of_somebody_who_signed_in_is_kept_for_others(cast: Cast) -> None:
    for user in (cast.officer, cast.member):
        client = signed_in(user)
        for address in PAGES:
            assert b"Sign out" in client.get(address).content
            shown = Client().get(address)
            assert b"Sign out" not in shown.content
            assert user.name.encode() not in shown.content
            assert b"csrfmiddlewaretoken" not in shown.content


@pytest.mark.parametrize("cookies", [{}, {"csrftoken": "x" * 32}])
def test_a_page_with_a_token_of_one_reader_is_kept_by_nobody(
    rf: RequestFactory, cast: Cast, cookies: dict[str, str]
) -> None:
    @for_everybody
    def form(request: HttpRequest) -> HttpResponse:
        return HttpResponse(Template("{% csrf_token %}").render(RequestContext(request)))

    given = []
    for _ in range(2):
        request = rf.get("/form/", headers={"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())})
        CsrfViewMiddleware(form).process_request(request)
        answer = form(request)
        assert not {"ETag", "Cache-Control"} & set(answer.headers)
        given.append(answer.content)
    assert given[0] != given[1]


@time_machine.travel(NOON, tick=False)
def test_another_address_or_host_has_a_page_of_its_own(cast: Cast) -> None:
    Client().get("/meetings/")
    assert b"No meetings found" in Client().get("/meetings/?q=nothinglikeit").content
    assert Client().get("/meetings/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_an_address_that_leads_nowhere_is_not_kept(cast: Cast) -> None:
    answer = Client().get("/committees/no-such-committee/")
    assert answer.status_code == 404
    assert "ETag" not in answer.headers
