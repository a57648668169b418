"""Requests that no page of ours makes. None of them is a server error."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from committees.files import serve_pdf
from scrutiny.tests.cast import LONDON, Cast, item, meeting

MANY_DIGITS = "9" * 5000


@pytest.mark.parametrize(
    "path",
    [
        "/meetings/PAF-2019-04-11/packs/99999999999999999999999/public/",
        "/meetings/PAF-2019-04-11/packs/1/PUBLIC/",
        "/meetings/%00/",
        "/meetings/?committee=%00",
        "/meetings/?q=%00",
        "/meetings/?period=%00&page=99999999999999999999",
        "/workspace/meetings/?committee=%00&sort=%00&page=-1",
        "/workspace/meetings/add/?committee=%00",
        "/workspace/meetings/calendar/?month=9999-99",
        "/workspace/items/99999999999999999999999/",
        "/workspace/papers/versions/99999999999999999999999/file/",
        "/workspace/builds/99999999999999999999999/",
        "/workspace/committees/people-and-families-scrutiny-committee/members/add/?q=%00",
        "/accounts/login/?next=https://evil.example/",
        "/workspace/calculator/?start_day=" + MANY_DIGITS,
    ],
)
def test_odd_addresses(client: Client, cast: Cast, path: str) -> None:
    client.force_login(cast.officer)

    assert client.get(path).status_code in (200, 302, 404)


@pytest.mark.parametrize(
    "wanted", [f"bytes=0-{MANY_DIGITS}", f"bytes={MANY_DIGITS}-", f"bytes=-{MANY_DIGITS}"]
)
def test_a_range_of_very_many_digits_is_no_range(rf: Any, tmp_path: Any, wanted: str) -> None:
    request = rf.get("/", headers={"range": wanted})
    response = serve_pdf(request, ContentFile(b"%PDF-1.7", name="x.pdf"), name="x.pdf", restricted=False)

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date_day", MANY_DIGITS),
        ("date_year", MANY_DIGITS),
        ("date_year", "0001"),
        ("date_year", "9999"),
        ("date_day", "١١"),
        ("time", "99:99"),
        ("time", "\x00"),
    ],
)
def test_odd_dates_are_refused_in_the_form(client: Client, cast: Cast, field: str, value: str) -> None:
    of = meeting(cast.committee, datetime(2030, 4, 11, 10, 15, tzinfo=LONDON))
    client.force_login(cast.officer)
    given = {"date_day": "18", "date_month": "4", "date_year": "2030", "time": "10:15", field: value}

    for page in ("reschedule", "clone"):
        response = client.post(f"/workspace/meetings/{of.reference}/{page}/", given)
        assert response.status_code == 200
        assert b"There is a problem" in response.content


@pytest.mark.parametrize("name", ["title", "note", "exempt_reason", "restricted_title"])
@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\U0001f389 مرحبا", "a\x0b\x1b\x00b", "x" * 100_000]
)
def test_odd_words_in_an_item(client: Client, cast: Cast, name: str, words: str) -> None:
    of = meeting(cast.committee, datetime(2030, 4, 11, 10, 15, tzinfo=LONDON))
    of_item = item(of, "Ferry fares", 1)
    client.force_login(cast.officer)
    given = {"kind": "other", "section": "public", "title": "Ferry fares", "version": "1", name: words}

    response = client.post(f"/workspace/items/{of_item.pk}/", given, follow=True)

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize(("time", "refused"), [("00:59", False), ("1:30am", True), ("2am", False)])
def test_a_time_that_the_clocks_jump_over_is_refused(
    client: Client, cast: Cast, time: str, refused: bool
) -> None:
    of = meeting(cast.committee, datetime(2030, 4, 11, 10, 15, tzinfo=LONDON))
    client.force_login(cast.officer)
    given = {"date_day": "31", "date_month": "3", "date_year": "2030", "time": time}

    response = client.post(f"/workspace/meetings/{of.reference}/clone/", given)

    assert response.status_code == (200 if refused else 302)
