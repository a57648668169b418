"""Exempt minutes full of planted words: of one meeting they are being written, of another they are published."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from committees.minutes import actions, drafting, workflow
from committees.models import AgendaItem, Meeting
from committees.models.committee import ItemKind, Section
from scrutiny.tests.cast import Cast, item, meeting

from .holding import hold
from .tokens import Tokens


def minute(cast: Cast, tokens: Tokens, place: str, *, days_ago: int) -> Meeting:
    """A public item of which a part was private, and an exempt one: each with exempt words of every kind."""
    held = meeting(cast.committee, timezone.now() - timedelta(days=days_ago))
    public = item(held, "Bus services", 1, kind=ItemKind.REPORT)
    exempt = item(held, "Land", 2, section=Section.EXEMPT, paragraphs=["3"])
    hold(held, public, exempt, cast, tokens, f"{place} meeting")
    drafting.begin(held, by=cast.officer)
    for each in (public, exempt):
        write(each, cast, tokens, f"{place} minutes, item {each.order}")
    return held


def write(of: AgendaItem, cast: Cast, tokens: Tokens, place: str) -> None:
    by = cast.officer
    words = f"The bid of {tokens.new(f'{place}, exempt text')}."
    drafting.save_entry(of, version=1, by=by, exempt_text=words, public_summary="An offer was discussed.")
    drafting.add_resolution(
        of,
        kind="agreed",
        text=f"{tokens.new(f'{place}, resolution')} be told",
        parts=[f"to pay {tokens.new(f'{place}, part of a resolution')}"],
        is_exempt=True,
        by=by,
    )
    action = actions.add_action(
        of,
        text=f"Ask {tokens.new(f'{place}, action')}",
        owner_post=f"Agent of {tokens.new(f'{place}, owner of an action')}",
        due_on=of.meeting.date + timedelta(days=28),
        is_exempt=True,
        by=by,
    )
    actions.reply(action, text=f"It is {tokens.new(f'{place}, answer')}.", by=by)


def publish_minutes(held: Meeting, cast: Cast) -> None:
    workflow.publish_draft(held.minutes, by=cast.officer)
