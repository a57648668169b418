"""An agenda as a Word file: its front page and its business, with the pages of the published pack."""

from __future__ import annotations

from typing import Any

from committees.page_spans import in_words, spans_of
from council.models import Council
from scrutiny.lib.markdown_text import markdown_html

from .from_html import write_html
from .house_style import Letter

Data = dict[str, Any]


def agenda_docx(data: Data, council: Council) -> bytes:
    committee, meeting, contact = data["committee"], data["meeting"], data["contact"]
    letter = Letter(council, f"Agenda: {committee['name']}, {meeting['date_words']}")
    if data["restricted"]:
        letter.marking("Members’ edition. It holds exempt information and is not for publication.")
    letter.heading(committee["name"])
    letter.paragraph(f"{meeting['date_words']}, {meeting['time_words']}", bold=True)
    letter.paragraph(meeting["venue"])
    if meeting["pre_meeting"]:
        letter.paragraph(meeting["pre_meeting"]["words"])
    if meeting["short_notice"]:
        letter.paragraph(meeting["short_notice"])
    letter.heading("For information about the meeting please ask for", 3)
    said = [contact["name"], contact["post"], contact["phone"], contact["email"]]
    letter.paragraph(", ".join(filter(None, said)))
    letter.heading("Agenda", 2)
    letter.table(("Item", "Business", "Pages"), [_row(item) for item in data["items"] if not _exempt(item)])
    exempt = [item for item in data["items"] if _exempt(item)]
    if exempt:
        letter.heading("Exempt items", 2)
        for name in ("warning", "reason", "resolution"):
            write_html(letter, str(markdown_html(data["exempt"][name], top=3)))
        letter.table(("Item", "Business", "Pages"), [_row(item) for item in exempt])
    for text in data["information"]:
        letter.heading(text["title"], 3)
        write_html(letter, text["body_html"])
    return letter.file()


def _exempt(item: Data) -> bool:
    return bool(item["section"] == "exempt")


def _row(item: Data) -> tuple[str, str, str]:
    business = [item["title"], item["note"], item["exempt_reason"]]
    business += [f"{paper['label']}: {paper['title']}".removeprefix(": ") for paper in item["papers"]]
    spans = spans_of(item)
    return str(item["number"]), "\n".join(filter(None, business)), in_words(spans) if spans else ""
