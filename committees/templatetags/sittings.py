"""What happened at a meeting, for pages that anybody reads."""

from __future__ import annotations

from typing import Any

from django import template

from committees.models import Meeting

register = template.Library()


@register.inclusion_tag("public/includes/questions.html")
def published_questions(meeting: Meeting) -> dict[str, Any]:
    """Questions from the public with their answers. Who asked is not read here."""
    found = meeting.public_questions.filter(published_at__isnull=False).select_related("item")
    return {"questions": found.order_by("number")}
