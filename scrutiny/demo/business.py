"""The agendas around today: those of meetings just held, one published for the days to come, one being made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from accounts.models import User
from committees import agenda
from committees import papers as verbs
from committees.models import Committee, Meeting, Paper
from committees.models.committee import ItemKind

from .agendas import Clerk, attach_table, attach_words, put_in_order, standing
from .meetings import being_made, held, published_soon
from .plan import Business, exempt_subjects, plan

# Markdown.
LETTER = """
Dear Chairman,

Thank you for your letter of last month. The Committee asked what has changed since its meeting in the summer.

The rota was altered in September, so that two members of staff are on duty until ten in the evening. Calls that are not
answered within three minutes now pass to the neighbouring team. In the first six weeks that happened eleven times.

I shall be glad to answer members' questions at the meeting.

Yours sincerely,

Caroline Westerby<br>Executive Director, Children and Families
"""


def load_business(committee: Committee, today: date, by: User, *, packs: int) -> Iterator[Meeting]:
    """Fill agendas of a committee; gives each meeting whose agenda is complete, to be built and published.

    `packs` says how many of the meetings already held get an agenda.
    """
    meetings = committee.meetings.public().filter(start__year__gt=2019, state=Meeting.State.PLANNED)
    planned = plan(committee.code, meetings.order_by("start"))
    clerk = Clerk(committee, planned, by)
    past = held(committee, today)[-packs:] if packs else []
    by_meeting = {business.meeting.pk: business for business in planned}
    complete = [by_meeting[meeting.pk] for meeting in past]
    coming = [business for business in planned if _is(business, published_soon(today))]
    with_exempt_item = (coming or complete)[-1:]
    for business in [*complete, *coming]:
        if business in with_exempt_item:
            business.exempt = exempt_subjects(committee.code)[:1]
        clerk.fill(business)
        yield business.meeting
    for business in planned:
        if _is(business, being_made(today)):
            _agenda_in_progress(clerk, business)


def _is(business: Business, coming: tuple[str, date]) -> bool:
    return (business.meeting.committee.code, business.meeting.date) == coming


def _agenda_in_progress(clerk: Clerk, business: Business) -> None:
    """Something is there, something is missing, and one exempt paper does not yet say under which paragraph."""
    meeting, by = business.meeting, clerk.by
    first, second = business.subjects[0], business.subjects[1]
    item = clerk.report(meeting, first)
    attach_table(item, first, by=by)
    attach_words(item, "Letter from the Executive Director", LETTER, label="Appendix 2", by=by)
    verbs.expect_paper(
        item, title="Answers to members' questions", label="Appendix 3", state=Paper.State.TO_FOLLOW, by=by
    )
    waiting = agenda.add_item(meeting, kind=ItemKind.REPORT, title=second.title, by=by)
    verbs.expect_paper(waiting, title="Report", by=by)
    private = exempt_subjects("PAF")[0]
    private_item = clerk.report(meeting, private, exempt=True)
    agenda.edit_item(private_item, version=private_item.version, paragraphs=[], by=by)
    unexplained = replace(private, paragraphs=(), public_interest="")
    attach_table(private_item, unexplained, by=by, exempt=True, state=Paper.State.DRAFT)
    verbs.expect_paper(standing(meeting, ItemKind.MINUTES), title="Minutes of the last meeting", by=by)
    put_in_order(meeting, by=by)
