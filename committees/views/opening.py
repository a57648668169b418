"""Opening a members' edition: the reader's own copy, a line in the audit book, nothing left in a cache."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.models import User
from audit.log import record_reading
from committees.copies import copy_for, is_personal
from committees.models import Edition, EditionCopy
from committees.models.publication import EditionKind
from committees.openings import note_opened


def opened(request: HttpRequest, edition: Edition, **detail: Any) -> EditionCopy | None:
    """The reader's copy of an edition with exempt pages, with one line in the audit book; None for any other."""
    if edition.kind == EditionKind.PUBLIC or not isinstance(request.user, User):
        return None
    copy = copy_for(edition, by=request.user) if is_personal(edition) else None
    publication = edition.publication
    detail |= {"number": publication.number, "edition": edition.kind}
    if copy:
        detail["copy"] = copy.number
    record_reading("read pack", publication.meeting, by=request.user, **detail)
    return copy


def noted(request: HttpRequest, *editions: Edition) -> None:
    """That a member has the whole of these before them. Reading the public pack is nobody's business to write down."""
    if isinstance(request.user, User) and all(each.kind != EditionKind.PUBLIC for each in editions):
        note_opened(editions, by=request.user)


def kept_private(response: HttpResponse, edition: Edition) -> HttpResponse:
    """A page about a members' edition stays out of caches and search engines."""
    if edition.kind != EditionKind.PUBLIC:
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
    return response
