"""A programme leaves as a table and comes back, each row with its fate; no cell is ever a formula."""

from __future__ import annotations

import csv
import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from scrutiny.tests.cast import Cast
from workprogramme import planning
from workprogramme.exchange import COLUMNS, row_of
from workprogramme.models import ProgrammeImport, Topic
from workprogramme.spreadsheets import NotATable, read, write
from workprogramme.timing import When

from .programme import meeting, topic

HOME = "/workspace/committees/people-and-families-scrutiny-committee/programme/"


@pytest.fixture(autouse=True)
def _in_2018():
    with time_machine.travel("2018-06-01 12:00", tick=False):
        yield


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def taken(officer: Client, data: bytes, name: str = "rows.csv") -> ProgrammeImport:
    response = officer.post(f"{HOME}import/", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()
    return ProgrammeImport.objects.latest("pk")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_leaves_comes_back_unchanged(officer: Client, cast: Cast, kind: str):
    topic(cast, "=SUM(1)", when=When(meeting=meeting(cast, 2018, 7, 12)), steps=["+Ask", "Look"])
    topic(cast, "Private", is_public=False, focus="'quoted'\nin two lines")
    data = officer.get(f"{HOME}export/{kind}/").content

    found = taken(officer, data, f"rows.{kind}")

    assert [fate["fate"] for fate in found.fates] == ["same", "same"], found.fates
    assert officer.get(f"{HOME}export/pdf/").status_code == 404


def test_no_cell_is_a_formula(officer: Client, cast: Cast):
    for begins in ("=", "+", "-", "@", "\t"):
        topic(cast, f"{begins}cmd|' /C calc'!A0")
    text = officer.get(f"{HOME}export/csv/").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    book = load_workbook(io.BytesIO(officer.get(f"{HOME}export/xlsx/").content))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}


def test_a_dry_run_says_what_each_row_would_do_and_then_does_it(officer: Client, cast: Cast):
    meeting(cast, 2018, 7, 12)
    kept = topic(cast, "Kept")
    moved = topic(cast, "Moved", when=When(meeting=meeting(cast, 2018, 9, 13)))
    part = kept.section.heading
    rows = [
        row_of(kept),
        [*row_of(moved)[:2], "Later", *row_of(moved)[3:12], "No room"],
        ["", part, "2018-07-12", "", "New", "", "Ask\nLook", "", "", "", "Annual cycle", "yes", ""],
        ["", part, "TBC", "", "", "", "", "", "", "", "", "yes", ""],
        ["999999", part, "TBC", "", "Lost", "", "", "", "", "", "", "yes", ""],
        ["", "No such part", "TBC", "", "Odd", "", "", "", "", "", "The moon", "perhaps", ""],
    ]
    found = taken(officer, write("csv", COLUMNS, rows, title="x"))
    fates = ["same", "changed", "new", "refused", "refused", "refused"]
    assert [fate["fate"] for fate in found.fates] == fates
    assert Topic.objects.count() == 2
    page = officer.get(f"/workspace/programmes/files/{found.pk}/").content.decode()
    assert "from 13 September 2018 to Later" in page
    assert "Nothing comes from “The moon”." in page

    officer.post(f"/workspace/programmes/files/{found.pk}/")

    made = Topic.objects.get(title="New")
    assert (made.when, made.item.meeting.date.month, made.steps.count()) == ("12 July 2018", 7, 2)
    assert Topic.objects.get(pk=moved.pk).slips.get().reason == "No room"
    found.refresh_from_db()
    assert [fate["fate"] for fate in found.fates] == fates
    again = officer.post(f"/workspace/programmes/files/{found.pk}/", follow=True).content.decode()
    assert "taken in already" in again
    assert Topic.objects.count() == 3


def test_a_row_that_is_overtaken_is_refused(officer: Client, cast: Cast):
    made = topic(cast, "Dues")
    row = row_of(made)
    row[5] = "Who pays"
    found = taken(officer, write("xlsx", COLUMNS, [row], title="x"), "rows.xlsx")
    planning.edit_topic(made, version=1, focus="Who pays", by=cast.officer)
    officer.post(f"/workspace/programmes/files/{found.pk}/")
    found.refresh_from_db()
    assert found.fates[0]["fate"] == "refused"


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"PK\x03\x04 broken", "x.xlsx", "could not be read"),
        (b"%PDF-1.7", "x.pdf", "ends in .csv or .xlsx"),
        (b"a,b\n", "x.csv", "no rows"),
        (b"x" * 2_000_001, "x.csv", "too large"),
        (b"a\n" + b"b\n" * 1001, "x.csv", "more than 1000"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, name: str, why: str):
    with pytest.raises(NotATable, match=why):
        read(data, name)


def test_a_file_without_the_columns_is_refused_on_the_page(officer: Client, cast: Cast):
    response = officer.post(f"{HOME}import/", {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    assert "has no column" in response.content.decode()
    assert not ProgrammeImport.objects.exists()
