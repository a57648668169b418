"""The items a new agenda starts with: the committee's standing items, or those of the meeting it is cloned from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from .models import AgendaItem, Committee, Meeting, StandingItem
from .models.committee import ItemKind

# In the note of a standing item this stands for the date of the last meeting, or of the next one.
DATE = "{date}"
NOTES = {
    ItemKind.MINUTES: "To approve as a correct record the minutes of the meeting held on {date}.",
    ItemKind.NEXT_MEETING: "To note that the next meeting will be held on {date}.",
}


def start_agenda(meeting: Meeting) -> None:
    """Give a new public meeting its committee's standing items."""
    standing = list(meeting.committee.standing_items.all())
    notes = notes_for(meeting, standing)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            order=order,
            kind=item.kind,
            section=item.section,
            title=item.title,
            note=notes.get(item.kind, item.note.replace(DATE, "").strip()),
        )
        for order, item in enumerate(standing, start=1)
    )


def copy_agenda(source: Meeting, meeting: Meeting) -> None:
    """Give a clone the items of its source. Papers and report references stay where they are."""
    notes = notes_for(meeting, meeting.committee.standing_items.all())
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            order=order,
            kind=item.kind,
            section=item.section,
            title=item.title,
            restricted_title=item.restricted_title,
            note=notes.get(item.kind, item.note),
            paragraphs=item.paragraphs,
            exempt_reason=item.exempt_reason,
            minutes_allowed=item.minutes_allowed,
        )
        for order, item in enumerate(source.items.on_agenda(), start=1)
    )


def notes_for(meeting: Meeting, standing: Iterable[StandingItem]) -> dict[str, str]:
    """The notes that depend on the meetings before and after this one; blank where there is none yet."""
    others = {
        ItemKind.MINUTES: last_before(meeting.committee, meeting.start),
        ItemKind.NEXT_MEETING: next_after(meeting.committee, meeting.start),
    }
    notes = {}
    for kind, other in others.items():
        own = next((item.note for item in standing if item.kind == kind and item.note), "")
        if own and DATE not in own:
            notes[kind] = own
        else:
            notes[kind] = (own or NOTES[kind]).replace(DATE, in_words(other.start)) if other else ""
    return {str(kind): note for kind, note in notes.items()}


def last_before(committee: Committee, start: datetime) -> Meeting | None:
    """The last public meeting that was held, or is to be held, before a moment."""
    return held(committee).filter(start__lt=start).order_by("-start").first()


def next_after(committee: Committee, start: datetime) -> Meeting | None:
    return held(committee).filter(start__gt=start).order_by("start").first()


def held(committee: Committee) -> QuerySet[Meeting]:
    return committee.meetings.public().filter(state=Meeting.State.PLANNED)


def in_words(start: datetime) -> str:
    return f"{timezone.localtime(start):%A %-d %B %Y}"
