"""The agendas around today: those of meetings already held, one published for the days to come, one being made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from accounts.models import User
from committees import agenda
from committees import papers as verbs
from committees.models import Committee, Meeting, Paper
from committees.models.committee import ItemKind

from .agendas import Clerk, attach_table, put_in_order, standing
from .drawn_over import attach_drawn_over
from .meetings import being_made, held, published_soon
from .plan import Business, exempt_subjects, plan
from .publishing import publish_pack

LETTER = """
Dear Chairman,

Thank you for your letter of last month, in which the Committee asked for the figures behind the report to be given for
each part of the county, and for the reasons where they differ.

The figures have been collected and checked with the districts. They will reach you with the answers to members'
questions, which follow as a separate appendix. Two of the districts have asked for another week.

The complaint of {complaint}, which you forwarded, is being answered separately.

I shall attend the meeting and shall be glad to answer further questions.

Yours sincerely,

{post}
"""
# Whose name somebody drew a black box over; the check before publication finds it under the box.
COMPLAINT = "Mrs D Halloran of Marlbury"


@dataclass
class Year:
    """The business of one committee around today."""

    clerk: Clerk
    complete: list[Business]
    in_progress: list[Business]

    def latest(self, number: int) -> list[Business]:
        return self.complete[-number:] if number else []

    def find(self, meeting: Meeting) -> Business:
        return next(business for business in self.complete if business.meeting == meeting)

    def publish(self, business: Business) -> None:
        self.clerk.attach_papers(business)
        publish_pack(business.meeting, by=self.clerk.by)


def year_of(committee: Committee, today: date, by: User) -> Year:
    """The same on each call of a day, so that a pack can be left for later."""
    public = committee.meetings.public().filter(start__year__gt=2019, state=Meeting.State.PLANNED)
    meetings = list(public.order_by("start"))
    over = held(committee, today)
    coming = [meeting for meeting in meetings if _is(meeting, published_soon(today))]
    being_written = [meeting for meeting in meetings if _is(meeting, being_made(today))]
    planned = plan(committee.code, meetings, current=len(over + coming + being_written))
    complete = [business for business in planned if business.meeting in over + coming]
    for business in complete[-1:]:
        business.exempt = exempt_subjects(committee.code)[:1]
    in_progress = [business for business in planned if business.meeting in being_written]
    return Year(Clerk(committee, planned, by), complete, in_progress)


def _is(meeting: Meeting, coming: tuple[str, date]) -> bool:
    return (meeting.committee.code, meeting.date) == coming


def load_agendas(year: Year) -> None:
    """The items of every agenda, in order of date."""
    for business in year.complete:
        year.clerk.list_items(business)
    for business in year.in_progress:
        _agenda_in_progress(year.clerk, business)


def _agenda_in_progress(clerk: Clerk, business: Business) -> None:
    """Something is there, something is missing, and one exempt paper does not yet say under which paragraph."""
    meeting, by = business.meeting, clerk.by
    first, second = business.subjects[0], business.subjects[1]
    item = clerk.report(meeting, first)
    letter = LETTER.format(post=first.report_of, complaint=COMPLAINT)
    title = f"Letter from the {first.report_of}"
    attach_drawn_over(item, title, letter, COMPLAINT, label="Appendix 1", by=by)
    verbs.expect_paper(
        item, title="Answers to members' questions", label="Appendix 2", state=Paper.State.TO_FOLLOW, by=by
    )
    waiting = agenda.add_item(meeting, kind=ItemKind.REPORT, title=second.title, by=by)
    verbs.expect_paper(waiting, title=f"Report of the {second.report_of}", by=by)
    private = exempt_subjects(clerk.committee.code)[-1]
    private_item = clerk.report(meeting, replace(private, paragraphs=()), exempt=True)
    unexplained = replace(private, paragraphs=(), public_interest="")
    attach_table(private_item, unexplained, by=by, exempt=True, state=Paper.State.DRAFT)
    verbs.expect_paper(standing(meeting, ItemKind.MINUTES), title="Minutes of the last meeting", by=by)
    put_in_order(meeting, by=by)
