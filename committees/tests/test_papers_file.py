from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from committees.papers import upload as upload_paper
from packs.text import page_texts
from scrutiny.tests import cast as people

from .samples import pdf

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)


@pytest.fixture
def paper(cast):
    item = people.item(people.meeting(cast.committee, START), "Ferry fares", 1, kind="report")
    return upload_paper(item, pdf(2), name="Quay House.pdf", by=cast.officer)


def url_of(paper):
    return reverse("workspace:paper_file", args=[paper.versions.get().pk])


def test_the_pdf_is_shown_and_kept_out_of_caches(client, cast, paper):
    client.force_login(cast.officer)

    response = client.get(url_of(paper))

    assert b"".join(response.streaming_content)[:5] == b"%PDF-"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="paf-11-april-2019-exempt-paper-v1.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_each_reading_of_an_exempt_paper_is_in_the_audit_book(client, cast, paper):
    client.force_login(cast.officer)
    first_part, later_part = {"range": "bytes=0-99"}, {"range": "bytes=100-199"}

    client.get(url_of(paper), headers=first_part)
    client.get(url_of(paper), headers=later_part)

    entry = Entry.objects.get(verb="read paper")
    assert (entry.actor, entry.subject_name) == (cast.officer, "Exempt paper")


def test_an_exempt_paper_by_itself_says_whose_copy_it_is_and_keeps_saying_it(client, cast, paper):
    def pages(who):
        client.force_login(who)
        served = b"".join(client.get(url_of(paper)).streaming_content)
        return served, " ".join(page_texts(served)[0].split())

    first, officers = pages(cast.officer)
    again, _same = pages(cast.officer)
    _file, others = pages(cast.monitoring_officer)

    assert f"Copy 1: {cast.officer.name}, " in officers
    assert f"Copy 2: {cast.monitoring_officer.name}, " in others
    assert cast.officer.name not in others
    assert again == first, "the pieces a browser asks for must fit together"
    assert [entry.detail["copy"] for entry in Entry.objects.filter(verb="read paper").order_by("pk")] == [
        1,
        2,
    ]
    assert paper.versions.get().copies.count() == 2


@pytest.mark.parametrize(
    ("who", "draft", "published"),
    [
        ("officer", 200, 200),
        ("monitoring_officer", 200, 200),
        ("member", 404, 200),
        ("chair", 404, 200),
        ("non_voting_cooptee", 404, 404),
        ("ex_member", 404, 404),
        ("other_councillor", 404, 404),
        ("other_officer", 404, 404),
        ("administrator", 404, 404),
    ],
)
def test_who_may_open_an_exempt_paper(client, cast, paper, who, draft, published):
    client.force_login(getattr(cast, who))

    assert client.get(url_of(paper)).status_code == draft
    paper.versions.update(published_at=timezone.now())
    assert client.get(url_of(paper)).status_code == published
