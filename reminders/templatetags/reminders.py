"""Words of reminders for the pages, and the reminders of a deadline on the page where it stands."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from committees.models import MeetingDate, TimetableStep
from reminders import rule_words
from reminders.on_pages import Day, DeadlineReminders, reminders_of

register = template.Library()
register.filter("offset_words", rule_words.offset_words)
register.filter("audience_words", rule_words.audience_words)


@register.inclusion_tag("reminders/section.html", takes_context=True)
def reminders_section(context: Context, subject_type: str, pk: int) -> dict[str, Any]:
    """Every deadline of a subject with its reminders, for officers who run them."""
    found = reminders_of(context["request"].user, subject_type, pk)
    return {"deadlines": found.values(), "subject": f"{subject_type}:{pk}"}


@register.simple_tag(takes_context=True)
def reminders_about(context: Context, subject_type: str, pk: int) -> dict[Day, DeadlineReminders]:
    """Read once for a page that shows several deadlines of one subject."""
    return reminders_of(context["request"].user, subject_type, pk)


@register.inclusion_tag("reminders/of_deadline.html")
def reminders_of_date(found: dict[Day, DeadlineReminders], row: MeetingDate) -> dict[str, Any]:
    part = row.name if row.kind == TimetableStep.Kind.OTHER else ""
    return {"deadline": found.get((row.kind, part, row.due_on)), "name": row.name}
