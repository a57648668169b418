"""What a reader takes away from a published pack: a copy with their name, one item, some pages."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client

from audit.models import Entry
from committees.models import EditionCopy, Membership
from committees.tests.pack_reading import everything_in, read
from committees.tests.pack_scene import CANARY, Scene
from committees.tests.readers.conftest import IN_TIME
from packs.check import problems

PACK = "/meetings/PAF-2019-04-11/packs/1"
MILO = "Copy 1: Milo Membury, 3 April 2019, 4pm"


def fetched(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content)


def recorded() -> list[dict[str, object]]:
    return [line.detail for line in Entry.objects.filter(verb="read pack").order_by("pk")]


def test_exempt_pages_say_whose_copy_it_is_and_the_others_do_not(member: Client, scene: Scene) -> None:
    copy = fetched(member, f"{PACK}/members/")
    pack = read(copy)
    told = [label for label, text in zip(pack.labels, pack.texts, strict=True) if MILO in text]

    exempt = [label for label in pack.labels if label.startswith("E")]
    assert len(exempt) == 6
    # The front pages of the members' edition hold exempt titles.
    assert told == ["1", "2", *exempt] or told == ["1", "2", "3", *exempt]
    assert problems(copy) == []
    assert recorded() == [{"number": 1, "edition": "members", "copy": 1}]


def test_everybody_gets_a_number_and_keeps_it(
    client: Client, scene: Scene, clock: time_machine.Traveller
) -> None:
    client.force_login(scene.cast.member)
    first = fetched(client, f"{PACK}/members/")
    client.force_login(scene.cast.chair)
    chairs = fetched(client, f"{PACK}/members/?download=1")
    clock.shift(timedelta(days=2))
    client.force_login(scene.cast.member)
    again = fetched(client, f"{PACK}/members/?download=1")

    assert first == again
    assert "Copy 2: Cora Chairwell" in "".join(read(chairs).texts)
    assert list(EditionCopy.objects.values_list("number", "reader_name")) == [
        (1, "Milo Membury"),
        (2, "Cora Chairwell"),
    ]


def test_a_copy_can_be_had_in_pieces(member: Client, scene: Scene) -> None:
    whole = fetched(member, f"{PACK}/members/")
    size = len(whole)
    pieces = b"".join(
        member.get(
            f"{PACK}/members/", headers={"range": f"bytes={at}-{min(at + size // 3, size - 1)}"}
        ).content
        for at in range(0, size, size // 3 + 1)
    )
    assert pieces == whole
    assert len(recorded()) == 1


def test_no_copy_is_kept(member: Client, scene: Scene, settings: Any) -> None:
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    fetched(member, f"{PACK}/members/")
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before


def test_the_public_edition_is_the_same_for_everybody(member: Client, scene: Scene) -> None:
    assert "Milo" not in "".join(read(fetched(member, f"{PACK}/public/")).texts)
    assert not EditionCopy.objects.exists()
    assert recorded() == []


def test_one_item_alone(client: Client, scene: Scene) -> None:
    page = client.get(scene.meeting.get_absolute_url()).content.decode()
    assert "Download item 4 (pages " in page
    assert f'href="{PACK}/public/items/4/?download=1"' in page
    assert "Download item 3" not in page

    response = client.get(f"{PACK}/public/items/4/?download=1")
    alone = b"".join(response.streaming_content)
    pack = read(alone)

    assert 'filename="paf-11-april-2019-item-4-public.pdf"' in response["Content-Disposition"]
    assert pack.pages_with("HERON")
    assert pack.pages_with("OTTER")
    assert not pack.pages_with("MARSH")
    assert pack.stamps() == pack.labels
    assert problems(alone) == []
    assert CANARY.encode() not in everything_in(alone)
    with pikepdf.open(io.BytesIO(alone)) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("Item 4: County Lines (People and Families")


def test_an_item_brings_its_exempt_papers_to_those_who_may_read_them(member: Client, scene: Scene) -> None:
    pack = read(fetched(member, f"{PACK}/members/items/5/"))
    assert pack.pages_with("TEASEL")
    assert pack.pages_with(f"{CANARY}PRICE") == ["E1", "E2"]
    assert [MILO in text for text in pack.texts] == [label.startswith("E") for label in pack.labels]
    assert recorded()[0]["copy"] == 1
    assert str(recorded()[0]["pages"]).endswith("E1-E2")


def test_some_pages(member: Client, scene: Scene) -> None:
    assert read(fetched(member, f"{PACK}/public/pages/4-6/")).labels == ["4", "5", "6"]
    assert read(fetched(member, f"{PACK}/public/pages/7/")).labels == ["7"]
    assert recorded() == []
    assert read(fetched(member, f"{PACK}/members/pages/e2-e4/")).labels == ["E2", "E3", "E4"]
    assert recorded() == [{"number": 1, "edition": "members", "copy": 1, "pages": "E2-E4"}]


def test_asking_for_pages(client: Client, scene: Scene) -> None:
    page = client.get(f"{PACK}/public/pages/").content.decode()
    assert "This pack has pages 1 to " in page
    led = client.get(f"{PACK}/public/pages/", {"first": "4", "last": " 6 "})
    assert (led.status_code, led["Location"]) == (302, f"{PACK}/public/pages/4-6/?download=1")
    assert client.get(f"{PACK}/public/pages/", {"first": "4", "last": ""})["Location"].endswith(
        "/4-4/?download=1"
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("", "3", "Enter the first page"),
        ("5", "4", "Page 4 comes before page 5"),
        ("4", "9999", "There is no page 9999 in this pack"),
        ("E1", "E2", "There is no page E1 in this pack"),
        ("x", "<b>", "There is no page X in this pack"),
    ],
)
def test_pages_that_are_not_there_are_named(
    client: Client, scene: Scene, first: str, last: str, words: str
) -> None:
    page = client.get(f"{PACK}/public/pages/", {"first": first, "last": last}).content.decode()
    assert "There is a problem" in page
    assert words in page
    assert "<title>Error: " in page


@pytest.mark.parametrize("span", ["9-5", "1-999", "E1-E2", "0", "abc", "-", "1-2-3"])
def test_an_address_of_pages_that_are_not_there_explains_itself(
    client: Client, scene: Scene, span: str
) -> None:
    response = client.get(f"{PACK}/public/pages/{span}/")
    assert response.status_code == 404
    assert "There is a problem" in response.content.decode()


def test_others_find_none_of_it(client: Client, scene: Scene) -> None:
    Membership.objects.filter(person=scene.cast.member.person).update(end=IN_TIME.date() - timedelta(days=1))
    for who in (None, scene.cast.member, scene.cast.other_councillor, scene.cast.other_officer):
        if who:
            client.force_login(who)
        for address in ("", "items/5/", "pages/", "pages/E1-E2/", "pages/1-2/", "pages/77/"):
            assert client.get(f"{PACK}/members/{address}").status_code == 404
    assert client.get(f"{PACK}/public/items/99/").status_code == 404
    assert not EditionCopy.objects.exists()
    assert not Entry.objects.filter(verb="read pack").exists()


def test_uploaded_exempt_pages_are_marked_and_no_others(member: Client, scene: Scene) -> None:
    pack = read(fetched(member, f"{PACK}/members/"))
    words = "Exempt under paragraph 3 of Schedule 12A: not for publication"
    told = [label for label, text in zip(pack.labels, pack.texts, strict=True) if words in text]
    assert told == [*pack.pages_with(f"{CANARY}PRICE"), *pack.pages_with(f"{CANARY}BID")]
    assert words not in "".join(read(fetched(member, f"{PACK}/public/")).texts)
