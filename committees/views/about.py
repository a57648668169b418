"""What a published pack is made of: pages, bytes, hashes, and how accessible it is."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

import pikepdf
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.copies import is_personal
from committees.handouts import numbers, parts_of
from committees.models import Build, Edition
from committees.models.publication import EditionKind
from committees.page_spans import Span, in_words, runs
from packs.metadata import claims_accessible

from .opening import kept_private
from .reader import edition_to_read


@require_safe
def about(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponse:
    edition = edition_to_read(request.user, reference, number, kind)
    parts = parts_of(edition)
    tagged = sum(part["pages"] for part in parts if part["tagged"])
    context = {
        "edition": edition,
        "publication": edition.publication,
        "meeting": edition.publication.meeting,
        "restricted": edition.kind != EditionKind.PUBLIC,
        "personal": is_personal(edition),
        "there": in_words(runs(numbers(edition))),
        "parts": [{**part, "words": _pages(part)} for part in parts],
        "untagged": [{**part, "words": _pages(part)} for part in parts if not part["tagged"]],
        "tagged": tagged,
        "share": round(100 * tagged / edition.pages) if parts else None,
        "claims": _claims(edition),
        **_building(edition),
    }
    return kept_private(render(request, "public/about_pack.html", context), edition)


def _pages(part: dict[str, Any]) -> str:
    return in_words([Span(part["from"], part["to"])])


def _claims(edition: Edition) -> bool:
    """Whether the file says of itself that it follows PDF/UA."""
    with edition.file.open("rb") as file, pikepdf.open(cast("BinaryIO", file)) as pdf:
        return claims_accessible(pdf)


def _building(edition: Edition) -> dict[str, Any]:
    """When the file was made, and how long that took."""
    made = (
        Build.objects.filter(meeting=edition.publication.meeting_id, state=Build.State.BUILT)
        .filter(**{f"result__{edition.kind}__sha256": edition.sha256})
        .exclude(started_at=None)
        .only("started_at", "finished_at")
        .first()
    )
    if made is None or made.started_at is None or made.finished_at is None:
        return {}
    seconds = max(1, round((made.finished_at - made.started_at).total_seconds()))
    return {"built": made.finished_at, "seconds": seconds}
