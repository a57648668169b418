"""Caches may keep what is the same for everybody, and are told when it has changed; nobody's own page is kept."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.log import record
from scrutiny.tests.cast import Cast, meeting
from scrutiny.tests.world import coming, signed_in

PAGES = ["/", "/committees/", "/meetings/", "/meetings/calendar/", "/councillors/", "/accessibility/"]
NOON = "2027-06-01 11:00:01+00:00"


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


def test_an_address_that_leads_nowhere_is_not_kept(cast: Cast) -> None:
    answer = Client().get("/committees/no-such-committee/")
    assert answer.status_code == 404
    assert "ETag" not in answer.headers
