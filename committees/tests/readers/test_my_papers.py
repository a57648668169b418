"""A member's own papers: one tap to the pack, what is new since they looked, and nothing of what is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees.access import keep_from
from committees.agenda import defer_item
from committees.models import AgendaItem, Denial, Opening, PaperVersion
from committees.models.publication import PublicationKind
from committees.permissions import can_read, can_read_edition, meetings_read_by_seat, visible_to
from committees.tests.pack_scene import A4, CANARY, Scene, paper
from committees.tests.readers.conftest import IN_TIME
from committees.tests.readers.test_whats_new import publish_again
from scrutiny.tests.cast import meeting
from scrutiny.tests.test_queries import add_a_publication

MINE = "/your-papers/"
PACK = "/your-papers/PAF-2019-04-11/"
NEW = "New since you last looked"


def words(client: Client, address: str = MINE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.fixture(scope="module")
def supplemented(made: Scene) -> Scene:
    """The agenda, and a supplement with one public and one exempt paper."""
    paper(made.gangs, "Late map", "DUNLIN", [(A4, 0)])
    paper(made.contracts, "Late bid", f"{CANARY}LATE", [(A4, 0)], exempt=True)
    publish_again(made, PublicationKind.SUPPLEMENT, 1)
    return made


@pytest.fixture
def scene(supplemented: Scene, clock: time_machine.Traveller) -> Iterator[Scene]:
    clock.shift(timedelta(hours=2))
    with transaction.atomic():
        yield supplemented
        transaction.set_rollback(True)


def test_what_came_since_they_looked_is_marked_until_they_open_it(member: Client, scene: Scene) -> None:
    assert "You have not opened this yet." in words(member)
    assert NEW not in words(member)
    opened = member.post(f"{PACK}1/open/")
    assert opened["Location"] == "/meetings/PAF-2019-04-11/packs/1/members/read/"
    listed, shown = words(member), words(member, PACK)
    assert listed.count(NEW) == 1
    assert "What has changed since then" in listed
    assert re.search(rf"Late map, page \d+ +{NEW}", shown)
    assert re.search(rf"Late bid, page E\d+ +{NEW} +Exempt: not for publication", shown)
    whole = member.post(f"{PACK}2/open/", {"whole": 1})
    assert whole["Location"].endswith("/packs/2/members/consolidated/read/")
    assert "You have opened everything there is" in words(member)
    assert NEW not in words(member) + words(member, PACK)


def test_reading_the_members_pack_by_its_own_address_counts_too(member: Client, scene: Scene) -> None:
    packs = "/meetings/PAF-2019-04-11/packs"
    member.get(f"{packs}/1/members/", headers={"Range": "bytes=0-99"})
    member.get(f"{packs}/1/members/", headers={"Range": "bytes=100-199"})
    assert [line.edition.publication.number for line in Opening.objects.all()] == [1]
    assert words(member).count(NEW) == 1
    member.get(f"{packs}/1/members/new/pages/")
    assert NEW not in words(member)
    member.get(f"{packs}/2/members/consolidated/read/")
    assert Opening.objects.count() == 2


def test_whoever_is_kept_from_an_item_has_the_public_pack_and_sees_the_same_marks(
    client: Client, scene: Scene
) -> None:
    Denial.objects.create(
        item=scene.contracts,
        person=scene.cast.member.person,
        reason="An interest",
        made_by=scene.cast.officer,
    )
    client.force_login(scene.cast.member)
    assert client.post(f"{PACK}1/open/")["Location"].endswith("/packs/1/public/read/")
    for shown in (words(client), words(client, PACK)):
        assert "Prices of" not in shown
        assert "Late bid, page" not in shown
        assert "Members’ pack" not in shown
    # They may still read what is under the other exempt item, paper by paper.
    assert re.search(r"Bids from \w+ +Exempt: not for publication", words(client, PACK))
    assert words(client).count(NEW) == 1
    assert not Opening.objects.filter(edition__kind="members").exists()


def test_the_page_of_a_meeting_goes_by_what_was_published_and_an_item_put_off_takes_along_who_is_kept_from_it(
    client: Client, scene: Scene
) -> None:
    """Put off, the item has nothing left that it keeps back; what was printed of it is still not theirs to read."""
    member = scene.cast.member
    keep_from(scene.private, person=member.person, reason="An interest", by=scene.cast.officer)
    later = meeting(scene.cast.committee, scene.meeting.start + timedelta(days=28))
    moved = defer_item(scene.private, later, by=scene.cast.officer)
    AgendaItem.objects.filter(pk=scene.private.pk).update(restricted_title="", note="")
    client.force_login(member)
    assert CANARY not in client.get("/meetings/PAF-2019-04-11/").content.decode()
    of_it = PaperVersion.objects.filter(paper__item=moved)
    assert of_it.exists()
    assert not any(can_read(member, version, timezone.localdate()) for version in of_it)
    assert not (of_it & visible_to(member, timezone.localdate())).exists()


def test_who_sits_elsewhere_has_no_pack_listed_and_the_public_one_when_they_ask(
    client: Client, scene: Scene
) -> None:
    client.force_login(scene.cast.other_councillor)
    assert "People and Families" not in words(client)
    shown = words(client, PACK)
    assert CANARY not in shown
    assert "Open everything in one pack" in shown


def test_only_people_the_council_names_have_the_page(client: Client, scene: Scene) -> None:
    assert client.get(MINE).status_code == 302
    client.force_login(scene.cast.officer)
    assert client.get(MINE).status_code == 404
    assert client.get(PACK).status_code == 404
    assert client.post(f"{PACK}1/open/").status_code == 404


def test_everybody_reads_which_pages_a_supplement_carries_and_who_was_told(
    client: Client, scene: Scene
) -> None:
    page = client.get("/meetings/PAF-2019-04-11/").content.decode()
    assert re.search(r"was published on 3 April 2019 with pages? \d+", page)
    assert "members were told by email at once" in page
    assert not re.search(r"with pages? [^.]*E\d", page)


def test_a_mail_from_before_the_meeting_was_moved_still_leads_there(member: Client, scene: Scene) -> None:
    scene.meeting.former_references.create(reference="PAF-2019-04-10")
    assert member.get("/your-papers/PAF-2019-04-10/")["Location"] == PACK


def test_more_meetings_cost_no_queries(member: Client, scene: Scene, clock: time_machine.Traveller) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert member.get(MINE).status_code == 200
        return len(asked)

    member.post(f"{PACK}1/open/")
    one = queries()
    for days in (9, 30, 60):
        add_a_publication(meeting(scene.cast.committee, IN_TIME + timedelta(days=days)), scene.cast, 1)
    assert queries() == one
    assert one <= 15
    assert len(re.findall("not opened this yet", words(member))) == 3


@pytest.mark.parametrize("address", ["/your-papers/no-such/", "/your-papers/PAF-2019-04-11/9/open/"])
def test_what_is_not_there_is_not_found(member: Client, scene: Scene, address: str) -> None:
    answer = member.post(address) if "open" in address else member.get(address)
    assert answer.status_code == 404


def test_the_list_never_offers_more_than_the_gate_opens(scene: Scene) -> None:
    cast, meeting = scene.cast, scene.meeting
    for user in (cast.member, cast.chair, cast.ex_member, cast.other_councillor, cast.non_voting_cooptee):
        editions = [
            edition for each in meeting.publications.all() for edition in each.editions.filter(kind="members")
        ]
        listed = meeting.pk in meetings_read_by_seat(user, [meeting], IN_TIME.date())
        assert not listed or all(can_read_edition(user, each, IN_TIME.date()) for each in editions)
