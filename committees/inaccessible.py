"""Published papers that people cannot use with a screen reader, as the packs themselves say."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from .models import Edition, Meeting, Publication
from .models.publication import EditionKind, PublicationKind
from .page_spans import Span, in_words


@dataclass(frozen=True)
class Untagged:
    meeting: Meeting
    papers: list[tuple[str, str, str]]


def editions_with_untagged_papers() -> QuerySet[Edition]:
    """Public editions that count now, the newest meetings first."""
    corrected = Publication.objects.filter(
        meeting=OuterRef("publication__meeting"), number__gt=OuterRef("publication__number")
    ).exclude(kind=PublicationKind.SUPPLEMENT)
    return (
        Edition.objects.filter(
            kind=EditionKind.PUBLIC,
            publication__meeting__kind=Meeting.Kind.PUBLIC,
            manifest__contains={"parts": [{"tagged": False}]},
        )
        .exclude(Exists(corrected))
        .select_related("publication__meeting__committee")
        .order_by("-publication__meeting__start", "publication__number")
        .defer("agenda")
    )


def untagged(edition: Edition) -> Untagged:
    """Each with its first page and its pages in words."""
    papers = [
        (part["title"], part["from"], in_words([Span(part["from"], part["to"])]))
        for part in edition.manifest["parts"]
        if not part["tagged"]
    ]
    return Untagged(edition.publication.meeting, papers)
