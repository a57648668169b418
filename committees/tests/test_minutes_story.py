"""The meeting of 14 February 2019 is minuted through the pages, and its minutes come before the next meeting."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from committees.meetings import create_meeting
from committees.models import AgendaItem, Meeting, Minutes, StandingItem
from committees.models.committee import ItemKind
from committees.tests.minuted import TITLES, at, february
from packs.text import page_texts
from scrutiny.tests.cast import Cast
from scrutiny.tests.world import signed_in

pytestmark = pytest.mark.django_db
DISCUSSION = """In discussion the following was noted:

- Gangs had moved to **smaller towns**.
- Schools shared what they knew."""
PARTS = """A draft of the consultation be sent to members
The Committee go on watching the consultation
The scoping document frame future work"""


def post(client: Client, address: str, **fields: object) -> str:
    """What the next page says; every step of the story must lead on."""
    answer = client.post(address, fields, follow=True)
    assert answer.redirect_chain, answer.content.decode()[-6000:]
    return answer.content.decode()


def item_of(meeting: Meeting, number: int) -> AgendaItem:
    return meeting.items.get(order=number)


def write(client: Client, item: AgendaItem, **words: str) -> None:
    entry = item.minute  # type: ignore[attr-defined]
    kept = {name: getattr(entry, name) for name in ("considered", "text", "clerk_note")}
    post(client, f"/workspace/items/{item.pk}/minute/", version=entry.version, **kept | words)


def minuted(client: Client, held: Meeting) -> None:
    page = f"/workspace/meetings/{held.reference}/minutes/"
    assert "Young people and the harbour" in post(client, f"{page}begin/")
    post(
        client,
        f"{page}front/",
        version=1,
        officers_present="Greta Hale, Senior Democratic Services Officer, was also present throughout",
    )
    write(client, item_of(held, 2), text="The draft minutes of 8 November 2018 were approved.")
    write(
        client,
        item_of(held, 4),
        text=DISCUSSION,
        clerk_note="After the meeting closed members agreed that more work with schools was needed.",
    )
    write(client, item_of(held, 5), text="The Chairman thanked the officers for coming.")
    post(
        client,
        f"/workspace/items/{item_of(held, 5).pk}/resolutions/add/",
        version=0,
        kind="agreed",
        parts=PARTS,
    )


def printed(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return " ".join(" ".join(page_texts(body)).split())


def test_a_meeting_is_minuted_and_its_minutes_approved_at_the_next_one(cast: Cast) -> None:
    for order, (title, kind) in enumerate(TITLES[:3], start=1):
        StandingItem.objects.create(committee=cast.committee, order=order, kind=kind, title=title)
    with time_machine.travel(at(14, 0)):
        held = february(cast)
        coming = create_meeting(
            cast.committee, start=at(10, 15, at(0, 0).date().replace(month=4, day=11)), by=cast.officer
        )
        officer = signed_in(cast.officer)
        minuted(officer, held)
        words = printed(officer, f"/workspace/meetings/{held.reference}/minutes/draft/public/")
    follows_the_pattern(words)

    page = f"/workspace/meetings/{held.reference}/minutes/"
    with time_machine.travel(at(9, 0).replace(day=18)):
        officer = signed_in(cast.officer)
        assert "Published in time" in post(officer, f"{page}publish/")
        post(officer, f"{page}check/", chair="Councillor C Chairwell")
    second = coming.items.on_agenda()[1]
    assert second.kind == ItemKind.MINUTES
    paper = second.papers.get()
    assert paper.title == "Minutes of the meeting held on 14 February 2019"
    assert paper.versions.get().is_public

    with time_machine.travel(at(13, 0).replace(month=4, day=11)):
        officer = signed_in(cast.officer)
        post(officer, f"{page}approve/", meeting=coming.pk)
        post(officer, f"{page}sign/", name="Councillor C Chairwell")
        post(officer, f"/workspace/meetings/{coming.reference}/minutes/begin/")
        words = printed(officer, f"/workspace/meetings/{coming.reference}/minutes/draft/public/")
    assert (
        "2 Minutes The draft minutes of the meeting held on 14 February 2019 were approved and signed"
        in words
    )
    assert Minutes.objects.get(meeting=held).state == Minutes.State.SIGNED
    public = Client().get(f"/meetings/{held.reference}/minutes/").content.decode()
    assert "Approved as a correct record at the meeting of" in public
    assert "Published 18 February 2019" in public
    assert "Published 11 April 2019" in public


def follows_the_pattern(words: str) -> None:
    """Of the printed minutes: heading, present, items on from 1, resolution in parts, note, adjournment, close."""
    in_order = (
        "Minutes of the meeting of the People and Families Scrutiny Committee, held at 10.15am in Committee Room 1",
        "on Thursday, 14 February 2019",
        "Present",
        "C Chairwell (Chairman)",
        "Greta Hale, Senior Democratic Services Officer, was also present throughout",
        "1 Membership, Apologies, Substitutions and Declarations of Interest",
        "Apologies for absence had been received from Councillors Deakin, Lumley and Pratt and Rhys Carter,"
        " Educational Co-optee.",
        "No declarations of interest were made.",
        "3 Questions from the Public",
        "There were no questions from the public.",
        "4 Young people and the harbour",
        "The following joined the meeting for this item: Thea Garland, Head of Youth Offending",
        "Gangs had moved to smaller towns.",
        "[Clerk’s note: After the meeting closed members agreed",
        "The meeting then adjourned at 11.45am and reconvened ten minutes later.",
        "5 Additional needs in schools",
        "It was agreed that: (i) A draft of the consultation be sent to members; (ii) The Committee go on",
        "(iii) The scoping document frame future work.",
        "8 Date of Next Meeting",
        "The next meeting was scheduled for Thursday 11 April 2019",
        "There being no further business the meeting closed at 12.55pm.",
        "Chairman",
    )
    place = 0
    for each in in_order:
        found = words.find(each, place)
        assert found >= 0, f"{each!r} is not after {words[max(0, place - 80) : place]!r} in: {words}"
        place = found
