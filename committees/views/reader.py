"""A published pack on screen: opens at any page or item, and fetches only what it shows."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from committees.handouts import numbers
from committees.models import Edition
from committees.models.publication import EditionKind
from committees.permissions import can_read_edition

from .opening import kept_private, noted, opened


def edition_to_read(user: User | AnonymousUser, reference: str, number: int, kind: str) -> Edition:
    """The gate to one published PDF; to those who may not have it, it does not exist."""
    found = (
        Edition.objects.select_related("publication__meeting__committee")
        .filter(publication__meeting__reference__iexact=reference, publication__number=number, kind=kind)
        .first()
    )
    if found is None or not can_read_edition(user, found, timezone.localdate()):
        raise Http404
    return found


@require_safe
def read(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponse:
    edition = edition_to_read(request.user, reference, number, kind)
    restricted = edition.kind != EditionKind.PUBLIC
    opened(request, edition)
    noted(request, edition)
    context = {
        "edition": edition,
        "publication": edition.publication,
        "meeting": edition.publication.meeting,
        "agenda": edition.agenda,
        "labels": numbers(edition),
        "name": "" if number == 1 else edition.publication.title,
        "front_name": "Front page and agenda" if edition.publication.supplement is None else "Front page",
        "pack_url": reverse("committees:edition", args=[edition.publication.meeting.reference, number, kind]),
        "restricted": restricted,
    }
    return kept_private(render(request, "public/reader.html", context), edition)
