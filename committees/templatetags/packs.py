"""How page numbers of a pack are written and reached."""

from __future__ import annotations

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
def page_index(label: str, public_agenda: dict[str, Any]) -> int:
    """Which page of the file carries a printed number: exempt pages come after the last public page."""
    if label.startswith("E"):
        return int(public_agenda["pages"]) + int(label[1:])
    return int(label)


@register.filter
def all_pages(item: dict[str, Any]) -> str:
    """Pages 10 to 24 and E1 to E2: those of the item and of all its papers; nothing when it has none."""
    spans = spans_of(item)
    return in_words(spans) if spans else ""


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
