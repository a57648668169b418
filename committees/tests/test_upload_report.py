"""What an officer is told of an uploaded file, and that its words are kept as secret as its pages."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committees import building
from committees.models import AgendaItem, PageText, Paper, PaperVersion
from committees.papers import classify, replace, upload
from committees.permissions import can_read
from committees.tests.pack_reading import read
from committees.tests.pack_scene import A4, pdf
from committees.texts import texts_visible_to
from packs.tests import papers as files
from scrutiny.tests import cast as people
from scrutiny.tests.cast import Cast

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    return people.item(people.meeting(cast.committee, START), "Ferry fares", 1, kind="report")


def with_bookmarks(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        first = pikepdf.OutlineItem("Fares today", 0)
        first.children.append(pikepdf.OutlineItem("Islanders", 1))
        outline.root.append(first)


def told(client: Client, paper: Paper) -> str:
    page = client.get(reverse("workspace:paper", args=[paper.pk])).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_officer_is_told_what_to_ask_the_author_for(client: Client, cast: Cast, item: AgendaItem) -> None:
    client.force_login(cast.officer)
    said = told(client, upload(item, files.paper(2), name="Fares.pdf", by=cast.officer))

    assert "For screen readers Not accessible: only the words are read out" in said
    assert "Language Not given; read out as English" in said
    assert "Words On every page" in said
    assert "Ask the author for a tagged PDF." in said
    assert "Document structure tags for accessibility" in said


def test_a_scan_is_called_one(client: Client, cast: Cast, item: AgendaItem) -> None:
    client.force_login(cast.officer)
    said = told(client, upload(item, files.scan(), name="Letter.pdf", by=cast.officer))

    assert "pictures of pages, which cannot be read out" in said
    assert "No words were found on any page" in said
    assert "the document itself instead of a scan" in said


def test_a_good_file_is_called_good(client: Client, cast: Cast, item: AgendaItem) -> None:
    client.force_login(cast.officer)
    said = told(client, upload(item, files.tagged(["H1", "P"]), name="Good.pdf", by=cast.officer))

    assert "Tagged: headings, lists and tables are read out as such" in said
    assert "Language English" in said
    assert "Ask the author" not in said


def test_its_own_bookmarks_are_kept_and_shown_in_the_pack(
    client: Client, cast: Cast, item: AgendaItem
) -> None:
    client.force_login(cast.officer)
    paper = upload(
        item,
        files.paper(2, with_bookmarks),
        name="Report.pdf",
        classification="public",
        by=cast.officer,
    )
    build = building.request_build(item.meeting, by=cast.officer)
    building.run(build.pk)
    build.refresh_from_db()

    assert "Bookmarks 2 kept" in told(client, paper)
    with building.default_storage.open(build.result["public"]["file"], "rb") as file:
        marks = [(level, title) for level, title, _page in read(file.read()).bookmarks]
    assert marks[-2:] == [(2, "Fares today"), (3, "Islanders")]


def test_the_words_of_every_page_are_kept(cast: Cast, item: AgendaItem) -> None:
    paper = upload(item, pdf("MARSH", [(A4, 0)] * 2), name="A.pdf", classification="public", by=cast.officer)
    replace(paper, pdf("HERON", [(A4, 0)]), name="B.pdf", public=True, by=cast.officer)

    kept = PageText.objects.order_by("version__number", "page").values_list("version__number", "page", "text")
    assert list(kept) == [(1, 1, "MARSH-1"), (1, 2, "MARSH-2"), (2, 1, "HERON-1")]


def test_a_copied_version_keeps_its_words(cast: Cast, item: AgendaItem) -> None:
    paper = upload(item, pdf("MARSH", [(A4, 0)]), name="A.pdf", classification="public", by=cast.officer)
    paper.versions.update(published_at=timezone.now())

    made = classify(paper.versions.get(), "exempt", paragraphs=["3"], by=cast.officer)

    assert [text.text for text in made.page_texts.all()] == ["MARSH-1"]


def test_words_are_read_by_those_who_may_read_the_page_and_by_nobody_else(
    cast: Cast, item: AgendaItem
) -> None:
    open_paper = upload(item, pdf("A", [(A4, 0)]), name="A.pdf", classification="public", by=cast.officer)
    secret = upload(item, pdf("B", [(A4, 0)]), name="B.pdf", paragraphs=["3"], by=cast.officer)
    draft = upload(item, pdf("C", [(A4, 0)]), name="C.pdf", classification="public", by=cast.officer)
    PaperVersion.objects.exclude(paper=draft).update(published_at=timezone.now())
    day = timezone.localdate()

    assert {open_paper.pk, secret.pk, draft.pk} == set(Paper.objects.values_list("pk", flat=True))
    for name in ("officer", "other_officer", "member", "other_councillor", "ex_member", "administrator"):
        user = getattr(cast, name)
        seen = {text.version_id for text in texts_visible_to(user, day)}
        assert seen == {version.pk for version in PaperVersion.objects.all() if can_read(user, version, day)}
    assert texts_visible_to(cast.officer, day).count() == 3


def test_there_is_one_door_to_the_words() -> None:
    """Code that reads the table by itself would go round the rule."""
    named = re.compile(r"\bPageText\b|\.page_texts\b")
    known = {"committees/texts.py", "committees/models/__init__.py", "committees/models/paper.py"}
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for app in ("committees", "callins", "workprogramme", "scrutiny", "council", "accounts")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts) and named.search(path.read_text())
    }
    assert found == known
