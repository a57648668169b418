"""The agenda of an edition as plain data: what its front pages print and its web page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from committees.models import Committee, InformationText, Meeting, Membership
from council.models import Council, ExemptParagraph, Person, StandingText
from scrutiny.lib.clock import time_words
from scrutiny.lib.markdown_text import markdown_html

from .reading import Business, Line, codes, in_order
from .words import date_words, listed

Data = dict[str, Any]


def heading(council: Council, meeting: Meeting) -> Data:
    """All of the front page but the business: the same in both editions."""
    committee = meeting.committee
    return {
        "council": {
            "name": council.name,
            "short_name": council.short_name,
            "website": council.website,
            "alternative_formats": council.alternative_formats,
        },
        "committee": {"name": committee.name, "code": committee.code, "quorum": committee.quorum},
        "meeting": {
            "reference": meeting.reference,
            "start_iso": timezone.localtime(meeting.start).isoformat(),
            "date_words": date_words(meeting.date),
            "time_words": time_words(meeting.local_start.time()),
            "venue": meeting.venue,
            "pre_meeting": _pre_meeting(meeting),
            "short_notice": meeting.short_notice_reason,
        },
        "contact": contact(meeting.contact),
    }


def contact(person: Person) -> Data:
    return {
        "name": person.printed_name,
        "post": person.post,
        "phone": person.phone,
        "email": person.email,
    }


def _pre_meeting(meeting: Meeting) -> Data | None:
    if meeting.pre_meeting_time is None:
        return None
    audience = meeting.pre_meeting_audience
    at = time_words(meeting.pre_meeting_time)
    place = f" in {meeting.pre_meeting_place}" if meeting.pre_meeting_place else ""
    return {
        "time_words": at,
        "place": meeting.pre_meeting_place,
        "audience": audience,
        "title": f"Private pre-meeting for {audience}" if audience else "Private pre-meeting",
        "words": f"Committee members will meet in private at {at}{place} before this meeting.",
    }


def membership(council: Council, committee: Committee, memberships: list[Membership]) -> Data:
    words = {
        Membership.Role.CHAIR: council.chair_word,
        Membership.Role.VICE_CHAIR: council.vice_chair_word,
    }
    elected = [row for row in memberships if not row.is_cooptee]
    cooptees = [row for row in memberships if row.is_cooptee]
    return {
        "quorum": committee.quorum,
        "members": [
            {"name": row.person.printed_name, "role": words.get(Membership.Role(row.role), "")}
            for row in elected
        ],
        "cooptees_heading": council.cooptees_heading,
        "cooptees": [{"name": row.person.printed_name, "role": row.person.represents} for row in cooptees],
    }


def information(council_texts: Iterable[StandingText], own: Iterable[InformationText]) -> list[Data]:
    printed = [(text.title, text.body) for text in council_texts if text.use == StandingText.Use.INFORMATION]
    printed += [(text.title, text.body) for text in own]
    return [{"title": title, "body_html": str(markdown_html(body, top=4))} for title, body in printed]


def standing(texts: list[StandingText], paragraphs: list[str]) -> Data:
    """The council's wording by its use, with the cited paragraphs put in."""
    cited = listed(paragraphs)
    return {text.use: text.body.replace("{paragraphs}", cited).strip() for text in texts}


class Index:
    """The business of one edition. The public one is made from public words and nothing else."""

    def __init__(
        self, businesses: list[Business], paragraphs: list[ExemptParagraph], *, restricted: bool
    ) -> None:
        self.businesses = businesses
        self.meanings = {paragraph.code: paragraph.text for paragraph in paragraphs}
        self.restricted = restricted

    def items(self) -> list[Data]:
        return [self._item(business) for business in self.businesses]

    def _item(self, business: Business) -> Data:
        item, report = business.item, business.report
        shown = self.restricted or not business.exempt
        reference = report.reference if report and shown else ""
        return {
            "key": business.key,
            "number": business.number,
            "kind": item.kind,
            "section": item.section,
            "title": business.title(restricted=self.restricted),
            "note": _note(item.note.strip(), reference),
            "reference": reference,
            "time_limit": item.minutes_allowed,
            "exempt_reason": item.exempt_reason if business.exempt else "",
            "paragraphs": business.paragraphs,
            "paragraph_texts": [self.meanings.get(code, "") for code in business.paragraphs],
            "from": "",
            "to": "",
            "link": "",
            "papers": [self._paper(line) for line in business.lines] if shown else [],
        }

    def _paper(self, line: Line) -> Data:
        return {
            "key": line.key,
            "of": line.paper.pk,
            "label": line.paper.label,
            "title": line.title(restricted=self.restricted and line.exempt),
            "state": "here" if line.version else "to_follow",
            "exempt": line.exempt and line.version is not None,
            "confidential": line.is_confidential,
            "withheld": line.exempt and line.version is not None and not self.restricted,
            "paragraphs": in_order(set(codes(line))),
            "from": "",
            "to": "",
        }


def _note(note: str, reference: str) -> str:
    """The instruction under the title, which names the report unless the officer's own words do."""
    if not reference or reference in note:
        return note
    return "\n".join(filter(None, [note, f"To consider report {reference}"]))
