"""A report as its template prints it, as plain data: the table at the top, and then its sections in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from committees.models import Report
from committees.report_editions import is_empty, pattern_of, stands_in_the_file, value_of
from committees.report_templates import YES, Kind, Mode, Part, Pattern, Place
from scrutiny.lib.markdown_text import markdown_html, sections_of

from .agenda import Data, contact
from .reading import Business
from .words import listed


class ReportSheet:
    """One report, drawn once for a pack. `appendices` are in the words of the cover sheet."""

    def __init__(self, report: Report, business: Business, heading: Data, appendices: list[Data]) -> None:
        assert report.template is not None
        self.report, self.business, self.heading = report, business, heading
        self.appendices = appendices
        self.pattern: Pattern = pattern_of(report.template)
        self.number = 0

    def data(self) -> Data:
        return {
            "title": self.report.title,
            "subtitle": self.report.subtitle,
            "reference": self.report.reference,
            "paragraphs": self.business.paragraphs,
            "appendices": self.appendices,
            "style": str(self.pattern.style),
            "head_rows": [row for part in self.pattern.in_place(Place.HEADING) for row in self._row(part)],
            "blocks": [
                block
                for part in [
                    *self.pattern.in_place(Place.FRONT),
                    *self.pattern.in_place(Place.BODY, Place.IMPLICATIONS),
                ]
                for block in self._blocks(part)
            ],
        }

    def _row(self, part: Part) -> Iterator[Data]:
        """A line of the table at the top; what nobody filled in is left out."""
        lines, email = self._lines(part), ""
        if part.kind == Kind.ENQUIRIES:
            who = contact(self.report.enquiries_to)
            lines = [", ".join(filter(None, [who["name"], who["post"]])), who["phone"]]
            email = who["email"]
        lines = [line for line in lines if line]
        if lines or email:
            yield {"label": part.heading, "lines": lines, "email": email}

    def _lines(self, part: Part) -> list[str]:
        value = value_of(self.report, part)
        match part.kind:
            case Kind.COMMITTEE:
                return [self.heading["committee"]["name"]]
            case Kind.DATE:
                return [self.heading["meeting"]["date_words"]]
            case Kind.EXEMPT:
                return [self._exempt(part)]
            case Kind.FIXED:
                return [part.words]
            case Kind.YES_NO:
                return [] if is_empty(value) else [yes_no(value)]
            case Kind.APPENDICES:
                return [" ".join(filter(None, [each["label"], each["title"]])) for each in self.appendices]
            case _:
                return [line.strip() for line in str(value).splitlines()]

    def _exempt(self, part: Part) -> str:
        """In public words, which are the same in both editions."""
        if self.business.exempt:
            under = (
                f", under paragraph {listed(self.business.paragraphs)}" if self.business.paragraphs else ""
            )
            return f"Exempt{under}"
        kept = [each["label"] or each["title"] for each in self.appendices if each["exempt"]]
        if kept:
            return f"{listed(kept)} {'is' if len(kept) == 1 else 'are'} exempt"
        return part.words or "No"

    def _blocks(self, part: Part) -> Iterator[Data]:
        if self.report.text_in == Mode.FILE and part.is_written and stands_in_the_file(part):
            return
        draw: dict[Kind, Callable[[Part], Iterator[Data]]] = {
            Kind.SECTIONS: self._sections,
            Kind.RECOMMENDATIONS: self._recommendations,
            Kind.TABLE: self._table,
            Kind.APPENDICES: self._appendices,
            Kind.BACKGROUND: self._background,
            Kind.TEXT: self._text,
        }
        yield from draw.get(part.kind, self._plain)(part)

    def _block(self, part: Part, heading: str = "", **content: Any) -> Data:
        """With its number, if sections have one."""
        block: Data = {"heading": heading or part.heading, "number": "", **content}
        if part.is_section and self.pattern.numbered:
            self.number += 1
            block["number"] = str(self.number)
        return block

    def _text(self, part: Part) -> Iterator[Data]:
        text = value_of(self.report, part)
        if not is_empty(text):
            block = self._block(part)
            yield {**block, "html": self._html(text, block["number"])}

    def _sections(self, part: Part) -> Iterator[Data]:
        """Each heading of the text is a section of the report, with the next number."""
        for heading, text in sections_of(value_of(self.report, part)):
            if heading or text.strip():
                block = self._block(part, heading[:200])
                yield {**block, "html": self._html(text, block["number"])}

    def _html(self, text: str, number: str) -> str:
        return str(markdown_html(text, top=3, breaks=True, numbering=f"{number}." if number else ""))

    def _recommendations(self, part: Part) -> Iterator[Data]:
        lead = str(self.report.answers.get("recommendations_lead", "")).strip() or part.words
        if self.report.recommendation_list:
            yield self._block(part, lead=lead, recommendations=self.report.recommendation_list)

    def _table(self, part: Part) -> Iterator[Data]:
        rows = value_of(self.report, part)
        if rows:
            cells = [[str(cell).splitlines() for cell in row] for row in rows]
            yield self._block(part, columns=list(part.columns), rows=cells)

    def _appendices(self, part: Part) -> Iterator[Data]:
        """The list itself stands beside, so that a paper that arrives changes nothing else of the sheet."""
        yield self._block(part, is_appendices=True)

    def _background(self, part: Part) -> Iterator[Data]:
        yield self._block(part, lines=self.report.background_document_list or ["None"])

    def _plain(self, part: Part) -> Iterator[Data]:
        lines = [line for line in self._lines(part) if line]
        if lines:
            yield self._block(part, lines=lines)


def yes_no(value: Data) -> str:
    said = "Yes" if value.get("answer") == YES else "No"
    reason = str(value.get("reason", "")).strip()
    return f"{said}. {reason}" if reason else said
