"""The documents of a pack in their order: front, then the public papers, then the exempt ones (members only)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from committees.models import Meeting, Membership, PaperVersion, Report
from committees.models.publication import EditionKind, PublicationKind
from council.models import Council, ExemptParagraph, Person, StandingText
from scrutiny.lib.markdown_text import markdown_html, starts_with_heading
from scrutiny.lib.one_query import fetch, join

from .agenda import Data, Index, contact, heading, information, membership, standing
from .reading import Business, Line, codes, in_order, read_agenda
from .report_sheet import ReportSheet

FRONT = "front"


@dataclass(frozen=True)
class PlannedPart:
    """One document: a page we make (`template` and `data`) or a paper's file (`version`).

    `title` is printed into the pack (its structure, its links), so that of a public part is public.
    """

    key: str
    title: str
    item_key: str = ""
    exempt: bool = False
    template: str = ""
    data: Data = field(default_factory=dict)
    version: PaperVersion | None = None

    @property
    def series(self) -> str:
        return "E" if self.exempt else ""

    @property
    def source(self) -> str:
        """A hash of all that a page we make is made from; nothing for a paper, which its key identifies."""
        return "" if self.version else digest([self.template, self.data])

    @property
    def substance(self) -> str:
        """The same without the list of appendices, which changes when a paper that was to follow arrives."""
        data = {name: value for name, value in self.data.items() if name != "appendices"}
        return "" if self.version else digest([self.template, data])


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def _around(meeting: Meeting) -> dict[str, QuerySet[Any]]:
    """What goes into a pack besides its business."""
    seats = meeting.committee.memberships.on(meeting.date)
    return {
        "councils": Council.objects.order_by("pk")[:1],
        "paragraphs": ExemptParagraph.objects.all(),
        "texts": StandingText.objects.all(),
        "memberships": seats.in_printed_order().select_related(None),
        "persons": Person.objects.filter(pk__in=seats.order_by().values("person")),
        "own_texts": meeting.committee.information_texts.all(),
    }


class Contents:
    """All that both editions of a meeting's pack are made from, read when it is made."""

    front_template = "front"
    front_name = "Agenda"
    kind = PublicationKind.AGENDA
    # Number of the publication it comes after.
    follows = 0

    def __init__(self, meeting: Meeting) -> None:
        # Where each series of page numbers begins, and what was published keeps: numbers, and pages we made.
        self.start: dict[str, int] = {}
        self.kept: dict[str, int] = {}
        self.kept_pages: dict[str, str] = {}
        self.meeting = meeting
        self.businesses = read_agenda(meeting)
        found = fetch(**_around(meeting))
        self.council = next(iter(found["councils"]), None) or Council(name="")
        self.paragraphs: list[ExemptParagraph] = found["paragraphs"]
        self.texts: list[StandingText] = found["texts"]
        self.memberships: list[Membership] = found["memberships"]
        join(self.memberships, "person", found["persons"])
        self.heading = heading(self.council, meeting)
        self.information = information(self.texts, found["own_texts"])

    @property
    def has_exempt(self) -> bool:
        """Whether the members' edition holds anything the public one does not."""
        return any(part.exempt for part in self.all_parts) or any(
            business.item.restricted_title for business in self.businesses
        )

    def agenda(self, kind: EditionKind) -> Data:
        restricted = kind == EditionKind.MEMBERS
        index = Index(self.businesses, self.paragraphs, restricted=restricted)
        exempt = [business for business in self.businesses if business.exempt]
        cited = in_order({code for business in exempt for code in business.paragraphs})
        texts = standing(self.texts, cited)
        return {
            **self.heading,
            "restricted": restricted and self.has_exempt,
            "short_notice_statement": texts.get("short_notice", "")
            if self.meeting.short_notice_reason
            else "",
            "items": index.items(),
            "exempt": {
                name: texts.get(f"exempt_{name}", "") if exempt else ""
                for name in ("warning", "reason", "resolution")
            },
            "information": self.information,
            "membership": membership(self.council, self.meeting.committee, self.memberships),
            "pages": 0,
        }

    def title(self, kind: EditionKind) -> str:
        """Of the document as a whole."""
        committee, meeting = self.heading["committee"], self.heading["meeting"]
        title = f"{self.kind.label}: {committee['name']}, {meeting['date_words']}"
        return f"{title} (members’ edition)" if self.agenda(kind)["restricted"] else title

    def parts(self, kind: EditionKind) -> list[PlannedPart]:
        """The parts after the front, public ones first. Exempt parts are not in the public edition at all."""
        public = [part for part in self.all_parts if not part.exempt]
        if kind == EditionKind.PUBLIC:
            return public
        return public + [part for part in self.all_parts if part.exempt]

    @cached_property
    def all_parts(self) -> list[PlannedPart]:
        return [part for business in self.businesses for part in self._of(business)]

    @cached_property
    def key(self) -> str:
        """Changes when anything printed changes, but not when the program or the council's colours do."""
        everything = {
            "agendas": [self.agenda(kind) for kind in EditionKind],
            "parts": [
                [part.key, part.title, part.exempt, part.data, part.version.sha256 if part.version else ""]
                for part in self.all_parts
            ],
        }
        return digest(everything)

    def _of(self, business: Business) -> Iterator[PlannedPart]:
        if business.has_membership_page:
            yield self._membership_page(business)
        if business.report:
            yield self._cover_sheet(business, business.report)
        for line in business.lines:
            if line.version:
                yield PlannedPart(
                    key=line.key,
                    title=f"Item {business.number}, {line.name(restricted=line.exempt)}",
                    item_key=business.key,
                    exempt=line.exempt,
                    version=line.version,
                )

    def _page(self, business: Business, template: str, **data: Any) -> PlannedPart:
        title = f"Item {business.number}, {business.title(restricted=business.exempt)}"
        shared = {name: self.heading[name] for name in ("council", "committee", "meeting")}
        return PlannedPart(
            key=business.key,
            title=title,
            item_key=business.key,
            exempt=business.exempt,
            template=template,
            data={**shared, "number": business.number, "exempt": business.exempt, **data},
        )

    def _membership_page(self, business: Business) -> PlannedPart:
        who = self.meeting.committee.report_contact or self.meeting.contact
        return self._page(
            business,
            "membership",
            title=business.item.title,
            enquiries=contact(who),
            membership=membership(self.council, self.meeting.committee, self.memberships),
        )

    def _cover_sheet(self, business: Business, report: Report) -> PlannedPart:
        appendices = [self._appendix(line, business) for line in business.lines]
        if report.template is not None:
            sheet = ReportSheet(report, business, self.heading, appendices)
            return self._page(business, "report", **sheet.data())
        return self._page(
            business,
            "cover",
            title=report.title,
            subtitle=report.subtitle,
            reference=report.reference,
            report_of=report.report_of,
            enquiries=contact(report.enquiries_to),
            wards=report.wards,
            ward_word=self.council.ward_word,
            forward_plan_reference=report.forward_plan_reference,
            purpose_html=str(markdown_html(report.purpose, top=3, breaks=True)),
            body_html=str(markdown_html(report.body, top=2, breaks=True)),
            body_heading="" if starts_with_heading(report.body) else "Background",
            recommendations=report.recommendation_list,
            appendices=appendices,
            background_documents=report.background_document_list,
            paragraphs=business.paragraphs,
        )

    def _appendix(self, line: Line, business: Business) -> Data:
        """As the cover sheet lists it: a public sheet is the same in both editions, in public words."""
        return {
            "label": line.paper.label,
            "title": line.title(restricted=business.exempt),
            "to_follow": line.version is None,
            "exempt": line.exempt and line.version is not None and not business.exempt,
            "paragraphs": codes(line),
        }
