"""Call-ins for the tests that go through every page: one that is being prepared and one that was found valid."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from callins import making, workflow
from callins.decisions import publish_decision
from callins.models import CallIn, Decision
from scrutiny.tests.cast import Cast

from .executive import made


@dataclass
class CalledIn:
    decision: Decision
    preparing: CallIn
    valid: CallIn


def called_in(cast: Cast) -> CalledIn:
    """Needs the rules in force that `executive` writes down."""
    decision = made(cast, "Ferry timetable", committee=cast.committee)
    decision = publish_decision(decision, by=cast.officer)
    preparing = making.start(decision, lead=cast.member.person, by=cast.member)
    other = publish_decision(made(cast, "Library hours", committee=cast.committee), by=cast.officer)
    paper = making.start(
        other,
        lead=cast.chair.person,
        by=cast.officer,
        method=CallIn.Method.PAPER,
        reasons="Readers were not asked.",
    )
    for who in (cast.chair, cast.member, cast.other_councillor):
        assert who.person is not None
        making.sign(paper, who.person, by=cast.officer)
    valid = workflow.receive(paper, received_at=timezone.now(), by=cast.officer)
    valid = workflow.accept(valid, judgement="It meets the rules.", by=cast.officer)
    return CalledIn(decision, preparing, valid)
