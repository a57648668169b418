"""Holding a meeting: who is there, what is refused and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from callins.models import ExecutiveMember
from committees import access
from committees.meetings import cancel_meeting
from committees.models import Attendance, Declaration, InterestType, Meeting, Membership, Minutes, Sitting
from committees.sittings import attending, declaring, excluding, sitting, urgent, votes
from committees.sittings.presence import lines_of, quorum_of
from council.models import Group, Person, Term, Ward
from scrutiny.tests.cast import LONDON, Cast, councillor, item, meeting, person, seat, user

DAY = datetime(2019, 2, 14, 10, 15, tzinfo=LONDON)
Mode, State = Attendance.Mode, Attendance.State


def at(hour: int, minute: int = 0) -> datetime:
    return DAY.replace(hour=hour, minute=minute)


@dataclass
class Scene:
    cast: Cast
    meeting: Meeting
    officer: User
    sitting: Sitting

    def line(self, who: User) -> Attendance:
        return self.meeting.attendances.get(person=who.person)

    def here(self, *people: User, mode: str = Mode.IN_PERSON) -> None:
        for who in people:
            attending.mark(self.line(who), State.PRESENT, mode=mode, by=self.officer)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A committee of four members, one church representative and one without a vote; its quorum is two."""
    group, ward = Group.objects.get(), Ward.objects.get()
    cast.committee.quorum = 2
    cast.committee.save()
    for given, family in (("Tilda", "Thirdly"), ("Fergus", "Fourthwick")):
        who = councillor(given, family, group, ward)
        seat(cast.committee, who)
    church = user("Clara Church", who=person(Person.Kind.COOPTEE, "Clara", "Church", "Clara Church"))
    seat(cast.committee, church, Membership.Role.VOTING_COOPTEE)
    held = meeting(cast.committee, DAY)
    item(held, "Apologies", 1)
    item(held, "Schools", 2, is_education=True)
    item(held, "Contracts", 3, section="exempt", paragraphs=["3"])
    opened = sitting.open_sitting(held, at=DAY, by=cast.officer)
    return Scene(cast, held, cast.officer, opened)


def who(name: str) -> User:
    return User.objects.get(name=name)


def refused(words: str):
    return pytest.raises(ValidationError, match=words)


def test_opening_draws_up_the_list_in_the_capacities_of_the_day(scene):
    found = {line.name_as_printed: (line.capacity, line.state) for line in lines_of(scene.meeting)}
    assert found["Councillor C Chairwell"] == ("chair", "awaited")
    assert found["Clara Church"] == ("voting_cooptee", "awaited")
    assert found["Nora Novote"] == ("non_voting_cooptee", "awaited")
    assert len(found) == 6
    assert "Councillor E Exley" not in found, "he left the committee in 2018"


def test_closing_without_attendance_is_refused_until_everybody_is_accounted_for(scene):
    with refused("Nobody is recorded as present"):
        sitting.close_sitting(scene.sitting, at=at(12, 55), by=scene.officer)
    scene.here(scene.cast.chair, scene.cast.member)
    with refused("Say whether they came.*Clara Church"):
        sitting.close_sitting(scene.sitting, at=at(12, 55), by=scene.officer)
    attending.mark_the_rest_absent(scene.meeting, by=scene.officer)
    with refused("Say who presided"):
        sitting.close_sitting(scene.sitting, at=at(12, 55), by=scene.officer)
    sitting.preside(scene.sitting, scene.line(scene.cast.chair), by=scene.officer)
    pause = sitting.adjourn(scene.sitting, began_at=at(11, 45), by=scene.officer)
    with refused("is adjourned"):
        sitting.close_sitting(scene.sitting, at=at(12, 55), by=scene.officer)
    sitting.resume(pause, at=at(11, 55), by=scene.officer)
    with refused("so the meeting closed later"):
        sitting.close_sitting(scene.sitting, at=at(11, 50), by=scene.officer)
    closed = sitting.close_sitting(scene.sitting, at=at(12, 55), by=scene.officer)
    assert not closed.is_open
    with refused("closed already"):
        sitting.close_sitting(scene.sitting, at=at(12, 55), by=scene.officer)
    assert sitting.reopen(closed, by=scene.officer).is_open


def test_a_meeting_opens_once_on_its_own_day_and_not_when_cancelled(scene):
    with refused("open already"):
        sitting.open_sitting(scene.meeting, at=DAY, by=scene.officer)
    other = meeting(scene.cast.committee, DAY + timedelta(days=7))
    with refused("The meeting is on 21 February 2019"):
        sitting.open_sitting(other, at=DAY, by=scene.officer)
    later = meeting(scene.cast.committee, datetime(2026, 12, 20, 10, tzinfo=LONDON))
    cancel_meeting(later, notice="No business.", by=scene.officer)
    with refused("cancelled"):
        sitting.open_sitting(later, at=later.start, by=scene.officer)


def test_the_quorum_follows_people_in_and_out_and_leaves_out_the_remote(scene):
    def here(hour: int, about=None) -> int:
        return quorum_of(lines_of(scene.meeting), 2, at(hour), about, []).here

    scene.here(scene.cast.chair, who("Clara Church"))
    scene.here(scene.cast.member, mode=Mode.REMOTE)
    schools = scene.meeting.items.get(title="Schools")
    assert here(10 + 1) == 1
    assert here(11, schools) == 2, "the church representative votes on education"
    attending.arrive(scene.line(who("Tilda Thirdly")), at=at(11), by=scene.officer, item=schools)
    attending.leave(scene.line(scene.cast.chair), at=at(12), by=scene.officer)
    assert (here(11), here(12)) == (2, 1)
    with refused("not in the meeting"):
        attending.leave(scene.line(scene.cast.chair), at=at(12, 30), by=scene.officer)
    with refused("in the meeting already"):
        attending.arrive(scene.line(who("Tilda Thirdly")), at=at(12), by=scene.officer)
    with refused("not open at that time"):
        attending.arrive(scene.line(who("Fergus Fourthwick")), at=at(9), by=scene.officer)


def test_a_substitute_from_the_executive_is_refused_on_appointment_and_on_the_day(scene):
    other, absent = scene.cast.other_councillor, scene.cast.member.person
    seat_there = ExecutiveMember.objects.create(person=other.person, start=DAY.date())
    with refused("member of the executive"):
        access.appoint_substitute(scene.meeting, other.person, in_place_of=absent, by=scene.officer)
    seat_there.start = DAY.date() + timedelta(days=1)
    seat_there.save()
    access.appoint_substitute(scene.meeting, other.person, in_place_of=absent, by=scene.officer)
    attending.draw_up(scene.meeting, by=scene.officer)
    assert scene.line(scene.cast.member).state == State.SUBSTITUTED
    assert scene.line(other).in_place_of == absent
    seat_there.start = DAY.date()
    seat_there.save()
    with refused("member of the executive"):
        scene.here(other)


def test_a_member_and_their_substitute_are_not_both_there(scene):
    other = scene.cast.other_councillor
    access.appoint_substitute(
        scene.meeting, other.person, in_place_of=scene.cast.member.person, by=scene.officer
    )
    attending.draw_up(scene.meeting, by=scene.officer)
    scene.here(other)
    with refused("present in place of"):
        scene.here(scene.cast.member)


def test_the_councils_rule_about_groups_keeps_a_substitute_out(scene):
    scene.cast.council.substitutes_from_same_group = True
    scene.cast.council.save()
    Term.objects.filter(person=scene.cast.other_councillor.person).update(
        group=Group.objects.create(name="Other")
    )
    with refused("not in the same political group"):
        access.appoint_substitute(
            scene.meeting,
            scene.cast.other_councillor.person,
            in_place_of=scene.cast.member.person,
            by=scene.officer,
        )


def named(scene: Scene, title: str, **choices: str):
    by_line = {scene.line(who(name.replace("_", " "))).pk: choice for name, choice in choices.items()}
    about = scene.meeting.items.get(title=title)
    return votes.take_named_vote(
        about, motion="That it be agreed", choices=by_line, at=at(11), by=scene.officer
    )


def test_named_votes_are_refused_to_those_who_have_none(scene):
    scene.here(scene.cast.chair, scene.cast.member, who("Clara Church"), who("Nora Novote"))
    scene.here(who("Tilda Thirdly"), mode=Mode.REMOTE)
    with refused("remotely, and only members in the room may vote"):
        named(scene, "Schools", Tilda_Thirdly="for")
    with refused("this item is not about education"):
        named(scene, "Apologies", Clara_Church="for")
    with refused("co-opted without a vote"):
        named(scene, "Schools", Nora_Novote="for")
    with refused("not in the meeting"):
        named(scene, "Schools", Fergus_Fourthwick="for")
    vote = named(scene, "Schools", Clara_Church="for", Cora_Chairwell="for", Milo_Membury="against")
    assert (vote.votes_for, vote.votes_against, vote.result) == (2, 1, "carried")
    assert vote.named_votes.count() == 3


def count(scene: Scene, title: str, when: datetime, **numbers: object):
    about = scene.meeting.items.get(title=title)
    return votes.put_to_the_vote(about, motion="That it be noted", at=when, by=scene.officer, **numbers)


def test_a_count_cannot_hold_the_vote_of_a_remote_member(scene):
    scene.here(scene.cast.chair, scene.cast.member)
    scene.here(who("Tilda Thirdly"), mode=Mode.REMOTE)
    with refused("only 2 people in the room may vote"):
        count(scene, "Apologies", at(11), votes_for=3)
    assert count(scene, "Apologies", at(11), votes_for=2).result == "carried"


def test_equal_numbers_are_decided_by_whoever_presides(scene):
    scene.here(scene.cast.chair, scene.cast.member)
    with refused("Say who presides"):
        count(scene, "Apologies", at(11), votes_for=1, votes_against=1, casting_vote="for")
    sitting.preside(scene.sitting, scene.line(scene.cast.chair), by=scene.officer)
    assert (
        count(scene, "Apologies", at(11), votes_for=1, votes_against=1, casting_vote="for").result
        == "carried"
    )
    assert count(scene, "Apologies", at(11), votes_for=1, votes_against=1).result == "lost"
    with refused("only when the numbers"):
        count(scene, "Apologies", at(11), votes_for=2, casting_vote="for")


def test_no_vote_without_a_quorum_in_an_adjournment_or_out_of_hours(scene):
    scene.here(scene.cast.chair)
    with refused("not quorate"):
        count(scene, "Apologies", at(11), votes_for=1)
    scene.here(scene.cast.member)
    sitting.adjourn(scene.sitting, began_at=at(11, 45), resumed_at=at(11, 55), by=scene.officer)
    with refused("adjourned at that time"):
        count(scene, "Apologies", at(11, 50), votes_for=1)
    with refused("not open at that time"):
        count(scene, "Apologies", at(9), votes_for=1)


def declare(scene: Scene, name: str, type_name: str, response: str, **more: object) -> Declaration:
    return declaring.declare(
        scene.meeting.items.get(title="Schools"),
        scene.line(who(name)),
        type=InterestType.objects.get(name=type_name),
        response=response,
        by=scene.officer,
        at=at(10, 20),
        **{"nature": "Governor of a school", **more},
    )


def test_a_pecuniary_interest_means_leaving_and_takes_the_vote_and_the_place_in_the_quorum(scene):
    scene.here(scene.cast.chair, scene.cast.member, who("Tilda Thirdly"))
    with refused("Leaves the room|leaves the room"):
        declare(scene, "Milo Membury", "Disclosable pecuniary interest", "stayed")
    with refused("Say what the interest is"):
        declare(scene, "Milo Membury", "Disclosable pecuniary interest", "left", nature=" ")
    with refused("not recorded as present"):
        declare(scene, "Fergus Fourthwick", "Party whip", "stayed")
    made = declare(
        scene, "Milo Membury", "Disclosable pecuniary interest", "left", nature="", is_sensitive=True
    )
    with refused("left because of an interest"):
        named(scene, "Schools", Milo_Membury="for")
    schools = scene.meeting.items.get(title="Schools")
    assert quorum_of(lines_of(scene.meeting), 2, at(11), schools, [made]).here == 2
    declaring.strike_declaration(made, by=scene.officer)
    assert named(scene, "Schools", Milo_Membury="for").votes_for == 1
    with refused("Strike that vote first"):
        declare(scene, "Milo Membury", "Non-registerable interest", "did_not_vote")


def test_the_council_keeps_its_own_types_of_interest(scene, client):
    address = reverse("workspace:interest_add")
    given = {"name": "Gift received", "effect": "declares", "order": "9", "offered": "on"}
    client.force_login(scene.officer)
    assert client.post(address, given).status_code == 404
    client.force_login(scene.cast.administrator)
    assert client.post(address, given).status_code == 302
    assert "already" in client.post(address, given).content.decode()
    kept = InterestType.objects.get(name="Gift received")
    client.post(reverse("workspace:interest", args=[kept.pk]), {**given, "offered": ""})
    kept.refresh_from_db()
    assert not kept.offered


def test_the_public_is_excluded_for_named_items_on_the_paragraphs_they_cite(scene):
    scene.here(scene.cast.chair, scene.cast.member)
    contracts = scene.meeting.items.get(title="Contracts")

    def exclude(items, paragraphs, **more):
        return excluding.exclude_the_public(
            scene.sitting,
            items=items,
            paragraphs=paragraphs,
            resolution="That they leave",
            at=at(12),
            by=scene.officer,
            **more,
        )

    with refused("Name the items"):
        exclude([], ["3"])
    with refused("Choose the paragraphs"):
        exclude([contracts], [])
    with refused("cites paragraph 3 too"):
        exclude([contracts], ["1"])
    with refused("not a member in the room"):
        exclude([contracts], ["3"], moved_by=scene.line(who("Tilda Thirdly")))
    chair = scene.line(scene.cast.chair)
    with refused("seconds their own"):
        exclude([contracts], ["3"], moved_by=chair, seconded_by=chair)
    made = exclude([contracts], ["3"], moved_by=chair, seconded_by=scene.line(scene.cast.member))
    assert list(made.items.all()) == [contracts]
    assert excluding.readmit_the_public(made, at=at(12, 30), by=scene.officer).ended_at == at(12, 30)


def test_urgent_business_says_which_special_circumstances(scene):
    scene.here(scene.cast.chair)
    chair = scene.line(scene.cast.chair)
    with refused("special circumstances"):
        urgent.raise_urgent_item(
            scene.sitting, title="Flood", circumstances=" ", agreed_by=chair, by=scene.officer
        )
    with refused("not a member who is present"):
        urgent.raise_urgent_item(
            scene.sitting,
            title="Flood",
            circumstances="It rains",
            agreed_by=scene.line(who("Clara Church")),
            by=scene.officer,
        )
    made = urgent.raise_urgent_item(
        scene.sitting,
        title="Flood",
        circumstances="The river rose last night",
        agreed_by=chair,
        by=scene.officer,
    )
    assert made.item.title == "Flood"
    assert made.version == 1


def test_nothing_changes_once_the_minutes_are_signed(scene):
    scene.here(scene.cast.chair)
    now = at(13)
    Minutes.objects.update_or_create(
        meeting=scene.meeting,
        defaults={
            "state": "signed",
            "published_at": now,
            "checked_at": now,
            "approved_at": now,
            "approved_in": scene.meeting,
            "signed_at": now,
            "signed_by": "Chair",
        },
    )
    with refused("minutes of this meeting are signed"):
        scene.here(scene.cast.member)


def test_witnesses_stand_by_post_and_members_come_from_the_membership(scene):
    schools = scene.meeting.items.get(title="Schools")
    line = attending.add_guest(
        scene.meeting,
        capacity="witness",
        name="Tanya Gild",
        post="Head of Youth Work",
        item=schools,
        by=scene.officer,
    )
    assert (line.is_expected, line.state, line.post) == (False, "present", "Head of Youth Work")
    with refused("committee’s membership"):
        attending.add_guest(
            scene.meeting, capacity="member", person=scene.cast.ex_member.person, by=scene.officer
        )
    with refused("Choose the person"):
        attending.add_guest(scene.meeting, capacity="councillor", name="Somebody", by=scene.officer)
    with refused("was expected"):
        attending.remove_guest(scene.line(scene.cast.chair), by=scene.officer)
    attending.remove_guest(line, by=scene.officer)
