"""What is recorded at a meeting with planted words in it: votes and interests in private, and who asked a question."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from committees import questions
from committees.attendance import apologies
from committees.models import AgendaItem, InterestType, Meeting
from committees.sittings import attending, declaring, excluding, sitting, votes
from scrutiny.tests.cast import Cast

from .tokens import Tokens


def hold(
    held: Meeting, public: AgendaItem, exempt: AgendaItem, cast: Cast, tokens: Tokens, place: str
) -> None:
    by = cast.officer
    cast.committee.quorum = 1
    cast.committee.save(update_fields=["quorum"])
    assert cast.member.person is not None
    why = f"An operation on {tokens.new(f'draft, for officers: {place}, reason of apologies')}"
    apologies.record_apologies(held, cast.member.person, source="written", reason=why, by=by)
    opened = sitting.open_sitting(held, at=held.start, by=by)
    chair = attending.mark(held.attendances.get(person=cast.chair.person), "present", by=by)
    at = held.start + timedelta(minutes=10)
    resolution = "That the press and public are excluded"
    excluding.exclude_the_public(
        opened, items=[exempt], paragraphs=["3"], resolution=resolution, at=at, by=by
    )
    motion = f"To accept the offer of {tokens.new(f'{place}, motion')}"
    votes.put_to_the_vote(exempt, motion=motion, votes_for=1, at=at, by=by)
    type = InterestType.objects.get(name="Non-registerable interest")
    owns = f"A shareholder of {tokens.new(f'{place}, interest')}"
    declaring.declare(exempt, chair, type=type, nature=owns, response="stayed", at=at, by=by)
    lives = f"Lives at {tokens.new(f'draft, for officers: {place}, sensitive interest')}"
    declaring.declare(
        public, chair, type=type, nature=lives, is_sensitive=True, response="stayed", at=at, by=by
    )
    ask(held, cast, tokens, place)
    attending.mark_the_rest_absent(held, by=by)
    sitting.preside(opened, chair, by=by)
    sitting.close_sitting(opened, at=at + timedelta(hours=1), by=by)


def ask(held: Meeting, cast: Cast, tokens: Tokens, place: str) -> None:
    by = cast.officer
    name = tokens.new(f"draft, for officers: {place}, who asked")
    asker = {
        "name": f"Petra {name}",
        "email": f"{tokens.new(f'draft, for officers: {place}, address of who asked')}@example.org",
        "phone": "",
        "address": f"7 {tokens.new(f'draft, for officers: {place}, street of who asked')} Street",
        "speaks_for": tokens.new(f"draft, for officers: {place}, whom they speak for"),
    }
    given = {"asker": asker, "received_at": timezone.now(), "late_reason": "Allowed by the chair", "by": by}
    asked = questions.accept(questions.register(held, text="When do the buses run?", **given), by=by)
    questions.publish(questions.answer(asked, text="Hourly.", version=1, by=by), by=by)
