"""What the public and members find: published agendas, and nothing exempt for those who may not have it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from committees import building
from committees.models import FormerReference, Meeting, Membership
from committees.preflight import check
from committees.publishing import publish
from committees.tests.pack_scene import CANARY, Scene, make_scene
from scrutiny.tests.cast import LONDON, Cast, item, meeting

IN_TIME = datetime(2019, 4, 3, 16, 0, tzinfo=LONDON)
ENTITLED = ["chair", "member", "officer", "monitoring_officer"]
NOT_ENTITLED = ["other_councillor", "ex_member", "non_voting_cooptee", "other_officer", "administrator"]


@pytest.fixture(autouse=True)
def in_time():
    with time_machine.travel(IN_TIME, tick=False):
        yield


@pytest.fixture
def scene(cast: Cast) -> Scene:
    made = make_scene(cast)
    build = building.request_build(made.meeting, by=cast.officer)
    building.run(build.pk)
    build.refresh_from_db()
    found = check(made.meeting, build, today=timezone.localdate())
    publish(build, by=cast.officer, overrides={finding.code: "The chairman has agreed." for finding in found})
    return made


def pack(scene: Scene, kind: str) -> str:
    return f"/meetings/{scene.meeting.reference}/packs/1/{kind}/"


def test_anybody_reads_the_agenda_and_the_public_pack(client: Client, scene: Scene) -> None:
    page = client.get(scene.meeting.get_absolute_url()).content.decode()
    response = client.get(pack(scene, "public"))

    assert "County Lines" in page
    assert CANARY not in page
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Disposition"] == 'inline; filename="paf-11-april-2019-agenda-pack-public.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("who", ENTITLED)
def test_those_entitled_open_the_members_edition(client: Client, scene: Scene, who: str) -> None:
    client.force_login(getattr(scene.cast, who))

    page = client.get(scene.meeting.get_absolute_url()).content.decode()
    response = client.get(pack(scene, "members"))

    assert pack(scene, "members") in page
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("who", [None, *NOT_ENTITLED])
def test_to_everybody_else_the_members_edition_does_not_exist(
    client: Client, scene: Scene, who: str | None
) -> None:
    if who:
        client.force_login(getattr(scene.cast, who))

    page = client.get(scene.meeting.get_absolute_url()).content.decode()
    refused = client.get(pack(scene, "members"), headers={"Range": "bytes=0-99"})
    missing = client.get(f"/meetings/{scene.meeting.reference}/packs/7/members/")

    assert CANARY not in page
    assert pack(scene, "members") not in page
    assert refused.status_code == missing.status_code == 404
    assert "Content-Range" not in refused


def test_leaving_the_committee_closes_its_exempt_papers(client: Client, scene: Scene) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(person=scene.cast.member.person).update(end=yesterday)
    client.force_login(scene.cast.member)

    assert client.get(pack(scene, "members")).status_code == 404


def test_a_reader_may_fetch_a_part_of_the_pack(client: Client, scene: Scene) -> None:
    whole = b"".join(client.get(pack(scene, "public")).streaming_content)

    part = client.get(pack(scene, "public"), headers={"Range": "bytes=100-199"})
    tail = client.get(pack(scene, "public"), headers={"Range": "bytes=-50"})
    beyond = client.get(pack(scene, "public"), headers={"Range": f"bytes={len(whole)}-"})

    assert (part.status_code, part.content) == (206, whole[100:200])
    assert part["Content-Range"] == f"bytes 100-199/{len(whole)}"
    assert tail.content == whole[-50:]
    assert beyond.status_code == 416


def test_an_unpublished_agenda_says_when_it_is_due(client: Client, cast: Cast) -> None:
    held = meeting(cast.committee, datetime(2019, 5, 9, 10, 15, tzinfo=LONDON))
    item(held, "Secret draft title", 1)

    page = client.get(held.get_absolute_url()).content.decode()

    assert "The agenda is not published yet" in page
    assert "Tuesday 30 April 2019" in page
    assert "Secret draft title" not in page


def test_private_meetings_are_nobodys_business(client: Client, cast: Cast) -> None:
    private = meeting(cast.committee, datetime(2019, 5, 9, 10, 15, tzinfo=LONDON), kind=Meeting.Kind.BRIEFING)

    assert client.get(private.get_absolute_url()).status_code == 404
    assert private.reference not in client.get("/meetings/?period=all").content.decode()
    assert private.reference not in client.get(cast.committee.get_absolute_url()).content.decode()
    assert private.reference not in client.get("/").content.decode()


def test_the_address_from_before_a_move_leads_on(client: Client, cast: Cast) -> None:
    held = meeting(cast.committee, datetime(2019, 5, 16, 10, 15, tzinfo=LONDON))
    FormerReference.objects.create(meeting=held, reference="PAF-2019-05-09")

    response = client.get("/meetings/PAF-2019-05-09/")

    assert (response.status_code, response["Location"]) == (301, held.get_absolute_url())


def test_a_cancelled_meeting_says_so(client: Client, cast: Cast) -> None:
    held = meeting(
        cast.committee,
        datetime(2019, 5, 16, 10, 15, tzinfo=LONDON),
        state=Meeting.State.CANCELLED,
        cancelled_at=IN_TIME,
        cancellation_notice="The business will be taken in June.",
    )

    page = client.get(held.get_absolute_url()).content.decode()

    assert "This meeting is cancelled. The business will be taken in June." in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=Environment", ["ENV"]),
        ("committee=people-and-families-scrutiny-committee", ["PAF"]),
        ("", ["ENV", "PAF"]),
    ],
)
def test_meetings_are_found_by_word_and_committee(
    client: Client, cast: Cast, query: str, found: list[str]
) -> None:
    for on in (cast.committee, cast.other_committee):
        meeting(on, datetime(2019, 6, 6, 10, 15, tzinfo=LONDON))

    page = client.get(f"/meetings/?{query}").content.decode()

    assert [code for code in ("ENV", "PAF") if f"/meetings/{code}-2019-06-06/" in page] == found
