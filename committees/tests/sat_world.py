"""A meeting that is being held, for the tests that go through every page: something of everything on its screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from committees import questions
from committees.models import (
    Adjournment,
    AgendaItem,
    Asker,
    Attendance,
    Declaration,
    Exclusion,
    InterestType,
    Invitation,
    Meeting,
    Membership,
    MinuteEntry,
    Minutes,
    Movement,
    NamedVote,
    PublicQuestion,
    Resolution,
    Sitting,
    Vote,
)
from committees.models.committee import Section
from committees.sittings import attending, declaring, sitting, votes
from council.models import Person
from scrutiny.tests.cast import Cast, item, meeting, person


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


def add_rows(held: Meeting, cast: Cast, number: int) -> None:
    """One more of everything that the pages of a meeting list, whatever its date."""
    now = timezone.now()
    opened, _ = Sitting.objects.get_or_create(
        meeting=held, defaults={"opened_at": now - timedelta(days=1), "quorum": 1}
    )
    about = item(held, f"Schools {number}", 90 + number, is_education=True)
    church = person(Person.Kind.COOPTEE, "Clara", f"Church{number}", f"Clara Church {number}")
    Membership.objects.create(
        committee=held.committee, person=church, role=Membership.Role.VOTING_COOPTEE, start=held.date
    )
    Invitation.objects.create(item=about, person=church, sent_at=now, sent_by=cast.officer)
    line = Attendance.objects.create(
        meeting=held,
        person=church,
        name_as_printed=str(church),
        capacity="voting_cooptee",
        state="present",
        mode="in_person",
        apologies_by="written",
        apologies_at=now,
    )
    Movement.objects.create(attendance=line, kind="left", at=now, item=about)
    type = InterestType.objects.first()
    Declaration.objects.create(
        sitting=opened, item=about, attendance=line, type=type, nature="A governor", at=now
    )
    vote = Vote.objects.create(
        sitting=opened, item=about, kind="named", motion="That", moved_by=line, result="carried", at=now
    )
    NamedVote.objects.create(vote=vote, attendance=line, choice="for")
    Adjournment.objects.create(
        sitting=opened, began_at=now - timedelta(minutes=2), resumed_at=now, item=about
    )
    Exclusion.objects.create(
        sitting=opened, paragraphs=["3"], resolution="That", began_at=now, ended_at=now
    ).items.set([about])
    written, _ = Minutes.objects.get_or_create(meeting=held)
    entry = MinuteEntry.objects.create(minutes=written, item=about, text="Said.")
    Resolution.objects.create(entry=entry, order=1, text="it be so")
    question = PublicQuestion.objects.create(
        meeting=held,
        number=number,
        text="Why?",
        item=about,
        received_at=now,
        state="accepted",
        published_at=now,
    )
    Asker.objects.create(question=question, name="Petra Plum")
    _closed_meeting(held, cast, number)


def _closed_meeting(like: Meeting, cast: Cast, number: int) -> None:
    """One that counts in the record of attendance, with one person more each time."""
    start = timezone.now() - timedelta(days=2 * number, hours=number)
    gone = Meeting.objects.create(
        committee=like.committee, reference=f"GONE-{number}", start=start, venue="Hall", contact=like.contact
    )
    Sitting.objects.create(meeting=gone, opened_at=start, quorum=1)
    for who in Person.objects.filter(kind=Person.Kind.COUNCILLOR)[:number]:
        Attendance.objects.create(
            meeting=gone,
            person=who,
            name_as_printed=str(who),
            capacity="member",
            state="present",
            mode="in_person",
        )
    chair = gone.attendances.first()
    Sitting.objects.filter(meeting=gone).update(closed_at=start + timedelta(hours=1), presiding=chair)
