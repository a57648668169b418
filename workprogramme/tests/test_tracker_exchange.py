"""The tracker leaves as a table and comes back; every row's fate is told before anything happens."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl.reader.excel import load_workbook

from workprogramme.models import ProgrammeImport, Recommendation
from workprogramme.spreadsheets import read, write
from workprogramme.tests.programme import topic
from workprogramme.tests.tracked import answered, drafted
from workprogramme.tracker_exchange import COLUMNS


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


@pytest.fixture
def about(cast):
    return topic(cast, "Roads")


def exported(client, cast, kind="csv"):
    page = reverse("workspace:tracker_download", args=[cast.committee.slug, kind])
    return client.get(page).content


def brought(client, cast, rows, name="r.csv"):
    """The file looked at, and what would become of each row."""
    data = write("csv", COLUMNS, [[row.get(column, "") for column in COLUMNS] for row in rows], title="x")
    page = reverse("workspace:tracker_take_in", args=[cast.committee.slug])
    response = client.post(page, {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()[:3000]
    shown = ProgrammeImport.objects.latest("pk")
    return shown, [(fate["fate"], fate["words"]) for fate in shown.fates]


def test_what_leaves_comes_back_as_it_was(officer, cast, about):
    answered(cast, about)
    drafted(cast, about, text='=HYPERLINK("https://example.org")')
    rows = read(exported(officer, cast), "r.csv")
    assert list(rows[0]) == COLUMNS
    assert b"'=HYPERLINK" in exported(officer, cast)
    sheet = load_workbook(io.BytesIO(exported(officer, cast, "xlsx"))).active
    assert [cell.data_type for cell in sheet[3]][1] == "s"
    _shown, fates = brought(officer, cast, rows)
    assert fates == [("same", ""), ("same", "")]


def test_a_row_goes_as_far_as_it_says_and_the_dry_run_changes_nothing(officer, cast, about):
    waiting = drafted(cast, about, text="Mend the bridge")
    rows = [
        {
            "Recommendation": "Plant trees", "Comes from": "Roads", "To": "Cabinet Member",
            "Agreed on": "1 November 2023",
            "Received on": "2 November 2023", "Response": "Accepted", "Response given on": "5/12/2023",
            "Proposed action": "We will", "How it goes": "green", "Progress": "Half are in", "Published": "yes",
        },
        {"Reference": waiting.reference, "Recommendation": "Mend both bridges", "To": "Cabinet Member"},
        {"Recommendation": "Nothing", "To": "Nobody", "Comes from": "Nowhere"},
        {"Reference": "XX/9", "Recommendation": "x", "To": "y"},
        {"Reference": waiting.reference, "Recommendation": "Mend both bridges",
         "To": "Cabinet Member", "Response": "Perhaps"},
        {"Recommendation": "Plant trees", "Comes from": "Roads", "To": "Cabinet Member"},
    ]  # fmt: skip
    shown, fates = brought(officer, cast, rows)
    assert [fate for fate, _words in fates] == ["new", "changed", "refused", "refused", "refused", "refused"]
    assert fates[0][1].endswith("received on 2 November 2023; accepted; green: on track; published")
    assert fates[1][1] == "words"
    assert "not “Nowhere”" in fates[2][1]
    assert "no recommendation XX/9" in fates[3][1]
    assert "cannot be “Perhaps”" in fates[4][1]
    assert "says the same" in fates[5][1]
    assert Recommendation.objects.count() == 1

    page = reverse("workspace:programme_import", args=[shown.pk])
    assert (
        "Nothing has changed yet. 2 rows would change the tracker, 4 cannot"
        in officer.get(page).content.decode()
    )
    officer.post(page)
    made = Recommendation.objects.exclude(pk=waiting.pk).get()
    assert (made.state, made.light, made.progress) == ("under_way", "green", "Half are in")
    assert made.sending.due_told is not None, "its two months were counted"
    waiting.refresh_from_db()
    assert waiting.text == "Mend both bridges"
    assert "taken in already" in officer.post(page, follow=True).content.decode()


def test_a_row_that_changed_since_it_was_shown_is_refused(officer, cast, about):
    waiting = drafted(cast, about)
    shown, fates = brought(
        officer,
        cast,
        [{"Reference": waiting.reference, "Recommendation": "New words", "To": "Cabinet Member"}],
    )
    assert fates == [("changed", "words")]
    Recommendation.objects.filter(pk=waiting.pk).update(addressee="The Leader")
    officer.post(reverse("workspace:programme_import", args=[shown.pk]))
    shown.refresh_from_db()
    assert shown.fates[0]["fate"] == "refused"
    waiting.refresh_from_db()
    assert waiting.text == "Mend the road"
