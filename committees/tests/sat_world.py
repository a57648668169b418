"""A meeting that is being held, for the tests that go through every page: something of everything on its screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from committees import attending, declaring, questions, sitting, votes
from committees.models import (
    Adjournment,
    AgendaItem,
    Attendance,
    Declaration,
    Exclusion,
    InterestType,
    Meeting,
    Movement,
    PublicQuestion,
    Vote,
)
from committees.models.committee import Section
from scrutiny.tests.cast import Cast, item, meeting


@dataclass
class Sat:
    meeting: Meeting
    item: AgendaItem
    exempt_item: AgendaItem
    line: Attendance
    witness: Attendance
    movement: Movement
    adjournment: Adjournment
    exclusion: Exclusion
    declaration: Declaration
    vote: Vote
    question: PublicQuestion
    answered: PublicQuestion


def sat(cast: Cast, secret: str, draft: str) -> Sat:
    """`secret` stands in what is exempt and in who asked; `draft` in what the officers alone know so far."""
    start = timezone.now() - timedelta(hours=3)
    cast.committee.quorum = 1
    cast.committee.save()
    held = meeting(cast.committee, start)
    public = item(held, "School buses", 1, is_education=True)
    exempt = item(
        held, "Land at Mill Street", 2, section=Section.EXEMPT, paragraphs=["3"], restricted_title=secret
    )
    opened = sitting.open_sitting(held, at=start, by=cast.officer)
    chair = attending.mark(held.attendances.get(person=cast.chair.person), "present", by=cast.officer)
    sitting.preside(opened, chair, by=cast.officer)
    pause = sitting.adjourn(opened, began_at=start + timedelta(minutes=5), by=cast.officer)
    sitting.resume(pause, at=start + timedelta(minutes=9), by=cast.officer)
    line = held.attendances.get(person=cast.member.person)
    at = start + timedelta(minutes=20)
    movement = attending.arrive(line, at=at, by=cast.officer, item=public)
    witness = attending.add_guest(held, capacity="witness", name="Wanda Witness", by=cast.officer)
    return Sat(
        held,
        public,
        exempt,
        line,
        witness,
        movement,
        pause,
        *_decided(cast, exempt, chair, secret),
        *_asked(cast, held, secret, draft),
    )


def _decided(
    cast: Cast, exempt: AgendaItem, chair: Attendance, secret: str
) -> tuple[Exclusion, Declaration, Vote]:
    held = exempt.meeting
    at = held.sitting.opened_at + timedelta(minutes=30)
    exclusion = Exclusion.objects.create(
        sitting=held.sitting, paragraphs=["3"], resolution="That the public leave", began_at=at
    )
    exclusion.items.set([exempt])
    type = InterestType.objects.get(name="Non-registerable interest")
    declaration = declaring.declare(
        exempt, chair, type=type, nature=f"Owns {secret}", response="stayed", by=cast.officer
    )
    vote = votes.put_to_the_vote(exempt, motion=f"That {secret} be sold", votes_for=1, at=at, by=cast.officer)
    return exclusion, declaration, vote


def _asked(cast: Cast, held: Meeting, secret: str, draft: str) -> tuple[PublicQuestion, PublicQuestion]:
    asker = {
        "name": f"Petra {secret}",
        "email": f"{secret}@example.org",
        "phone": "",
        "address": "",
        "speaks_for": "",
    }
    given = {
        "asker": asker,
        "received_at": timezone.now(),
        "late_reason": "Heard at the meeting",
        "by": cast.officer,
    }
    waiting = questions.register(held, text=f"What of {draft}?", **given)
    answered = questions.accept(
        questions.register(held, text="When do the buses run?", **given), by=cast.officer
    )
    answered = questions.answer(answered, text="Hourly.", version=1, by=cast.officer)
    return waiting, questions.publish(answered, by=cast.officer)
