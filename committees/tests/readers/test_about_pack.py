"""The page that says what a published pack is made of, and how accessible it is."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from committees.models import Edition
from committees.models.publication import EditionKind
from committees.tests.pack_scene import CANARY, Scene

PACK = "/meetings/PAF-2019-04-11/packs/1"


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_anybody_sees_what_the_public_pack_is_made_of(client: Client, scene: Scene) -> None:
    edition = Edition.objects.get(kind=EditionKind.PUBLIC)
    page = said(client, f"{PACK}/public/about/")

    assert edition.sha256 in page
    assert f"({edition.size:,} bytes)" in page
    assert f"{edition.pages}: pages 1 to {edition.pages}" in page
    assert "Template v1" in page
    assert "Built 3 April 2019, 4pm, in 1 second" in page
    for part in edition.manifest["parts"]:
        assert part["title"] in page
        assert part["sha256"] in page
    assert CANARY not in page


def test_it_says_which_papers_are_not_accessible(client: Client, scene: Scene) -> None:
    parts = Edition.objects.get(kind=EditionKind.PUBLIC).manifest["parts"]
    pages, tagged = sum(part["pages"] for part in parts), sum(p["pages"] for p in parts if p["tagged"])
    page = said(client, f"{PACK}/public/about/")

    assert f"{tagged} of {pages} pages ({round(100 * tagged / pages)}%) are tagged" in page
    assert "The pack as a whole is not accessible" in page
    listed = page[page.index("these papers came without tags") : page.index("What it is made of")]
    assert "Item 4, Appendix 2: Slides" in listed
    assert "Item 4, County Lines" not in listed


def test_members_see_the_parts_of_theirs(member: Client, scene: Scene) -> None:
    response = member.get(f"{PACK}/members/about/")
    page = said(member, f"{PACK}/members/about/")

    assert f"Prices of {CANARY}" in page
    assert "and E1 to E6" in page
    assert "carries your name" in page
    assert response["Cache-Control"] == "private, no-store"


def test_the_meeting_leads_to_it(client: Client, scene: Scene) -> None:
    assert f'href="{PACK}/public/about/"' in client.get(scene.meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", [None, "other_councillor", "ex_member", "other_officer"])
def test_it_is_not_there_for_others(client: Client, scene: Scene, who: str | None) -> None:
    if who:
        client.force_login(getattr(scene.cast, who))
    assert client.get(f"{PACK}/members/about/").status_code == 404


def test_it_asks_the_same_of_the_database_however_many_parts(
    client: Client, scene: Scene, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(10):
        client.get(f"{PACK}/public/about/")
