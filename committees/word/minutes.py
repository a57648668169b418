"""Minutes as a Word file, in the order in which they are printed."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from council.models import Council

from .from_html import write_html
from .house_style import Letter

Data = dict[str, Any]
INDENT = Mm(10)


def minutes_docx(data: Data, council: Council) -> bytes:
    letter = Letter(council, data["heading"])
    if data["exempt_part"]:
        cited = f" under paragraphs {', '.join(data['paragraphs'])}" if data["paragraphs"] else ""
        letter.marking(f"Exempt minutes{cited} of Part 1 of Schedule 12A. Not for publication.")
    letter.heading(data["heading"])
    if data["stage"] == "draft":
        letter.paragraph("Draft, not yet approved by the Committee", bold=True)
    else:
        letter.paragraph(f"Approved as a correct record on {data['approved']}", bold=True)
    _present(letter, data)
    write_html(letter, data["opening_html"])
    for entry in data["entries"]:
        _entry(letter, entry, whole=data["exempt_part"])
    if data["closing"]:
        letter.paragraph(data["closing"]).paragraph_format.keep_with_next = True
    _corrections(letter, data["corrections"])
    if not data["exempt_part"]:
        for line in ("", "_" * 36, data["chair_word"]):
            letter.paragraph(line).paragraph_format.keep_with_next = True
        letter.paragraph("Date: " + "_" * 24)
    return letter.file()


def _present(letter: Letter, data: Data) -> None:
    if data["present"]:
        letter.heading("Present", 2)
    for group in data["present"]:
        letter.heading(group["heading"], 3)
        for person in group["people"]:
            role = f" ({person['role']})" if person["role"] else ""
            letter.paragraph(f"{person['name']}{role}").paragraph_format.space_after = 0
    for heading, people in (("Officers", data["officers"]), ("Also present", data["others"])):
        if people:
            letter.heading(heading, 3)
            for name in people:
                letter.paragraph(name).paragraph_format.space_after = 0


def _entry(letter: Letter, entry: Data, *, whole: bool) -> None:
    if entry["exclusion"]:
        letter.paragraph(entry["exclusion"], bold=True)
    letter.heading(f"{entry['number']}. {entry['title']}", 2)
    write_html(letter, entry["considered_html"])
    for words in entry["recorded"]:
        letter.paragraph(words)
    if entry["pages"]:
        letter.paragraph(f"Papers: {entry['pages']['words']} of the agenda pack")
    if entry["joined"]:
        letter.paragraph("The following joined the meeting for this item:")
        for person in entry["joined"]:
            letter.paragraph(person).paragraph_format.left_indent = INDENT
    write_html(letter, entry["text_html"])
    if entry["summary_html"]:
        write_html(letter, entry["summary_html"])
    elif entry["exempt"] and not whole:
        letter.paragraph("The item was taken in private. Its minutes are exempt.")
    _decided(letter, entry)
    for words in entry["after"]:
        letter.paragraph(words)
    if entry["clerk_note"]:
        letter.paragraph(f"[Clerk’s note: {entry['clerk_note']}]", italic=True)
    for words in entry["adjourned"]:
        letter.paragraph(words)


def _decided(letter: Letter, entry: Data) -> None:
    for resolution in entry["resolutions"]:
        paragraph = letter.paragraph(resolution["before"])
        paragraph.add_run(resolution["bold"]).bold = True
        paragraph.add_run(resolution["after"])
        for part in resolution["parts"]:
            letter.paragraph(f"{part['number']} {part['text']}").paragraph_format.left_indent = INDENT
    if entry["actions"]:
        rows = [(each["text"], each["owner"], each["due"]) for each in entry["actions"]]
        letter.table(("Action", "Owner", "Due"), rows)


def _corrections(letter: Letter, corrections: list[Data]) -> None:
    if not corrections:
        return
    letter.heading("Corrections made before approval", 2)
    for each in corrections:
        became = f"became “{each['after']}”" if each["after"] else "was taken out"
        letter.paragraph(f"Item {each['number']}: “{each['before']}” {became}. {each['reason']}".strip())
