"""Office files as papers, and those that cannot be made into pages: kept, seen, and in the way of publishing."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.urls import reverse

from audit.models import Entry
from committees.agenda import CannotChange
from committees.conversions import convert, replace_or_convert, try_again, upload_or_convert
from committees.models import Conversion, Paper
from committees.preflight import Weight, check
from packs.tests import office_files
from scrutiny.tests import cast as people

from .samples import pdf, upload

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)
WORD = office_files.docx()
# A Word document as far as can be seen from outside, with nothing that can be read inside.
HOPELESS = office_files.docx(extra={"word/document.xml": b"<w:document"})


@pytest.fixture
def item(cast):
    return people.item(people.meeting(cast.committee, START), "Harbour wall", 1, kind="report")


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def send(client, item, *files, classification="public"):
    data = {"papers": list(files), "classification": classification}
    response = client.post(reverse("workspace:paper_add", args=[item.pk]), data)
    work_off()
    return response


def work_off():
    """What a worker does with the files that wait to be converted."""
    for wanted in Conversion.objects.filter(state="waiting"):
        convert(wanted.pk)


def findings(item):
    found = check(item.meeting, None, today=date(2019, 4, 1))
    return {
        finding.code: finding
        for finding in found
        if finding.code.startswith(("unconverted", "converting", "missing"))
    }


def test_a_word_document_becomes_a_paper_and_its_original_is_kept(officer, item):
    send(officer, item, upload("Costs of the wall.docx", WORD))
    version = item.papers.get().versions.get()
    assert version.pages == 1
    assert version.pdf.read(5) == b"%PDF-"
    assert version.findings["tagged"] is True
    response = officer.get(reverse("workspace:paper_original", args=[version.pk]))
    assert b"".join(response.streaming_content) == WORD
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="Costs of the wall.docx"'


def test_a_file_that_cannot_be_converted_is_kept_and_stops_publishing(officer, item):
    send(officer, item, upload("Costs.docx", HOPELESS), upload("Plan.pdf"))
    bad, good = item.papers.order_by("problem").reverse()
    assert (bad.title, bad.state, bad.unconverted_name) == ("Costs", Paper.State.EXPECTED, "Costs.docx")
    assert bad.unconverted.read() == HOPELESS
    assert good.problem == ""
    found = findings(item)
    assert list(found) == [f"unconverted-{bad.pk}"]
    assert found[f"unconverted-{bad.pk}"].weight is Weight.STOPS
    assert "Costs.docx could not be made into pages" in agenda_page(officer, item)
    page = officer.get(reverse("workspace:paper", args=[bad.pk])).content.decode()
    assert "Go on without this file" in page
    kept = officer.get(reverse("workspace:paper_unconverted", args=[bad.pk]))
    assert b"".join(kept.streaming_content) == HOPELESS


def agenda_page(client, item):
    return client.get(reverse("workspace:meeting", args=[item.meeting.reference])).content.decode()


@pytest.fixture
def bad(officer, item):
    send(officer, item, upload("Costs.docx", HOPELESS))
    return item.papers.get()


def test_a_pdf_in_its_place_settles_it(officer, item, bad):
    officer.post(
        reverse("workspace:paper_replace", args=[bad.pk]) + "?side=public", {"file": upload("Costs.pdf")}
    )
    bad.refresh_from_db()
    assert (bad.problem, bad.unconverted.name, bad.state) == ("", "", Paper.State.DRAFT)
    assert bad.versions.get().is_public
    assert findings(item) == {}


def test_a_replacement_that_fails_leaves_the_version_before_it(officer, item):
    send(officer, item, upload("Costs.pdf", pdf(2)))
    paper = item.papers.get()
    address = reverse("workspace:paper_replace", args=[paper.pk]) + "?side=public"
    officer.post(address, {"file": upload("Costs.docx", HOPELESS)})
    work_off()
    assert paper.versions.get().pages == 2
    assert list(findings(item)) == [f"unconverted-{paper.pk}"]
    officer.post(reverse("workspace:paper_leave_out", args=[paper.pk]))
    assert findings(item) == {}
    assert paper.versions.get(current=True).pages == 2


def test_a_macro_document_is_refused_and_not_kept(officer, item):
    macros = office_files.docx(extra={"word/vbaProject.bin": b"program"})
    assert "contains macros" in send(officer, item, upload("Costs.docx", macros)).content.decode()
    assert not item.papers.exists()


def test_originals_are_for_the_officers_of_the_committee(client, cast, officer, item, bad):
    send(officer, item, upload("Plan.docx", WORD))
    version = item.papers.get(problem="").versions.get()
    addresses = [
        reverse("workspace:paper_original", args=[version.pk]),
        reverse("workspace:paper_unconverted", args=[bad.pk]),
    ]
    for user in (cast.other_officer, cast.member, cast.administrator):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [404, 404]
        assert client.post(reverse("workspace:paper_leave_out", args=[bad.pk])).status_code == 404


def test_the_audit_book_names_no_restricted_file(officer, item):
    send(officer, item, upload("Sale of Quay House.docx", HOPELESS), classification="exempt")
    assert item.papers.get().title == "Exempt paper"
    assert "Quay" not in "".join(f"{one.subject_name}{one.detail}" for one in Entry.objects.all())


@pytest.fixture
def waiting(cast, item):
    return upload_or_convert(item, WORD, name="Costs.docx", classification="public", by=cast.officer)


def test_an_upload_does_not_wait_for_the_conversion(officer, item, waiting):
    assert waiting.is_being_converted
    assert not waiting.versions.exists()
    assert list(findings(item)) == [f"converting-{waiting.pk}"]
    assert findings(item)[f"converting-{waiting.pk}"].weight is Weight.STOPS
    assert "Costs.docx is being made into pages" in agenda_page(officer, item)
    page = officer.get(reverse("workspace:paper", args=[waiting.pk])).content.decode()
    assert "See whether it is done" in page
    kept = officer.get(reverse("workspace:paper_unconverted", args=[waiting.pk]))
    assert b"".join(kept.streaming_content) == WORD
    work_off()
    waiting.refresh_from_db()
    assert (waiting.problem, waiting.state, waiting.versions.get().pages) == ("", Paper.State.DRAFT, 1)


def test_a_failed_conversion_is_tried_again_on_request(cast, officer, item, bad):
    assert "Try again" in officer.get(reverse("workspace:paper", args=[bad.pk])).content.decode()
    officer.post(reverse("workspace:paper_convert_again", args=[bad.pk]))
    bad.refresh_from_db()
    assert bad.is_being_converted
    with pytest.raises(CannotChange):
        try_again(bad, by=cast.officer)
    work_off()
    bad.refresh_from_db()
    assert "could not be made" in bad.problem
    assert [one.state for one in bad.conversions.all()] == ["failed", "failed"]


def test_a_file_that_came_meanwhile_is_the_one_that_counts(cast, item, waiting):
    replace_or_convert(waiting, pdf(3), name="Costs.pdf", public=True, by=cast.officer)
    work_off()
    waiting.refresh_from_db()
    assert [one.pages for one in waiting.versions.all()] == [3]
    assert waiting.conversions.get().state == "dropped"


def test_a_conversion_that_keeps_killing_workers_is_given_up(item, waiting):
    waiting.conversions.update(attempts=3)
    work_off()
    waiting.refresh_from_db()
    assert "stopped several times" in waiting.problem
    assert waiting.unconverted.read() == WORD
