"""What is checked about a supplement and about nothing else: its notice, and what it leaves unpublished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from council.calendar_in_force import calendar_in_force

from .contents import Contents, Published, left_out
from .findings import Finding, Weight
from .meeting_dates import in_words
from .models import AgendaItem, Build, Meeting, Paper
from .timetable import agenda_publication_deadline


def about_a_supplement(meeting: Meeting, build: Build, *, today: date) -> Iterator[Finding]:
    yield from _about_its_notice(meeting, build, today)
    yield from _about_what_it_leaves_out(meeting)
    yield from _about_what_is_still_to_come(meeting)


def needs_urgency(meeting: Meeting, today: date) -> bool:
    """Whether papers published today have less than five clear days: Local Government Act 1972 s.100B(3), (4)(b)."""
    return agenda_publication_deadline(meeting.date, calendar_in_force()).date < today <= meeting.date


def versions_in(build: Build) -> list[int]:
    """The papers that a built edition holds."""
    rows = build.result.get("members", {}).get("manifest", {}).get("parts", [])
    return [int(row["key"].removeprefix("paper-")) for row in rows if row["key"].startswith("paper-")]


def _about_its_notice(meeting: Meeting, build: Build, today: date) -> Iterator[Finding]:
    if not needs_urgency(meeting, today):
        return
    if build.lateness.get("urgency"):
        yield Finding(
            "urgency", Weight.NOTE, "The supplement prints why its papers give less than five clear days."
        )
        return
    by_law = agenda_publication_deadline(meeting.date, calendar_in_force()).date
    yield Finding(
        "urgency",
        Weight.STOPS,
        f"Five clear days' notice needed publication by {in_words(by_law)}.",
        "Build the supplement again and say why its papers cannot wait; it prints the reason.",
    )


def _about_what_it_leaves_out(meeting: Meeting) -> Iterator[Finding]:
    """A supplement only adds. What has changed otherwise stays unpublished until the pack is corrected."""
    for number, sentence in enumerate(left_out(Contents(meeting), Published(meeting))):
        yield Finding(
            f"left-out-{number}",
            Weight.NOTE,
            sentence,
            "This supplement does not carry it. Readers see it when the agenda pack is published again.",
        )


def _about_what_is_still_to_come(meeting: Meeting) -> Iterator[Finding]:
    on_agenda = Paper.objects.filter(
        item__meeting=meeting, item__state=AgendaItem.State.ON_AGENDA, removed_at=None
    ).select_related("item")
    for paper in on_agenda.filter(state__in=Paper.State.without_file(), problem=""):
        yield Finding(
            f"missing-{paper.pk}",
            Weight.NOTE,
            f"“{paper}” has still not arrived (item “{paper.item}”).",
            "It needs another supplement.",
        )
    for paper in on_agenda.exclude(problem=""):
        yield about_a_file(paper, Weight.NOTE, "The supplement goes without it.")


def about_a_file(paper: Paper, weight: Weight, effect: str) -> Finding:
    """An office file that is not pages: a worker is still at it, or it could not be done."""
    where = f"“{paper}” (item “{paper.item}”)"
    if paper.is_being_converted:
        said = f"A file for {where} is still being made into pages."
        return Finding(f"converting-{paper.pk}", weight, said, f"Look again in a minute. {effect}")
    said = f"A file for {where} could not be made into pages. {paper.problem}"
    return Finding(f"unconverted-{paper.pk}", weight, said, f"Replace it with a PDF. {effect}")
