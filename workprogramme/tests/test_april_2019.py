"""The programme of 11 April 2019, entered whole through the pages, and the paper that is made of it."""

from __future__ import annotations

import io
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client

from callins import informal, workflow
from callins.models import CallIn, Undertaking
from callins.tests.made import at, councillors, decision, paper_call_in, rule_set
from committees.models import PaperVersion, Report
from committees.references import allocate
from packs.text import page_texts
from scrutiny.tests.cast import Cast
from workprogramme.models import Topic, TopicSlip
from workprogramme.numerals import numbered

from .programme import meeting, section

PROGRAMME = tomllib.loads(Path(__file__).with_name("april_2019.toml").read_text())
PARTS = ("formal", "to_schedule", "review", "considering")
MEETINGS = [(2019, 4, 11), (2019, 5, 9), (2019, 6, 13), (2019, 7, 11), (2019, 9, 12), (2019, 10, 10)]
ADD = "/workspace/committees/people-and-families-scrutiny-committee/programme/add/?year=2018"
PUT = "/workspace/committees/people-and-families-scrutiny-committee/programme/agenda/"


@pytest.fixture
def undertakings(cast: Cast) -> list[Undertaking]:
    """Of the call-in of September 2017, which was withdrawn because of them."""
    called = decision(
        rule_set("essex-2017"), at("2017-09-19 09:00"), cast.committee.contact, committee=cast.committee
    )
    call_in = paper_call_in(called, councillors(4), cast.officer, form_dated=date(2017, 9, 19))
    call_in = workflow.receive(call_in, received_at=at("2017-09-22 16:30"), by=cast.officer)
    call_in = workflow.accept(call_in, by=cast.officer, at=at("2017-09-22 17:00"))
    workflow.call_informal_meeting(
        call_in, start=at("2017-09-27 15:00"), place="C2", by=cast.officer, at=at("2017-09-25 09:00")
    )
    for text in ("A formal review after six months", "A group of members of all parties"):
        informal.give_undertaking(
            call_in,
            text=text,
            given_by_name="Councillor R Example",
            given_on=date(2017, 9, 27),
            by=cast.officer,
        )
    workflow.withdraw(call_in, words="On two undertakings.", by=cast.officer, at=at("2017-09-28 10:00"))
    return list(Undertaking.objects.waiting())


def enter(
    client: Client, kind: str, row: dict[str, Any], places: dict[date, int], offered: list[int]
) -> None:
    fields = {
        "title": row["title"],
        "section": section(kind).pk,
        "meeting": places.get(row.get("meeting"), ""),
        "timing": row.get("timing", ""),
        "focus": row.get("focus", ""),
        "steps": "\n".join(numbered(row.get("steps", []))),
        "is_public": "on",
        "origin_kinds": row.get("origins", []),
        "undertakings": offered if row.get("undertakings") else [],
    }
    response = client.post(ADD, fields)
    assert response.status_code == 302, response.content.decode()


@time_machine.travel("2019-03-29 12:00", tick=False)
def test_the_programme_of_april_2019(client: Client, cast: Cast, undertakings: list[Undertaking]) -> None:
    places = {each.date: each.pk for each in (meeting(cast, *when) for when in MEETINGS)}
    assert len(undertakings) == 2
    for _given_out in range(10):
        allocate(cast.committee, date(2019, 4, 11))
    client.force_login(cast.officer)
    for kind in PARTS:
        for row in PROGRAMME.get(kind, []):
            enter(client, kind, row, places, [each.pk for each in undertakings])
    assert Topic.objects.count() == 16
    response = client.post(PUT, {"meeting": places[date(2019, 4, 11)]})
    assert response.status_code == 302, response.content.decode()

    report = Report.objects.get()
    version = PaperVersion.objects.get(template="work_programme")
    assert report.reference == "PAF/11/19"
    assert table_of(version) == as_entered()
    assert_the_page_says_it(version)
    young_carers_trace_back(client, cast)


def table_of(version: PaperVersion) -> list[list[Any]]:
    return [
        [row["when"], row["title"], row["focus"], row["steps"]]
        for part in version.data["programme_sections"]
        for row in part["rows"]
    ]


def as_entered() -> list[list[Any]]:
    """With the days first, as the table has them, and what goes on without a day after them."""
    rows = []
    for kind in PARTS:
        part = sorted(PROGRAMME.get(kind, []), key=lambda row: row.get("meeting", date.max))
        rows += [
            [
                row.get("timing") or f"{row['meeting']:%-d %B %Y}",
                row["title"],
                row.get("focus", ""),
                numbered(row.get("steps", [])),
            ]
            for row in part
        ]
    return rows


def assert_the_page_says_it(version: PaperVersion) -> None:
    with version.pdf.open("rb") as file:
        pdf = file.read()
    words = " ".join(" ".join(page_texts(pdf)).split())
    for told in (
        "TBC (after",
        "(iv) Visits to family centres",
        "Ongoing",
        "None at present.",
        "as it stood on Friday 29 March 2019",
    ):
        assert told in words, words
    with pikepdf.open(io.BytesIO(pdf)) as pages:
        assert len(pages.pages) == version.pages


def young_carers_trace_back(client: Client, cast: Cast) -> None:
    topic = Topic.objects.get(title="Young carers’ service")
    assert [each.undertaking.call_in for each in topic.origins.all()] == [CallIn.objects.get()] * 2
    assert not Undertaking.objects.waiting().exists()
    assert not TopicSlip.objects.exists()
    client.logout()
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "A formal review after six months" in page
    assert f"/call-ins/{CallIn.objects.get().reference}/" in page
    assert client.get(f"/call-ins/{CallIn.objects.get().reference}/").status_code == 200
