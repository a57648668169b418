"""How page numbers of a pack are written and reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils import timezone

from committees.models import Meeting
from committees.page_spans import in_words, spans_of
from scrutiny.lib.explained import ExplainedDate

register = template.Library()


@register.filter
def page_range(entry: dict[str, Any]) -> str:
    """Page 4, or pages 10 to 24, of an item or paper of a published agenda."""
    if entry["from"] == entry["to"]:
        return f"page {entry['from']}"
    return f"pages {entry['from']} to {entry['to']}"


@register.filter
def page_index(label: str, labels: Sequence[str]) -> int:
    """Which page of the file carries a printed number, counted from 1."""
    return labels.index(label) + 1 if label in labels else 1


@register.filter
def by_pack(item: dict[str, Any]) -> list[dict[str, Any]]:
    """The pages of an item, publication by publication: in the agenda pack, in a supplement."""
    found: dict[int, dict[str, Any]] = {}
    for entry in [item, *item["papers"]]:
        if entry.get("from"):
            pack = found.setdefault(entry["pack"], {**entry, "papers": []})
            pack["papers"].append(entry)
    return [
        {"pack": number, "supplement": pack["supplement"], "words": in_words(spans_of(pack))}
        for number, pack in found.items()
    ]


@register.inclusion_tag("components/empty_state.html")
def no_agenda(meeting: Meeting, deadline: ExplainedDate) -> dict[str, str]:
    """What to tell somebody who looks for an agenda that is not there."""
    if meeting.is_cancelled:
        return {"heading": "No agenda", "text": "No agenda is published for a cancelled meeting."}
    if meeting.start < timezone.now():
        return {
            "heading": "No agenda here",
            "text": "No agenda of this meeting has been published on this site.",
        }
    due = f"It is due by {deadline.date:%A %-d %B %Y}."
    return {"heading": "The agenda is not published yet", "text": due}


CHANGES = {"Added": "green", "Replaced": "blue", "Changed": "yellow", "Removed": "red"}


@register.inclusion_tag("components/tag.html")
def change_tag(what: str) -> dict[str, str]:
    return {"label": what, "colour": CHANGES[what]}
