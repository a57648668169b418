"""The words of a mail. Officers write them with names in braces; nothing else in braces means anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

WORDS = {
    "deadline": "the deadline, like Final reports",
    "due": "when it is due, like 10am on Thursday 3 December 2026",
    "about": "what it belongs to, like a committee and the day of its meeting",
    "name": "the name of whoever gets the mail",
    "link": "the address of the page about it",
}
SUBJECT = "{deadline}: due {due}"
TEXT = "“{deadline}” is due {due}: {about}."
OVERDUE_SUBJECT = "Overdue: {deadline}, {due}"
OVERDUE_TEXT = "“{deadline}” was due {due}: {about}. We have not been told that this was done."
LATE = "Please see to it as soon as you can."
MOVED_SUBJECT = "Changed: {deadline} now due {due}"
MOVED_TEXT = "This deadline has moved. “{deadline}” is now due {due}: {about}."

SAMPLE = {
    "deadline": "Final reports",
    "due": "10am on Thursday 3 December 2026",
    "about": "Environment Scrutiny Committee, Monday 14 December 2026",
    "name": "Alex Example",
    "link": "https://scrutiny.example.gov.uk/meetings/ENV-2026-12-14/",
}
_braces = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Texts:
    subject: str
    text: str
    overdue_subject: str
    overdue_text: str


def default_texts(action: str, late: str = LATE) -> Texts:
    return Texts(SUBJECT, f"{TEXT}\n\n{action}", OVERDUE_SUBJECT, f"{OVERDUE_TEXT}\n\n{late}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Only known names are replaced, once; a value that itself holds braces stays as it is."""
    return _braces.sub(lambda found: values.get(found[1].strip(), found[0]), template)


def unknown_words(template: str) -> list[str]:
    """What an officer put into braces that means nothing, in the order it stands there."""
    return [word for word in _braces.findall(template) if word.strip() not in WORDS]


def one_line(text: str) -> str:
    """A subject can hold no line break, whatever was typed into the name of a committee."""
    return " ".join(text.split())
