"""Who may vote and who counts for the quorum: every capacity, in the room and remotely, on both kinds of item."""

from __future__ import annotations

from itertools import product

import pytest

from committees.models import Attendance
from committees.sittings.quorum import quorum
from committees.sittings.voting import (
    MEMBERS,
    Attender,
    entitled,
    outcome,
    what_is_wrong_with,
    why_no_casting_vote,
    why_no_vote,
)

CAPACITIES = Attendance.Capacity.values


def test_every_capacity_in_every_case_votes_exactly_when_the_law_says():
    for capacity, here, remote, interest, education in product(
        CAPACITIES, (True, False), (True, False), ("", "declared an interest"), (True, False)
    ):
        may = (
            (capacity in MEMBERS or (capacity == "voting_cooptee" and education))
            and here
            and not remote
            and not interest
        )
        who = Attender("A Example", capacity, here, remote, interest)
        reason = why_no_vote(who, education=education)
        assert (reason == "") is may, (who, education, reason)
        assert may or reason.startswith("A Example ")


@pytest.mark.parametrize(
    ("who", "education", "reason"),
    [
        (
            Attender("A", "member", remote=True),
            False,
            "A takes part remotely, and only members in the room may vote.",
        ),
        (Attender("A", "non_voting_cooptee"), True, "A is co-opted without a vote."),
        (
            Attender("A", "voting_cooptee"),
            False,
            "A is co-opted with a vote on education only, and this item is not about education.",
        ),
        (Attender("A", "member", here=False), False, "A is not in the meeting."),
        (
            Attender("A", "chair", interest="left because of an interest"),
            True,
            "A left because of an interest.",
        ),
        (Attender("A", "councillor"), False, "A is a councillor who does not sit on the committee."),
    ],
)
def test_a_refusal_gives_its_reason(who, education, reason):
    assert why_no_vote(who, education=education) == reason


def room(members: int, *, remote: int = 0, cooptees: int = 0) -> list[Attender]:
    return [
        *(Attender(f"M{n}", "member") for n in range(members)),
        *(Attender(f"R{n}", "member", remote=True) for n in range(remote)),
        *(Attender(f"C{n}", "voting_cooptee") for n in range(cooptees)),
        Attender("N", "non_voting_cooptee"),
        Attender("O", "officer"),
        Attender("W", "witness"),
    ]


@pytest.mark.parametrize("members", range(6))
@pytest.mark.parametrize("remote", [0, 3])
@pytest.mark.parametrize("education", [True, False])
def test_who_counts_for_the_quorum_is_who_may_vote_in_the_room(members, remote, education):
    found = quorum(room(members, remote=remote, cooptees=2), needed=4, education=education)
    assert found.here == members + (2 if education else 0)
    assert found.is_met is (found.here >= 4)
    assert found.missing == max(0, 4 - found.here)
    assert len(found.not_counted) == remote + 1 + (0 if education else 2), (
        "officers and witnesses are not told of"
    )


def test_a_quorum_says_what_is_missing():
    assert quorum(room(4), needed=4).in_words() == "4 in the room who may vote; 4 needed."
    short = quorum(room(2, remote=5), needed=4)
    assert (
        short.in_words()
        == "2 in the room who may vote; 4 needed. The meeting is not quorate: 2 more must come."
    )
    assert "R0 takes part remotely, and only members in the room may vote." in short.not_counted


def test_the_one_in_the_chair_who_left_for_an_interest_does_not_count():
    chair = Attender("Chair", "chair", interest="left because of an interest")
    assert quorum([*room(3), chair], needed=4).missing == 1


@pytest.mark.parametrize(
    ("count", "right"),
    [
        ((5, 3, 0), True),
        ((8, 0, 0), True),
        ((0, 0, 8), True),
        ((5, 3, 1), False),
        ((9, 0, 0), False),
        ((0, 0, 0), False),
    ],
)
def test_a_count_is_not_larger_than_those_who_may_vote(count, right):
    assert (what_is_wrong_with(count, 8) == "") is right


@pytest.mark.parametrize(
    ("votes", "casting", "result"),
    [
        ((5, 3), "", "carried"),
        ((3, 5), "", "lost"),
        ((4, 4), "", "lost"),
        ((4, 4), "for", "carried"),
        ((4, 4), "against", "lost"),
        ((1, 0), "", "carried"),
    ],
)
def test_the_result_follows_from_the_numbers(votes, casting, result):
    assert outcome(*votes, casting) == result


def test_a_casting_vote_is_for_equal_numbers_and_for_whoever_presides():
    chair = Attender("Chair", "chair")
    assert why_no_casting_vote(4, 4, chair, education=False) == ""
    assert "only when the numbers" in why_no_casting_vote(5, 4, chair, education=False)
    assert "Say who presides" in why_no_casting_vote(4, 4, None, education=False)
    remote = Attender("Chair", "chair", remote=True)
    assert "remotely" in why_no_casting_vote(4, 4, remote, education=False)


def test_entitled_leaves_out_the_others():
    names = [who.name for who in entitled(room(2, remote=1, cooptees=1), education=True)]
    assert names == ["M0", "M1", "C0"]
