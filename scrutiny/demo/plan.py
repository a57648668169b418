"""Which subjects come before which meeting. A subject that comes back is an update on what was agreed before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from committees.models import Meeting

from .source import table

REPORTS_PER_MEETING = 2
# Recommendations of this kind ask nobody to do anything, so an update has nothing to say about them.
NO_ACTION = ("noted", "welcomed", "endorsed", "supported", "thanked", "published", "commended", "invited")
OUTCOMES = (
    "Accepted, and done.",
    "Accepted. The work has begun and will be finished in the spring.",
    "Accepted in part. The Cabinet Member has written to members to explain why.",
)


@dataclass(frozen=True)
class Subject:
    """What a report is about, and what its papers and the minutes say."""

    title: str
    report_of: str
    purpose: str
    body: str
    recommendations: tuple[str, ...]
    discussion: tuple[str, ...] = ()
    table: dict[str, Any] | None = None
    restricted_title: str = ""
    paragraphs: tuple[str, ...] = ()
    exempt_reason: str = ""
    public_interest: str = ""


@dataclass
class Business:
    """What one meeting has before it."""

    meeting: Meeting
    subjects: list[Subject] = field(default_factory=list)
    exempt: list[Subject] = field(default_factory=list)


def subject(row: dict[str, Any]) -> Subject:
    many = {name: tuple(row.get(name, ())) for name in ("recommendations", "discussion", "paragraphs")}
    return Subject(**{**row, **many})


def plan(code: str, meetings: Iterable[Meeting]) -> list[Business]:
    """The business of a committee's public meetings, which come in order of date."""
    topics = cycle(table(f"topics/{code.lower()}.toml")["topics"])
    seen: dict[str, Meeting] = {}
    planned = []
    for meeting in meetings:
        business = Business(meeting)
        for _ in range(REPORTS_PER_MEETING):
            found = subject(next(topics))
            before = seen.get(found.title)
            business.subjects.append(update_on(found, before) if before else found)
            seen[found.title] = meeting
        planned.append(business)
    return planned


def exempt_subjects(code: str) -> list[Subject]:
    return [subject(row) for row in table(f"topics/{code.lower()}.toml")["exempt"]]


def update_on(found: Subject, before: Meeting) -> Subject:
    """A shorter report some months later, on what came of the committee's recommendations."""
    asked = [words for words in found.recommendations if not any(verb in words for verb in NO_ACTION)]
    answers = "\n".join(
        f"- {words} *{outcome}*" for words, outcome in zip(asked, cycle(OUTCOMES), strict=False)
    )
    body = f"The Committee last considered this subject on {before.date:%-d %B %Y}."
    if answers:
        body += f" Its recommendations, and what has come of them, were:\n\n{answers}"
    else:
        body += " It asked to be told of any change. There has been none that is not in the figures below."
    return Subject(
        title=f"{found.title.split(':')[0]}: Update",
        report_of=found.report_of,
        purpose=f"To report what has happened since {before.date:%B %Y}.",
        body=body,
        recommendations=("That the update be noted.",),
        discussion=(
            "Members were content with the progress reported and asked for a last update in a year.",
        ),
        table=found.table,
    )
