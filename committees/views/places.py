"""Where the agenda pages lead to, and how they say what happened."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from committees.forms.versioned import Versioned
from committees.models import AgendaItem, Meeting

Crumbs = list[tuple[str, str]]


def agenda_url(meeting: Meeting, item: AgendaItem | None = None) -> str:
    """The agenda, opened at the item that was worked on."""
    page = reverse("workspace:meeting", args=[meeting.reference])
    return f"{page}#item-{item.pk}" if item else page


def crumbs(meeting: Meeting) -> Crumbs:
    return [
        ("Workspace", reverse("workspace:dashboard")),
        (meeting.committee.name, reverse("workspace:committee", args=[meeting.committee.slug])),
        (f"{meeting.date:%-d %B %Y}", agenda_url(meeting)),
    ]


def attempt(request: HttpRequest, done: str, change: Callable[[], object]) -> bool:
    """Make a change and tell the officer: that it is done, or in one sentence why not."""
    try:
        change()
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return False
    if done:
        messages.success(request, done)
    return True


def with_status(response: HttpResponse, form: Versioned) -> HttpResponse:
    """409 for a page that shows two officers' versions side by side."""
    if form.conflict:
        response.status_code = 409
    return response
