from datetime import datetime

import pytest
from django.urls import reverse

from audit.models import Entry
from committees.models import Meeting, Paper
from committees.papers import names_from
from scrutiny.tests import cast as people

from .samples import locked_pdf, pdf, upload

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)


@pytest.fixture
def item(cast):
    return people.item(people.meeting(cast.committee, START), "Ferry fares", 1, kind="report")


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def send(client, item, *files, classification="exempt", **more):
    data = {"papers": list(files), "classification": classification, **more}
    return client.post(reverse("workspace:paper_add", args=[item.pk]), data)


def test_several_files_become_papers_in_the_order_chosen(officer, item, cast):
    response = send(
        officer,
        item,
        upload("Appendix 1 - fares table.pdf", pdf(3)),
        upload("survey_results.pdf"),
        classification="public",
    )

    first, second = item.papers.all()
    assert response.status_code == 302
    assert (first.label, first.title, first.state) == ("Appendix 1", "Fares table", "draft")
    assert (second.label, second.title) == ("", "Survey results")
    version = first.versions.get()
    assert (version.number, version.pages, version.current, version.classification) == (1, 3, True, "public")
    assert version.uploaded_by == cast.officer
    assert len(version.sha256) == 64
    assert version.pdf.read(5) == b"%PDF-"


def test_an_exempt_file_name_is_seen_only_by_those_who_may_read_it(officer, item):
    send(officer, item, upload("Appendix 2 Sale of Quay House.pdf"))

    paper = item.papers.get()
    assert (paper.label, paper.title) == ("Appendix 2", "Exempt paper")
    assert paper.restricted_title == "Sale of Quay House"
    version = paper.versions.get()
    assert "uay" not in version.pdf.name + version.original.name
    assert "Quay" not in "".join(f"{one.subject_name}{one.detail}" for one in Entry.objects.all())


def test_paragraphs_given_at_upload_are_kept(officer, item):
    send(officer, item, upload("a.pdf"), paragraphs=["3", "5"])

    assert item.papers.get().versions.get().paragraphs == ["3", "5"]


BAD = [
    ("letter.pdf", b"Dear all, this is a letter.", "letter.pdf: "),
    ("page.html.pdf", b"<html><body>Hello</body></html>", "page.html.pdf: "),
    ("nothing.pdf", b"", "nothing.pdf: "),
    ("cut.pdf", pdf(2)[:150], "cut.pdf: "),
    ("locked.pdf", locked_pdf(), "locked.pdf: "),
]


@pytest.mark.parametrize(("name", "data", "begins"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_is_refused_by_name_and_the_rest_is_kept(officer, item, name, data, begins):
    response = send(
        officer, item, upload("good.pdf"), upload(name, data), classification="exempt", paragraphs=["3"]
    )

    errors = [error for error in response.context["form"].errors["papers"] if error.startswith(begins)]
    assert len(errors) == 1
    assert errors[0].endswith(".")
    assert [paper.restricted_title for paper in item.papers.all()] == ["Good"]
    assert response.context["form"]["paragraphs"].value() == ["3"]
    page = response.content.decode()
    assert "good.pdf is added." in page
    assert "<title>Error: " in page


def test_a_file_that_is_too_large_is_refused_before_it_is_read(officer, item, settings):
    settings.PAPER_MAX_BYTES = 200

    response = send(officer, item, upload("big.pdf", pdf(3)))

    assert "big.pdf: The file is larger than" in response.content.decode()
    assert not item.papers.exists()


def test_no_file_is_an_error(officer, item):
    response = send(officer, item)

    assert "Choose at least one file" in response.content.decode()


def test_the_browser_script_gets_its_answer_as_json(officer, item):
    url = reverse("workspace:paper_add", args=[item.pk])

    taken = officer.post(
        url, {"papers": [upload("a.pdf")], "classification": "public"}, headers={"accept": "application/json"}
    )
    refused = officer.post(
        url,
        {"papers": [upload("b.pdf", b"no")], "classification": "public"},
        headers={"accept": "application/json"},
    )

    assert (taken.status_code, taken.json()) == (200, {"accepted": ["a.pdf"], "errors": []})
    assert refused.status_code == 422
    assert refused.json()["errors"][0].startswith("b.pdf: ")


def test_a_cancelled_meeting_takes_no_papers(officer, item):
    Meeting.objects.update(state="cancelled", cancelled_at=START)

    response = send(officer, item, upload("a.pdf"))

    assert "The meeting is cancelled" in response.content.decode()
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("APPENDIX 3: the_costs.PDF", ("Appendix 3", "The costs")),
        ("Annexe B.pdf", ("Annexe B", "Annexe B")),
        ("C:\\papers\\Budget.pdf", ("", "Budget")),
        ("../../etc/passwd", ("", "Passwd")),
        (".pdf", ("", "Paper")),
        ("appendixes explained.pdf", ("", "Appendixes explained")),
    ],
)
def test_what_a_file_name_suggests(name, expected):
    assert names_from(name) == expected


def test_a_paper_to_come_is_listed_by_its_title(officer, item):
    officer.post(
        reverse("workspace:paper_expect", args=[item.pk]),
        {"label": "Appendix 4", "title": "Survey", "state": "to_follow"},
    )

    paper = item.papers.get()
    assert (paper.label, paper.title, paper.state) == ("Appendix 4", "Survey", "to_follow")
    page = officer.get(reverse("workspace:meeting", args=[item.meeting.reference])).content.decode()
    assert "To follow" in page
    assert "Add the file" in page
