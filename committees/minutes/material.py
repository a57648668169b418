"""Everything that the minutes of one meeting are made from, read in a few questions and then at hand."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from committees.models import (
    Action,
    AgendaItem,
    Correction,
    Meeting,
    MeetingDate,
    MinuteEntry,
    Minutes,
    PublicQuestion,
    Resolution,
    TimetableStep,
)
from committees.sittings.rows import Held
from council.models import Council, Person
from scrutiny.lib.one_query import join, keep, keep_one

from .record import Record


class Material:
    """`minutes` may be none: of a meeting about which nothing is written yet."""

    def __init__(self, meeting: Meeting, minutes: Minutes | None) -> None:
        self.meeting, self.minutes = meeting, minutes
        self.held = Held(meeting, **_of_minutes(meeting))
        found = self.held.others
        self.items = self.held.items
        self.council = next(iter(found["councils"]), None) or Council()
        self.entries: dict[int, MinuteEntry] = {each.item_id: each for each in found["entries"]}
        self.corrections: list[Correction] = found["corrections"]
        self.due: MeetingDate | None = next(iter(found["dates"]), None)
        self._link(found)

    def _link(self, found: dict[str, list[Any]]) -> None:
        join(found["actions"], "owner", found["owners"])
        join(found["entries"], "item", self.items)
        join(self.corrections, "entry", found["entries"])
        join(found["corrections_there"], "minutes", found["approved"])
        join(found["approved"], "meeting", found["earlier"])
        for entry in found["entries"]:
            keep(entry, "resolutions", [each for each in found["resolutions"] if each.entry_id == entry.pk])
        for item in self.items:
            keep(item, "actions", [each for each in found["actions"] if each.item_id == item.pk])
            keep_one(item, "minute", self.entries.get(item.pk))
        for each in found["approved"]:
            rows = [row for row in found["corrections_there"] if row.minutes_id == each.pk]
            keep(each, "corrections", rows)

    @cached_property
    def record(self) -> Record:
        found = self.held.others
        return Record(self.held, self.council, found["questions"], found["approved"])

    @cached_property
    def exempt_items(self) -> set[int]:
        """The items about which the exempt minutes say anything."""
        found = {pk for pk, entry in self.entries.items() if _is_partly_exempt(entry)}
        return found | {
            item.pk for item in self.items if any(is_kept_back(each, item) for each in item.actions.all())
        }

    @property
    def sides(self) -> list[bool]:
        """The public minutes, and the exempt ones where there are any."""
        return [False, True] if self.exempt_items else [False]


def is_kept_back(each: Resolution | Action | Correction, item: AgendaItem) -> bool:
    """It was marked so, or its item has gone into the exempt part since."""
    return each.is_exempt or item.is_exempt


def _is_partly_exempt(entry: MinuteEntry) -> bool:
    said = entry.exempt_text or (
        entry.item.is_exempt and (entry.considered or entry.text or entry.clerk_note)
    )
    return bool(said) or any(is_kept_back(each, entry.item) for each in entry.resolutions.all())


def material_of(minutes: Minutes) -> Material:
    return Material(minutes.meeting, minutes)


def _of_minutes(meeting: Meeting) -> dict[str, QuerySet[Any]]:
    approved = Minutes.objects.filter(approved_in=meeting)
    return {
        "councils": Council.objects.all()[:1],
        "entries": MinuteEntry.objects.filter(minutes__meeting=meeting),
        "resolutions": Resolution.objects.filter(entry__minutes__meeting=meeting),
        "actions": Action.objects.filter(item__meeting=meeting),
        "owners": Person.objects.filter(
            Q(pk__in=Action.objects.filter(item__meeting=meeting).values("owner"))
        ),
        "corrections": Correction.objects.filter(minutes__meeting=meeting),
        "questions": PublicQuestion.objects.filter(meeting=meeting, published_at__isnull=False),
        "dates": MeetingDate.objects.filter(meeting=meeting, kind=TimetableStep.Kind.DRAFT_MINUTES),
        "approved": approved,
        "earlier": Meeting.objects.filter(pk__in=approved.values("meeting")),
        "corrections_there": Correction.objects.filter(minutes__in=approved.values("pk")),
    }
