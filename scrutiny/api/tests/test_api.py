"""The API says what is published and what its description says, whatever it is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.db import transaction
from django.test import Client, TestCase

from callins.tests.executive import executive
from committees.models import Committee, Meeting
from scrutiny.api.catalogue import RESOURCES
from scrutiny.api.description import describe, key_of
from scrutiny.api.tests.questions import ask_everything
from scrutiny.search.indexing import freshen
from scrutiny.tests.cast import Cast, make_cast, meeting
from scrutiny.tests.world import coming
from workprogramme.tests.planned_world import planned_world

SECRET = "Quillfeather"
LISTS = [f"/{name}/" for name in RESOURCES]


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def council(db: None) -> Cast:
    with TestCase.captureOnCommitCallbacks():
        cast = make_cast()
        for days in (4, 9, -6):
            meeting(cast.committee, coming(days))
        meeting(cast.committee, coming(2), kind=Meeting.Kind.BRIEFING)
        made = executive(cast)
        planned_world(cast, made.planned, SECRET)
        freshen(2_000)
    return cast


@pytest.fixture
def client(council: Cast) -> Client:
    return Client()


def schema_of(path: str, status: str = "200") -> Any:
    answers = describe()["paths"][path]["get"]["responses"][status]["content"]
    (kind,) = answers
    return kind, jsonschema_rs.validator_for(
        answers[kind]["schema"] | {"components": describe()["components"]}
    )


def got(client: Client, address: str, **headers: str) -> Any:
    response = client.get(f"/api/v1{address}", headers=headers)
    assert response.status_code == 200, response.content
    return response


@pytest.mark.parametrize("path", [*LISTS, "/search/"])
def test_lists_and_each_in_them_are_as_described(client: Client, path: str) -> None:
    query = "?q=the OR committee OR scrutiny" if path == "/search/" else ""
    data = got(client, path + query).json()
    schema_of(path)[1].validate(data)
    assert data["count"] >= len(data["results"]) > 0 or path == "/call-ins/"
    for row in data["results"] if path != "/search/" else []:
        address = row["api"].removeprefix("http://localhost:8000/api/v1")
        whole = got(client, address).json()
        key = key_of(RESOURCES[path.strip("/")])
        schema_of(f"{path}{{{key}}}/")[1].validate(whole)
        assert whole["api"] == row["api"]
        assert client.get(row["url"].removeprefix("http://localhost:8000")).status_code == 200


def test_only_what_everybody_may_read_is_there(client: Client, council: Cast) -> None:
    said = json.dumps([got(client, f"{path}?per_page=100").json() for path in LISTS])
    private = Meeting.objects.get(kind=Meeting.Kind.BRIEFING)
    assert private.reference not in said
    assert SECRET not in said
    assert client.get(f"/api/v1/meetings/{private.reference}/").status_code == 404
    officer = Client()
    officer.force_login(council.officer)
    assert [got(officer, path).content for path in LISTS] == [got(client, path).content for path in LISTS]


def test_pages_lead_to_each_other(client: Client) -> None:
    first = got(client, "/meetings/?per_page=2&state=planned").json()
    second = got(client, first["next"].removeprefix("http://localhost:8000/api/v1")).json()
    assert (first["count"], first["pages"], first["previous"]) == (second["count"], second["pages"], None)
    assert second["previous"].endswith("page=1")
    seen = [row["reference"] for row in first["results"] + second["results"]]
    assert len(set(seen)) == len(seen)
    beyond = got(client, "/meetings/?page=900").json()
    assert (beyond["results"], beyond["next"]) == ([], None)


def test_filters_narrow(client: Client, council: Cast) -> None:
    assert got(client, "/meetings/?committee=none").json()["count"] == 0
    assert got(client, f"/meetings/?committee={council.committee.slug}").json()["count"] > 0
    to_come = got(client, f"/meetings/?since={coming(0).date()}").json()
    assert {row["start"][:10] >= str(coming(0).date()) for row in to_come["results"]} == {True}


@pytest.mark.parametrize("path", ["/committees/", "/search/?q=committee", "/openapi.json"])
def test_whoever_has_it_already_is_told_so(client: Client, path: str) -> None:
    first = got(client, path)
    again = client.get(f"/api/v1{path}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for response in (first, again):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cache-Control"] == "public, max-age=60"


def test_pages_of_other_sites_may_ask_and_nobody_may_write(client: Client) -> None:
    asked = client.options("/api/v1/meetings/")
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in asked
    for method in (client.post, client.put, client.patch, client.delete):
        refused = method("/api/v1/meetings/")
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    "address",
    [
        "/meetings/?page=0",
        "/meetings/?page=x",
        "/meetings/?per_page=101",
        "/meetings/?since=yesterday",
        "/meetings/?since=2026-13-01",
        "/meetings/?state=secret",
        "/meetings/?committee=%00",
        "/meetings/?page=1&page=2",
        "/meetings/?unknown=1",
        "/councillors/?in_office=maybe",
        "/search/?q=" + "x" * 201,
    ],
)
def test_what_is_asked_wrongly_is_said(client: Client, address: str) -> None:
    response = client.get(f"/api/v1{address}")
    kind, schema = schema_of("/meetings/", "400")
    assert (response.status_code, response["Content-Type"]) == (400, kind)
    schema.validate(response.json())


@pytest.mark.parametrize(
    "address", ["/nothing/", "/meetings/x/", "/councillors/x/", "/councillors/9999999999999999999999/"]
)
def test_what_is_not_there_is_said(client: Client, address: str) -> None:
    assert client.get(f"/api/v1{address}").status_code == 404


@pytest.mark.parametrize("path", LISTS)
def test_a_long_list_costs_no_more(
    client: Client, council: Cast, path: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        got(client, path)
    assert Committee.objects.exists()


def test_whatever_the_description_allows_is_answered_as_it_says(council: Cast) -> None:
    """A few questions of each kind; `benchmarks/api_questions.py` asks hundreds."""
    asked, problems = ask_everything(3, wrongly=False)
    assert problems == []
    assert asked >= 2 * len(RESOURCES)
