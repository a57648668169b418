"""Who may vote on an item, and what a vote comes to. Pure: facts in, reasons out.

Local Government Act 1972, Schedule 12, paragraph 39: a question is decided by a majority of the members present and
voting, and whoever presides has a second or casting vote when the numbers are equal. Present means in the room:
R (Hertfordshire County Council) v Secretary of State for Housing, Communities and Local Government [2021] EWHC 1093.
Local Government Act 2000, Schedule A1: church and parent governor representatives vote on questions that relate to
education functions, and on no others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MEMBERS = ("chair", "vice_chair", "member", "substitute")
VOTING_COOPTEE = "voting_cooptee"
NON_VOTING_COOPTEE = "non_voting_cooptee"
WITHOUT_A_VOTE = {
    NON_VOTING_COOPTEE: "is co-opted without a vote",
    "councillor": "is a councillor who does not sit on the committee",
    "officer": "is an officer",
    "witness": "is a witness",
}


@dataclass(frozen=True, slots=True)
class Attender:
    """One person at one moment of a meeting, and what they said about an interest in the item."""

    name: str
    capacity: str
    here: bool = True
    remote: bool = False
    # Why an interest in the item keeps them from voting, in words; nothing when none does.
    interest: str = ""


def why_no_vote(who: Attender, *, education: bool) -> str:
    """Why somebody may not vote on an item, or nothing. `education`: the item concerns education functions."""
    if who.capacity in WITHOUT_A_VOTE:
        return f"{who.name} {WITHOUT_A_VOTE[who.capacity]}."
    if not who.here:
        return f"{who.name} is not in the meeting."
    if who.remote:
        return f"{who.name} takes part remotely, and only members in the room may vote."
    if who.capacity == VOTING_COOPTEE and not education:
        return f"{who.name} is co-opted with a vote on education only, and this item is not about education."
    if who.interest:
        return f"{who.name} {who.interest}."
    return ""


def entitled(everybody: Iterable[Attender], *, education: bool) -> list[Attender]:
    return [who for who in everybody if not why_no_vote(who, education=education)]


def what_is_wrong_with(count: tuple[int, int, int], entitled_to_vote: int) -> str:
    """Why a count of for, against and abstentions cannot be right, or nothing."""
    if sum(count) == 0:
        return "Enter how many voted. Nobody has voted for or against, or abstained."
    if sum(count) > entitled_to_vote:
        people = "1 person" if entitled_to_vote == 1 else f"{entitled_to_vote} people"
        return f"{sum(count)} votes and abstentions were counted, but only {people} in the room may vote on this item."
    return ""


def outcome(votes_for: int, votes_against: int, casting: str = "") -> str:
    """ "carried" or "lost". On equal numbers the casting vote decides; without one the motion is not carried."""
    if votes_for == votes_against:
        return "carried" if casting == "for" else "lost"
    return "carried" if votes_for > votes_against else "lost"


def why_no_casting_vote(votes_for: int, votes_against: int, who: Attender | None, *, education: bool) -> str:
    """Why there can be no casting vote, or nothing. Only whoever presides has one, and only on equal numbers."""
    if votes_for != votes_against:
        return "There is a casting vote only when the numbers for and against are equal."
    if who is None:
        return "Say who presides. Only the person presiding has a casting vote."
    return why_no_vote(who, education=education)
