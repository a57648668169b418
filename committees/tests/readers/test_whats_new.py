"""What has changed since somebody last looked: after a supplement, and after a correction."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from committees import building
from committees.agenda import edit_item
from committees.models import AgendaItem, Paper, PaperVersion
from committees.models.publication import PublicationKind
from committees.papers import remove_paper, replace
from committees.preflight import check
from committees.publishing import publish
from committees.tests.pack_reading import everything_in, read
from committees.tests.pack_scene import A4, CANARY, Scene, paper, pdf
from committees.tests.readers.conftest import IN_TIME
from packs.check import problems

PACKS = "/meetings/PAF-2019-04-11/packs"


def publish_again(scene: Scene, kind: PublicationKind, hours: int) -> None:
    with time_machine.travel(IN_TIME + timedelta(hours=hours), tick=False):
        late = {
            "reasons": {f"item-{scene.gangs.pk}": "It came late.", f"item-{scene.contracts.pk}": "Late too."}
        }
        build = building.request_build(
            scene.meeting,
            by=scene.cast.officer,
            kind=kind,
            lateness=late if kind == PublicationKind.SUPPLEMENT else None,
        )
        building.run(build.pk)
        build.refresh_from_db()
        assert build.state == "built", build.error
        found = check(scene.meeting, build, today=timezone.localdate())
        reasons = {finding.code: "The chairman has agreed." for finding in found}
        publish(build, by=scene.cast.officer, reason="Two mistakes put right.", overrides=reasons)


@pytest.fixture(scope="module")
def three(made: Scene) -> Scene:
    """The agenda; a supplement with one public and one exempt paper; a correction that replaces and removes."""
    awaited = Paper.objects.get(title="Scoping document")
    arrived = paper(made.gangs, "Scoping document", "PLOVER", [(A4, 0)] * 2, label="Appendix 3")
    PaperVersion.objects.filter(pk=arrived.pk).update(paper=awaited)
    Paper.objects.filter(pk=awaited.pk).update(state=Paper.State.DRAFT)
    arrived.paper.delete()
    paper(
        made.contracts,
        "Late prices",
        f"{CANARY}LATE",
        [(A4, 0)],
        exempt=True,
        restricted_title=f"Late {CANARY}",
    )
    publish_again(made, PublicationKind.SUPPLEMENT, 1)
    with time_machine.travel(IN_TIME + timedelta(hours=2), tick=False):
        officer = made.cast.officer
        replace(
            made.papers["minutes"].paper,
            pdf("CURLEW", [(A4, 0)] * 2),
            name="Minutes.pdf",
            public=True,
            by=officer,
        )
        remove_paper(made.papers["register"].paper, by=officer)
        gangs = AgendaItem.objects.get(pk=made.gangs.pk)
        edit_item(gangs, version=gangs.version, by=officer, title="County Lines and Gangs")
    publish_again(made, PublicationKind.CORRECTION, 2)
    return made


@pytest.fixture
def scene(three: Scene, clock: time_machine.Traveller) -> Iterator[Scene]:
    clock.move_to(IN_TIME + timedelta(days=3), tick=False)
    with transaction.atomic():
        yield three
        transaction.set_rollback(True)


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def fetched(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_everything_since_the_first_agenda(client: Client, scene: Scene) -> None:
    page = said(client, f"{PACKS}/1/public/new/")

    assert "What is new since 3 April 2019" in page
    assert "Added Appendix 3: Scoping document, pages " in page
    assert "Replaced Minutes of the last meeting, pages " in page
    assert "Removed Appendix 1: Contract register" in page
    assert "Changed Title, which was “County Lines”" in page
    assert "Slides" not in page
    assert "Two mistakes put right." in page
    assert CANARY not in page


def test_since_the_supplement_only_what_came_after_it(client: Client, scene: Scene) -> None:
    page = said(client, f"{PACKS}/2/public/new/")
    assert "Replaced Minutes of the last meeting" in page
    assert "Scoping document" not in page


def test_nothing_is_new_since_the_newest(client: Client, scene: Scene) -> None:
    assert "Nothing: this is still what is published." in said(client, f"{PACKS}/3/public/new/")
    assert client.get(f"{PACKS}/3/public/new/pages/").status_code == 404


def test_the_new_pages_alone(client: Client, scene: Scene) -> None:
    new = fetched(client, f"{PACKS}/1/public/new/pages/")
    pack = read(new)
    assert problems(new) == []
    assert pack.stamps() == pack.labels
    assert pack.pages_with("CURLEW")
    assert pack.pages_with("PLOVER")
    assert not pack.pages_with("OTTER")
    assert CANARY.encode() not in everything_in(new)
    assert f"pages {pack.labels[0]}" in said(client, f"{PACKS}/1/public/new/") or len(pack.labels) > 1


def test_members_see_what_is_new_and_exempt(member: Client, scene: Scene) -> None:
    page = said(member, f"{PACKS}/1/members/new/")
    assert f"Added Late {CANARY}" in page
    pack = read(fetched(member, f"{PACKS}/1/members/new/pages/"))
    late = pack.pages_with(f"{CANARY}LATE")
    assert len(late) == 1
    assert [
        label for label, text in zip(pack.labels, pack.texts, strict=True) if "Milo Membury" in text
    ] == late


def test_it_is_not_there_for_others(client: Client, scene: Scene) -> None:
    for who in (None, scene.cast.other_councillor, scene.cast.ex_member):
        if who:
            client.force_login(who)
        for address in ("", "pages/"):
            assert client.get(f"{PACKS}/1/members/new/{address}").status_code == 404


def test_the_meeting_leads_to_it(client: Client, scene: Scene) -> None:
    page = client.get(scene.meeting.get_absolute_url()).content.decode()
    assert f'href="{PACKS}/1/public/new/"' in page
    assert f'href="{PACKS}/2/public/new/"' in page
    assert f'href="{PACKS}/3/public/new/"' not in page


def test_it_asks_the_same_of_the_database_however_much_changed(
    client: Client, scene: Scene, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(15):
        client.get(f"{PACKS}/1/public/new/")
