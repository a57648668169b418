"""Fills the agendas of the demo's meetings: reports, minutes, work programmes and exempt items, with their papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html

from accounts.models import User
from committees import agenda
from committees.models import AgendaItem, Committee, Meeting, Paper
from committees.models.committee import ItemKind, Section

from .documents import document, headed, table_of
from .minutes import minutes_pdf, minutes_title
from .papers import attach
from .plan import Business, Subject

AHEAD = 4
# The order of an agenda: reports come after the questions of the public and before the work programme.
PLACES = [
    ItemKind.MEMBERSHIP,
    ItemKind.MINUTES,
    ItemKind.PUBLIC_QUESTIONS,
    ItemKind.REPORT,
    ItemKind.WORK_PROGRAMME,
    ItemKind.NEXT_MEETING,
    ItemKind.URGENT,
]


@dataclass
class Clerk:
    """Works for one committee. First every agenda gets its items, so that report references run by date."""

    committee: Committee
    planned: list[Business]
    by: User

    def list_items(self, business: Business) -> None:
        for subject in business.subjects:
            self.report(business.meeting, subject)
        for subject in business.exempt:
            self.report(business.meeting, subject, exempt=True)
        self.work_programme_report(business.meeting)
        put_in_order(business.meeting, by=self.by)

    def attach_papers(self, business: Business) -> None:
        items = {item.title: item for item in business.meeting.items.on_agenda()}
        for subject in business.subjects + business.exempt:
            if subject.title in items:
                attach_table(items[subject.title], subject, by=self.by, exempt=subject in business.exempt)
        self.minutes(business)
        self.work_programme(business)

    def report(self, meeting: Meeting, subject: Subject, *, exempt: bool = False) -> AgendaItem:
        item = agenda.add_item(
            meeting,
            kind=ItemKind.REPORT,
            section=Section.EXEMPT if exempt else Section.PUBLIC,
            title=subject.title,
            restricted_title=subject.restricted_title,
            paragraphs=list(subject.paragraphs),
            exempt_reason=subject.exempt_reason,
            by=self.by,
        )
        self.cover(
            item,
            title=subject.restricted_title or subject.title,
            report_of=subject.report_of,
            purpose=subject.purpose,
            body=subject.body,
            recommendations="\n".join(subject.recommendations),
            wards="All",
        )
        return item

    def cover(self, item: AgendaItem, **fields: str) -> None:
        author = self.committee.report_contact or self.committee.contact
        agenda.save_report(item, version=0, by=self.by, enquiries_to=author, **fields)

    def minutes(self, business: Business) -> None:
        """Those of the last meeting with an agenda of ours."""
        place = self.planned.index(business)
        if place:
            before = self.planned[place - 1]
            item = standing(business.meeting, ItemKind.MINUTES)
            if item.papers.exists():
                return
            attach(item, minutes_pdf(before), title=minutes_title(before.meeting), by=self.by)

    def work_programme_report(self, meeting: Meeting) -> None:
        self.cover(
            standing(meeting, ItemKind.WORK_PROGRAMME),
            title="Work Programme",
            purpose="To consider what the Committee will do at its next meetings.",
            body="Members are asked to consider the work programme in Appendix A and to suggest changes. The Chairman "
            "and Vice-Chairmen meet between meetings to plan the work and to prepare items with officers.",
            recommendations="That the work programme be noted, with any changes that members wish to make.",
        )

    def work_programme(self, business: Business) -> None:
        item = standing(business.meeting, ItemKind.WORK_PROGRAMME)
        body = table_of(["Date", "Subject", "Purpose", "From"], self.programme_rows(business), "programme")
        page = format_html('<div class="programme-page">{}</div>', headed("Work programme", body))
        attach(item, document("Work programme", page), label="Appendix A", title="Work programme", by=self.by)

    def programme_rows(self, business: Business) -> list[list[str]]:
        place = self.planned.index(business) + 1
        return [
            [f"{later.meeting.date:%-d %B %Y}", subject.title, subject.purpose, subject.report_of]
            for later in self.planned[place : place + AHEAD]
            for subject in later.subjects
        ]


def standing(meeting: Meeting, kind: str, section: str = Section.PUBLIC) -> AgendaItem:
    return meeting.items.get(kind=kind, section=section)


def attach_table(
    item: AgendaItem, subject: Subject, *, by: User, exempt: bool = False, state: str = Paper.State.CLEARED
) -> None:
    """The subject's figures as an appendix; an exempt one has a title that gives nothing away."""
    if subject.table is None:
        return
    title = subject.table["title"]
    page = headed(title, table_of(subject.table["columns"], subject.table["rows"]), label="Appendix 1")
    attach(
        item,
        document(title, page),
        label="Appendix 1",
        title="Exempt appendix" if exempt else title,
        restricted_title=title if exempt else "",
        exempt=exempt,
        paragraphs=subject.paragraphs,
        public_interest=subject.public_interest,
        state=state,
        by=by,
    )


def put_in_order(meeting: Meeting, *, by: User) -> None:
    items: Sequence[AgendaItem] = list(meeting.items.on_agenda())
    ordered = sorted(items, key=lambda item: (item.is_exempt, PLACES.index(ItemKind(item.kind)), item.order))
    agenda.set_order(meeting, [item.pk for item in ordered], by=by)
