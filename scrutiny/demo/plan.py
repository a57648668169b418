"""Which subjects come before which meeting. Each is introduced, reported on in full, and followed up."""

from __future__ import annotations

from collections.abc import Sequence
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


def plan(code: str, meetings: Sequence[Meeting], current: int) -> list[Business]:
    """The business of a committee's public meetings, which come in order of date.

    Subjects come round in turn, so that those of the first `current` meetings end with a full report on each.
    """
    topics = [subject(row) for row in table(f"topics/{code.lower()}.toml")["topics"]]
    seen: dict[str, Meeting] = {}
    planned = []
    for place, meeting in enumerate(meetings):
        business = Business(meeting)
        for slot in range(REPORTS_PER_MEETING):
            to_go = (current - place) * REPORTS_PER_MEETING - slot - 1
            found = topics[-1 - to_go % len(topics)]
            business.subjects.append(_version(found, to_go // len(topics), seen.get(found.title)))
            seen[found.title] = meeting
        planned.append(business)
    return planned


def _version(found: Subject, rounds_to_go: int, before: Meeting | None) -> Subject:
    """The last round but one is an introduction where it is the first; what is still to come is an update."""
    if rounds_to_go == 1 and before is None:
        return introduction_to(found)
    if rounds_to_go in (-1, 1) and before is not None:
        return update_on(found, before)
    return found


def exempt_subjects(code: str) -> list[Subject]:
    return [subject(row) for row in table(f"topics/{code.lower()}.toml")["exempt"]]


def introduction_to(found: Subject) -> Subject:
    """A short report on what the committee wishes to know, some months before it is told."""
    purpose = found.purpose[0].lower() + found.purpose[1:]
    return Subject(
        title=f"{found.title.split(':')[0]}: Introduction",
        report_of=found.report_of,
        purpose="To decide what the Committee wishes to know about this subject, and from whom.",
        body="Members chose this subject when they planned the year. A full report would be made to a later meeting, "
        f"{purpose}\n\nThis note suggests how it might be gone about. Officers would bring together the figures "
        "that exist, speak to those who use the service and to those who work in it, and visit one place that does "
        "well and one that has difficulties.\n\nMembers may wish to name people who should be heard, and questions "
        "to which they would like an answer.",
        recommendations=(
            "That members say what the full report should cover.",
            "That the report be added to the work programme.",
        ),
        discussion=(
            "Members named the questions to which they would like an answer; the clerk has listed them.",
            "It was suggested that people who use the service should be heard in person.",
        ),
    )


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
