from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from committees.generated_papers import attach_generated
from committees.models import Paper, PaperVersion
from committees.papers import upload as upload_paper
from scrutiny.tests import cast as people

from .samples import pdf, upload

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)


@pytest.fixture
def item(cast):
    return people.item(people.meeting(cast.committee, START), "Ferry fares", 1, kind="report")


@pytest.fixture
def paper(item, cast):
    return upload_paper(item, pdf(2), name="Quay House.pdf", paragraphs=["3"], by=cast.officer)


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def replace(client, paper, name="new.pdf", data=None, side=""):
    url = reverse("workspace:paper_replace", args=[paper.pk])
    return client.post(f"{url}?side={side}" if side else url, {"file": upload(name, data)})


def classify(client, paper, classification, side="", **more):
    url = reverse("workspace:paper_classify", args=[paper.pk])
    paper.refresh_from_db()
    given = {"classification": classification, "version": paper.version, **more}
    return client.post(f"{url}?side={side}", given)


def versions(paper):
    return list(paper.versions.order_by("number").values_list("number", "classification", "current", "pages"))


def test_a_new_version_takes_over_and_the_old_one_is_kept(officer, paper):
    paper.versions.update(public_interest="Negotiations")

    replace(officer, paper, data=pdf(5))

    assert versions(paper) == [(1, "exempt", False, 2), (2, "exempt", True, 5)]
    new = paper.versions.get(current=True)
    assert (new.paragraphs, new.public_interest) == (["3"], "Negotiations")
    page = officer.get(reverse("workspace:paper", args=[paper.pk])).content.decode()
    assert "Earlier versions" in page
    assert reverse("workspace:paper_file", args=[paper.versions.get(number=1).pk]) in page


def test_a_bad_new_version_changes_nothing(officer, paper):
    response = replace(officer, paper, name="bad.pdf", data=b"no")

    assert "bad.pdf: " in response.content.decode()
    assert versions(paper) == [(1, "exempt", True, 2)]


def test_the_public_version_stands_beside_the_exempt_one(officer, paper):
    replace(officer, paper, name="Harbour review.pdf", side="public")

    paper.refresh_from_db()
    assert versions(paper) == [(1, "exempt", True, 2), (2, "public", True, 1)]
    assert (paper.title, paper.restricted_title) == ("Harbour review", "Quay House")
    names = set(paper.versions.values_list("pdf", flat=True))
    assert len(names) == 2


def test_an_expected_paper_gets_its_file(officer, item):
    paper = item.papers.create(order=1, title="Survey", state="expected")

    replace(officer, paper, side="public")

    paper.refresh_from_db()
    assert (paper.state, paper.title) == ("draft", "Survey")
    assert versions(paper) == [(1, "public", True, 1)]


def test_a_paper_that_becomes_public_may_be_called_by_its_name(officer, paper):
    classify(officer, paper, "public")

    paper.refresh_from_db()
    assert (paper.title, paper.restricted_title) == ("Quay House", "")
    assert versions(paper) == [(1, "public", True, 2)]
    assert paper.versions.get().paragraphs == []


def test_an_exempt_paper_must_name_a_paragraph(officer, paper):
    response = classify(officer, paper, "exempt", public_interest="Kept words")

    page = response.content.decode()
    assert "Choose at least one paragraph for an exempt paper" in page
    assert "Kept words" in page


def test_paragraphs_and_public_interest_are_saved_without_reaching_the_audit_book(officer, paper):
    classify(officer, paper, "exempt", paragraphs=["2", "3"], public_interest="The buyer is Mr Grebe")

    version = paper.versions.get()
    assert (version.paragraphs, version.public_interest) == (["2", "3"], "The buyer is Mr Grebe")
    assert "Grebe" not in "".join(str(one.detail) for one in Entry.objects.all())


def test_a_published_version_keeps_its_class_and_a_copy_gets_the_new_one(officer, paper):
    paper.versions.update(published_at=timezone.now())

    classify(officer, paper, "public")

    old, new = paper.versions.order_by("number")
    assert (old.classification, old.current) == ("exempt", False)
    assert (new.classification, new.current, new.published_at) == ("public", True, None)
    assert old.pdf.name != new.pdf.name
    assert old.pdf.read() == new.pdf.read()


def test_a_second_public_version_is_refused(officer, paper):
    replace(officer, paper, side="public")

    response = classify(officer, paper, "public", side="restricted")

    assert "already has a version that is public" in response.content.decode()
    assert [row[1] for row in versions(paper)] == ["exempt", "public"]


def test_a_paper_is_cleared_and_a_new_version_is_a_draft_again(officer, paper):
    officer.post(reverse("workspace:paper_state", args=[paper.pk]), {"state": "cleared"})
    assert Paper.objects.get().state == "cleared"

    replace(officer, paper)
    assert Paper.objects.get().state == "draft"


def test_a_paper_without_a_file_cannot_be_cleared(officer, item):
    paper = item.papers.create(order=1, title="Survey", state="expected")

    officer.post(reverse("workspace:paper_state", args=[paper.pk]), {"state": "cleared"})

    paper.refresh_from_db()
    assert paper.state == "expected"


def test_papers_move_are_removed_and_restored(officer, item):
    a, b = (item.papers.create(order=n, title=title, state="expected") for n, title in enumerate("AB", 1))

    officer.post(reverse("workspace:paper_move", args=[b.pk]), {"direction": "up"})
    assert [paper.title for paper in item.papers.all()] == ["B", "A"]

    officer.post(reverse("workspace:paper_remove", args=[b.pk]))
    b.refresh_from_db()
    assert b.removed_at is not None

    officer.post(reverse("workspace:paper_restore", args=[b.pk]))
    assert [(paper.title, paper.removed_at) for paper in item.papers.all()] == [("A", None), ("B", None)]
    a.refresh_from_db()
    assert a.state == "expected"


def test_two_officers_editing_a_papers_titles(officer, item):
    paper = item.papers.create(order=1, title="Survey", state="expected")
    url = reverse("workspace:paper_edit", args=[paper.pk])
    officer.post(url, {"title": "Survey of users", "version": "1"})

    response = officer.post(url, {"title": "User survey", "version": "1"})

    assert response.status_code == 409
    assert "Survey of users" in response.content.decode()
    paper.refresh_from_db()
    assert paper.title == "Survey of users"


def test_the_paper_page_says_what_was_found_in_the_file(officer, paper):
    PaperVersion.objects.update(
        findings={"tagged": False, "removed": ["A script was removed."], "warnings": ["No tags."]}
    )

    page = officer.get(reverse("workspace:paper", args=[paper.pk])).content.decode()

    for words in ("A script was removed.", "No tags.", "Quay House.pdf", "Olive Officer"):
        assert words in page


def test_a_generated_paper_is_frozen_as_it_was_attached(item, cast):
    data = {
        "title": "Undertakings given",
        "reference": "PAF/01/19",
        "committee": {"name": "People and Families"},
        "meeting": {"date_words": "11 April 2019"},
        "council": {"name": "Wessexmere County Council"},
        "enquiries": {"name": "Orla Finch"},
    }

    paper = attach_generated(
        item,
        title="Undertakings",
        label="Appendix 1",
        template="cover",
        data=data,
        classification="public",
        by=cast.officer,
    )

    version = paper.versions.get()
    assert (version.template, version.data, version.pages) == ("cover", data, 1)
    assert version.original_name == ""
    assert version.pdf.read(5) == b"%PDF-"


def test_two_who_classify_one_paper_the_second_is_told_and_sees_both(officer, paper, cast):
    opened_on = paper.version
    classify(officer, paper, "exempt", paragraphs=["1"], public_interest="A child could be named")

    response = classify(officer, paper, "public", version=opened_on)

    page = response.content.decode()
    assert response.status_code == 409
    assert f"{cast.officer.name} changed this while you were editing it" in page
    assert "A child could be named" in page
    assert paper.versions.get(current=True).classification == "exempt"
    # Having seen it, the officer may go on.
    paper.refresh_from_db()
    assert f'name="version" value="{paper.version}"' in page
    classify(officer, paper, "public")
    assert paper.versions.get(current=True).classification == "public"


@pytest.mark.parametrize(
    ("file_name", "label"),
    [
        ("Appendix 2 - Costs.pdf", "Appendix 2"),
        ("annex B Costs.pdf", "Annex B"),
        ("Appendix 2a Costs.pdf", "Appendix 2A"),
        ("Schedule iii Costs.pdf", "Schedule III"),
        ("Annex Kerr settlement.pdf", ""),
        ("Appendix Acme Costs.pdf", ""),
    ],
)
def test_only_a_number_or_a_letter_of_a_file_name_becomes_a_public_label(item, cast, file_name, label):
    paper = upload_paper(item, pdf(1), name=file_name, by=cast.officer)

    assert paper.label == label
    assert paper.title == "Exempt paper"


@pytest.mark.parametrize(
    ("kind", "name"), [("exempt", "Exempt paper"), ("confidential", "Confidential paper")]
)
def test_a_public_paper_that_is_kept_back_loses_its_name_in_public(officer, item, cast, kind, name):
    paper = upload_paper(item, pdf(1), name="Quay House.pdf", classification="public", by=cast.officer)

    classify(officer, paper, kind, paragraphs=["3"], ground="A court order")

    paper.refresh_from_db()
    assert (paper.title, paper.restricted_title) == (name, "Quay House")
