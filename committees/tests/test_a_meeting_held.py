"""A whole meeting through the pages: fourteen members, eight items, a pause, and what the screen refuses."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from callins.models import ExecutiveMember
from committees.models import Attendance, InterestType, Meeting, Membership
from council.models import Group, Person, Ward
from scrutiny.tests.cast import LONDON, Cast, councillor, item, meeting, person, seat, user

FEBRUARY = datetime(2019, 2, 14, 10, 15, tzinfo=LONDON)
NAMES = "Ada Bert Cleo Dora Egon Fay Gus Hal Ivy Jude Kit Lou".split()
ITEMS = ["Apologies", "Minutes", "Questions", "Gangs", "Needs", "Updates", "Programme", "Next meeting"]


@pytest.fixture
def held(cast: Cast) -> Meeting:
    """Fourteen members and one co-opted member for the Roman Catholic church; eight items."""
    group, ward = Group.objects.get(), Ward.objects.get()
    for name in NAMES:
        seat(cast.committee, councillor(name, f"{name}son", group, ward))
    church = user("Richard Rowan", who=person(Person.Kind.COOPTEE, "Richard", "Rowan", "Richard Rowan"))
    seat(cast.committee, church, Membership.Role.VOTING_COOPTEE)
    cast.committee.memberships.filter(role=Membership.Role.NON_VOTING_COOPTEE).delete()
    found = meeting(cast.committee, FEBRUARY)
    for number, title in enumerate(ITEMS, start=1):
        item(found, title, number)
    return found


class Clerk:
    """The officer at the screen: every step is a form that was sent."""

    def __init__(self, client: Client, held: Meeting) -> None:
        self.client, self.held = client, held

    def send(self, page: str, *args: object, **words: object) -> str:
        address = reverse(f"workspace:{page}", args=args or [self.held.reference])
        answer = self.client.post(address, words, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    def mark(self, line: Attendance, answer: str) -> str:
        return self.send("attendance_mark", line.pk, answer=answer)

    def line(self, family: str) -> Attendance:
        return self.held.attendances.get(person__family_name=family)


@pytest.fixture
def clerk(client: Client, cast: Cast, held: Meeting) -> Clerk:
    client.force_login(cast.officer)
    return Clerk(client, held)


def test_the_meeting_of_february_is_held_through_the_pages(clerk: Clerk, held: Meeting):
    clerk.send("apologies", person=clerk_person("Adason"), source="written")
    page = clerk.send("sitting_open", at="10.15am")
    assert "Not quorate" in page
    assert "of 15 present" in page
    for family in ("Bertson", "Cleoson", "Rowan"):
        clerk.mark(clerk.line(family), "apologies")
    refused = clerk.send("sitting_close", at="12.55pm")
    assert "Nobody is recorded as present" in refused
    for line in held.attendances.filter(state="awaited"):
        page = clerk.mark(line, "in_person")
    assert "Quorate" in page
    assert "11 count, 4 needed" in page
    gangs = held.items.get(title="Gangs")
    clerk.send("item_take", gangs.pk)
    for name, post in (
        ("Tanya Gild", "Head of Youth Offending"),
        ("Andrew Foss", "Assistant Chief Constable"),
    ):
        clerk.send(
            "attendance_add", capacity="witness", name=name, post=post, mode="in_person", item=gangs.pk
        )
    witness = held.attendances.get(name_as_printed="Tanya Gild")
    page = clerk.send("attendance_move", witness.pk, kind="left", at="11.44am", at_item=gangs.pk)
    assert "Left 11:44am" in page
    clerk.send("sitting_preside", attendance=clerk.line("Chairwell").pk)
    page = clerk.send(
        "sitting_adjourn", at="11.45am", resumed_at="11.55am", reason="a short break", item=gangs.pk
    )
    assert "11:45am to 11:55am, a short break" in page
    page = clerk.send(
        "vote_add", gangs.pk, motion="That it be noted", kind="counted", votes_for="12", at="11.40am"
    )
    assert "only 11 people in the room may vote" in page
    page = clerk.send(
        "vote_add", gangs.pk, motion="That it be noted", kind="counted", votes_for="11", at="11.40am"
    )
    assert "11 for, 0 against" in page
    clerk.send("sitting_close", at="12.55pm")
    held.sitting.refresh_from_db()
    assert timezone.localtime(held.sitting.closed_at).strftime("%H.%M") == "12.55"
    states = [line.state for line in held.attendances.filter(is_expected=True)]
    assert (states.count("present"), states.count("apologies")) == (11, 4)
    assert held.attendances.get(name_as_printed="Andrew Foss").post == "Assistant Chief Constable"


def clerk_person(family: str) -> int:
    return Person.objects.get(family_name=family).pk


def test_the_forms_of_the_screen_record_and_say_why_they_refuse(clerk: Clerk, held: Meeting):
    clerk.send("sitting_open", at="10.15am")
    for family in ("Chairwell", "Membury", "Adason", "Bertson"):
        clerk.mark(clerk.line(family), "in_person")
    clerk.mark(clerk.line("Cleoson"), "remote")
    needs = held.items.get(title="Needs")
    named = {f"vote_{clerk.line('Cleoson').pk}": "for"}
    page = clerk.send("named_vote_add", needs.pk, motion="That it be so", at="11am", **named)
    assert "takes part remotely, and only members in the room may vote" in page
    named = {f"vote_{clerk.line('Adason').pk}": "for", f"vote_{clerk.line('Bertson').pk}": "against"}
    page = clerk.send("named_vote_add", needs.pk, motion="That it be so", at="11am", **named)
    assert "Councillor A Adason: for" in page
    types = {"attendance": clerk.line("Adason").pk, "type": interest("Disclosable pecuniary interest")}
    page = clerk.send("declaration_add", needs.pk, nature="A shop", response="stayed", at="11.05am", **types)
    assert "leaves the room" in page
    page = clerk.send(
        "declaration_add",
        held.items.get(title="Gangs").pk,
        nature="A shop",
        response="left",
        at="11.05am",
        **types,
    )
    assert "A shop" in page
    page = clerk.send(
        "urgent_item_add", title="Flood", circumstances="", agreed_by=clerk.line("Chairwell").pk, version="0"
    )
    assert "Error" in page
    clerk.send(
        "urgent_item_add",
        title="Flood",
        circumstances="The river rose last night",
        agreed_by=clerk.line("Chairwell").pk,
        version="0",
    )
    flood = held.items.get(title="Flood")
    assert flood.urgency.circumstances == "The river rose last night"
    page = clerk.send(
        "sitting_exclude", items=[flood.pk], paragraphs=["3"], resolution="That they leave", at="11.30am"
    )
    assert "In private" in page
    page = clerk.send("exclusion_readmit", held.sitting.exclusions.get().pk, at="11.40am")
    assert "In private" not in page
    page = clerk.send("sitting_strike", "vote", held.sitting.votes.get().pk)
    assert "Councillor A Adason: for" not in page
    page = clerk.send("attendance_move", clerk.line("Bertson").pk, kind="left", at="not a time")
    assert "There is a problem" in page


def interest(name: str) -> int:
    return InterestType.objects.get(name=name).pk


def test_a_second_officer_s_circumstances_are_shown_beside_the_first(clerk: Clerk, held: Meeting):
    clerk.send("sitting_open", at="10.15am")
    clerk.mark(clerk.line("Chairwell"), "in_person")
    gangs, chair = held.items.get(title="Gangs"), clerk.line("Chairwell").pk
    clerk.send("item_urgent", gangs.pk, circumstances="First words", agreed_by=chair, version="0")
    address = reverse("workspace:item_urgent", args=[gangs.pk])
    answer = clerk.client.post(address, {"circumstances": "Second words", "agreed_by": chair, "version": "0"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "First words" in page
    assert "Second words" in page


def test_no_meeting_closes_without_attendance_and_no_executive_member_stands_in(
    clerk: Clerk, held: Meeting, cast: Cast
):
    clerk.send("sitting_open", at="10.15am")
    assert "Nobody is recorded as present." in clerk.send("sitting_close", at="11am")
    assert held.sitting.closed_at is None
    leader = cast.other_councillor.person
    assert leader is not None
    ExecutiveMember.objects.create(person=leader, start=FEBRUARY.date())
    page = clerk.send("substitutes", person=leader.pk, in_place_of=clerk_person("Adason"))
    assert f"{leader} is a member of the executive, who cannot sit on a scrutiny committee." in page
    assert not held.substitutions.exists()


def test_a_tap_that_is_sent_again_is_recorded_once(clerk: Clerk, held: Meeting):
    """The answer was lost on the way, so the browser asks again."""
    clerk.send("sitting_open", at="10.15am")
    line = clerk.line("Adason")
    for tap in (
        ("attendance_mark", {"answer": "in_person"}),
        ("attendance_move", {"kind": "left", "at": "11am"}),
        ("attendance_move", {"kind": "arrived", "at": "11.20am"}),
    ):
        for _ in range(2):
            assert "There is a problem" not in clerk.send(tap[0], line.pk, **tap[1])
    kinds = list(line.movements.values_list("kind", flat=True))
    assert kinds == ["left", "arrived"]
    assert "is not in the meeting" in clerk.send(
        "attendance_move", clerk.line("Bertson").pk, kind="left", at="11am"
    )
