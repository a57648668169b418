"""The large print edition: 18 point where we make the page, the page numbers that everybody uses."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pytest
from django.db import transaction
from django.test import Client

from audit.models import Entry
from committees import large_print
from committees.models import Edition, LargePrint, PaperVersion
from committees.models.publication import EditionKind
from committees.tests.pack_reading import ReadPack, everything_in, read
from committees.tests.pack_scene import CANARY, Scene
from packs.check import labels, problems

PACK = "/meetings/PAF-2019-04-11/packs/1"
own = re.compile(r"^\d+[a-z]")


@pytest.fixture(scope="module")
def enlarged(made: Scene) -> Scene:
    """As the worker does it after publication."""
    for wanted in LargePrint.objects.all():
        large_print.make(wanted.pk)
    return made


@pytest.fixture
def scene(enlarged: Scene, clock: object) -> Iterator[Scene]:
    with transaction.atomic():
        yield enlarged
        transaction.set_rollback(True)


def fetched(client: Client, kind: str) -> bytes:
    response = client.get(f"{PACK}/{kind}/large-print/?download=1")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def sizes(pdf: bytes, page: int) -> set[float]:
    """How large the words on a page are, its stamp included."""
    found, outer, font, drawn = set(), [1.0], 0.0, 0.0
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for instruction in pikepdf.parse_content_stream(document.pages[page]):
            name, operands = str(instruction.operator), instruction.operands
            if name == "q":
                outer.append(outer[-1])
            elif name == "Q":
                outer.pop()
            elif name == "cm":
                outer[-1] *= abs(float(operands[3]))
            elif name == "Tm":
                drawn = abs(float(operands[3])) * font
            elif name == "Tf":
                drawn = font = float(operands[1])
            elif name in ("Tj", "TJ"):
                found.add(round(drawn * outer[-1], 1))
    return found


def numbers(pack: ReadPack) -> list[str]:
    return [label for label in pack.labels if not label.startswith("L")]


def test_everybody_gets_it_with_the_numbers_of_the_standard_edition(client: Client, scene: Scene) -> None:
    pdf = fetched(client, "public")
    pack = read(pdf)
    standard = Edition.objects.get(kind=EditionKind.PUBLIC)

    assert problems(pdf) == []
    told = [int(re.sub(r"\D", "", name)) for label in numbers(pack) for name in label.split(", ")]
    assert sorted(set(told)) == list(range(1, standard.pages + 1))
    assert told == sorted(told)
    for row in standard.manifest["parts"]:
        uploaded = row["key"].startswith("paper-")
        assert (row["from"] in pack.labels) == uploaded
        assert any(label.startswith(f"{row['from']}a") for label in pack.labels) != uploaded
    assert CANARY.encode() not in everything_in(pdf)


def test_our_pages_are_in_18_point_and_papers_as_they_came(client: Client, scene: Scene) -> None:
    pdf = fetched(client, "public")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        shown = labels(document)
    for index, label in enumerate(shown):
        if own.match(label) or label.startswith("L"):
            assert min(sizes(pdf, index)) >= 17.9, label
    heron = read(pdf).pages_with("HERON")
    assert len(heron) == 2
    assert all(label.isdigit() for label in heron)


def test_its_first_page_says_what_is_not_enlarged(client: Client, scene: Scene) -> None:
    first = " ".join("".join(read(fetched(client, "public")).texts[:3]).split())
    assert "printed in 18 point" in first
    assert "here as they came" in first
    assert "Item 4, Appendix 2: Slides (pages " in first
    assert "leave the letter out" in first


def test_the_members_one_is_a_named_copy(member: Client, scene: Scene) -> None:
    pack = read(fetched(member, "members"))
    told = [
        label for label, text in zip(pack.labels, pack.texts, strict=True) if "Copy 1: Milo Membury" in text
    ]

    assert {"E1", "E2"} <= set(told)
    assert all(label in told for label in pack.labels if label.startswith(("E", "L", "1a")))
    assert not set(told) & set(pack.pages_with("HERON"))
    assert Entry.objects.get(verb="read pack").detail["large_print"] is True


def test_it_is_not_there_for_others(client: Client, scene: Scene) -> None:
    for who in (None, scene.cast.other_councillor, scene.cast.ex_member):
        if who:
            client.force_login(who)
        assert client.get(f"{PACK}/members/large-print/").status_code == 404


def test_the_meeting_offers_it_when_it_is_made(client: Client, scene: Scene) -> None:
    address = scene.meeting.get_absolute_url()
    assert f"{PACK}/public/large-print/" in client.get(address).content.decode()
    LargePrint.objects.update(state=LargePrint.State.WAITING)
    page = client.get(address).content.decode()
    assert "Large print: being made" in page
    assert f"{PACK}/public/large-print/" not in page
    assert client.get(f"{PACK}/public/large-print/").status_code == 404


def test_one_that_cannot_be_made_is_given_up(scene: Scene) -> None:
    LargePrint.objects.update(state=LargePrint.State.WAITING, attempts=0)
    PaperVersion.objects.update(pdf="gone.pdf")
    wanted = LargePrint.objects.first()
    assert wanted is not None
    for _ in range(large_print.MOST_ATTEMPTS):
        large_print.make(wanted.pk)
    wanted.refresh_from_db()
    assert wanted.state == LargePrint.State.FAILED


def test_an_officer_asks_again_after_a_failure(scene: Scene, client: Client) -> None:
    client.force_login(scene.cast.officer)
    page = f"/workspace/meetings/{scene.meeting.reference}/"
    assert "large print again" not in client.get(page).content.decode()
    LargePrint.objects.update(state=LargePrint.State.FAILED, attempts=3)
    assert "Make the large print again" in client.get(page).content.decode()
    client.post(f"{page}large-print/")
    assert set(LargePrint.objects.values_list("state", "attempts")) == {("waiting", 0)}
    large_print.make(LargePrint.objects.earliest("pk").pk)
    assert LargePrint.objects.earliest("pk").state == LargePrint.State.MADE
