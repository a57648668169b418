"""How page numbers of a pack are written and reached."""

from __future__ import annotations

from typing import Any

from django import template

from committees.models import Meeting
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
def agenda_expected(deadline: ExplainedDate, meeting: Meeting) -> str:
    """What to tell somebody who looks for an agenda that is not there yet."""
    if meeting.is_cancelled:
        return "No agenda is published for a cancelled meeting."
    return f"It is due by {deadline.date:%A %-d %B %Y}."
