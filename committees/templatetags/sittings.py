"""What happened at a meeting, for pages that anybody reads."""

from __future__ import annotations

from typing import Any

from django import template

from committees.contents import Published, public_titles
from committees.models import Meeting, Webcast
from committees.webcasts import address_at

register = template.Library()


@register.inclusion_tag("public/includes/questions.html")
def published_questions(meeting: Meeting, published: Published) -> dict[str, Any]:
    """Questions from the public with their answers. Who asked is not read here."""
    found = meeting.public_questions.filter(published_at__isnull=False)
    questions = list(found.order_by("number"))
    titles = public_titles(published) if any(each.item_id for each in questions) else {}
    return {"questions": [(each, titles.get(each.item_id or 0, "")) for each in questions]}


@register.filter
def watched_from(webcast: Webcast | None, item: dict[str, Any]) -> str:
    """Where an item of the published agenda begins in the recording; nothing where nobody has said."""
    seconds = webcast.marks.get(item.get("key")) if webcast and item.get("section") == "public" else None
    return address_at(webcast, seconds) if webcast and seconds is not None else ""
