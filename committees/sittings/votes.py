"""Votes at a meeting: agreed without a count, by show of hands, or with the name of everybody who voted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.models import AgendaItem, Attendance, NamedVote, Sitting, Vote

from .attending import CannotRecord
from .excluding import require_in_room
from .presence import attender, lines_of, quorum_of
from .sitting import require_open_at, sitting_to_record
from .voting import entitled, outcome, what_is_wrong_with, why_no_casting_vote, why_no_vote

Kind = Vote.Kind


class Room:
    """Everybody present at the moment of a vote on an item, with what they declared about it."""

    def __init__(self, sitting: Sitting, item: AgendaItem, at: datetime) -> None:
        self.sitting, self.item = sitting, item
        lines = lines_of(sitting.meeting)
        declared = list(item.declarations.filter(struck_at=None))
        self.people = {line.pk: attender(line, at, declared) for line in lines if line.is_present}
        self.lines = {line.pk: line for line in lines}
        self.quorum = quorum_of(lines, sitting.quorum, at, item, declared)

    def voters(self) -> list[Attendance]:
        """Who may vote, in printed order."""
        return [self.lines[pk] for pk, who in self.people.items() if not self.why_not(pk)]

    def why_not(self, pk: int) -> str:
        if pk not in self.people:
            return (
                f"{self.lines[pk]} is not in the meeting." if pk in self.lines else "Nobody of this meeting."
            )
        return why_no_vote(self.people[pk], education=self.item.is_education)


@transaction.atomic
def put_to_the_vote(
    item: AgendaItem,
    *,
    motion: str,
    at: datetime,
    by: User,
    kind: str = Kind.COUNTED,
    votes_for: int = 0,
    votes_against: int = 0,
    abstentions: int = 0,
    casting_vote: str = "",
    moved_by: Attendance | None = None,
    seconded_by: Attendance | None = None,
) -> Vote:
    """A motion agreed without a count, or decided by show of hands."""
    room = _room(item, at)
    count = (votes_for, votes_against, abstentions)
    if kind == Kind.COUNTED:
        people = entitled(room.people.values(), education=item.is_education)
        if wrong := what_is_wrong_with(count, len(people)):
            raise CannotRecord({"votes_for": wrong})
    elif any(count) or casting_vote:
        raise CannotRecord({"votes_for": "Leave the numbers empty when it was agreed without a count."})
    vote = Vote(kind=kind, votes_for=votes_for, votes_against=votes_against, abstentions=abstentions)
    return _save(vote, room, at, motion, casting_vote, (moved_by, seconded_by), by)


@transaction.atomic
def take_named_vote(
    item: AgendaItem,
    *,
    motion: str,
    choices: Mapping[int, str],
    at: datetime,
    by: User,
    casting_vote: str = "",
    moved_by: Attendance | None = None,
    seconded_by: Attendance | None = None,
) -> Vote:
    """`choices`: for each attendance how they voted. Somebody who may not vote is refused, with the reason."""
    room = _room(item, at)
    for pk in choices:
        if reason := room.why_not(pk):
            raise CannotRecord(reason)
    made = list(choices.values())
    if not made:
        raise CannotRecord("Record how at least one person voted.")
    vote = Vote(
        kind=Kind.NAMED,
        votes_for=made.count(NamedVote.Choice.FOR),
        votes_against=made.count(NamedVote.Choice.AGAINST),
        abstentions=made.count(NamedVote.Choice.ABSTAINED),
    )
    vote = _save(vote, room, at, motion, casting_vote, (moved_by, seconded_by), by)
    NamedVote.objects.bulk_create(
        NamedVote(vote=vote, attendance_id=pk, choice=choice) for pk, choice in choices.items()
    )
    return vote


def _room(item: AgendaItem, at: datetime) -> Room:
    sitting = sitting_to_record(item.meeting_id)
    require_open_at(sitting, at)
    room = Room(sitting, item, at)
    if not room.quorum.is_met:
        raise CannotRecord(f"No vote can be taken: {room.quorum.in_words()}")
    return room


def _save(
    vote: Vote,
    room: Room,
    at: datetime,
    motion: str,
    casting_vote: str,
    movers: tuple[Attendance | None, Attendance | None],
    by: User,
) -> Vote:
    sitting = room.sitting
    require_in_room(at, moved_by=movers[0], seconded_by=movers[1])
    if casting_vote:
        presiding = sitting.presiding_id and room.people.get(sitting.presiding_id)
        if reason := why_no_casting_vote(
            vote.votes_for, vote.votes_against, presiding or None, education=room.item.is_education
        ):
            raise CannotRecord({"casting_vote": reason})
        vote.casting_vote, vote.cast_by = casting_vote, sitting.presiding
    vote.sitting, vote.item, vote.motion, vote.at = sitting, room.item, motion.strip(), at
    vote.moved_by, vote.seconded_by = movers
    vote.result = (
        Vote.Result.CARRIED
        if vote.kind == Kind.ASSENT
        else outcome(vote.votes_for, vote.votes_against, casting_vote)
    )
    vote.full_clean()
    vote.save()
    # The motion may be about an exempt item: the audit book has the numbers only.
    record(
        "vote", sitting.meeting, by=by, vote=vote.pk, item=room.item.pk, kind=vote.kind, result=vote.result
    )
    return vote


@transaction.atomic
def strike_vote(vote: Vote, *, by: User) -> None:
    """It was entered by mistake. The row stays, and is printed nowhere."""
    sitting = sitting_to_record(vote.sitting.meeting_id)
    vote.struck_at = timezone.now()
    vote.save(update_fields=["struck_at"])
    record("strike vote", sitting.meeting, by=by, vote=vote.pk)
