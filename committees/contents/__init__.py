"""What goes into a pack: chosen here, before anything is put together, and never taken out afterwards."""

from __future__ import annotations

from typing import Any

from committees.models import Build, Meeting
from committees.models.publication import EditionKind, PublicationKind

from .correction import Correction
from .differences import left_out
from .parts import FRONT, Contents, PlannedPart
from .published import Published, consolidated_of, edition_of, public_titles, published_of
from .ranges import item_range, split, with_pages
from .supplement import Supplement, late_parts

# Issued templates are never edited: a new look is a new folder under templates/packs and a new version here.
TEMPLATE_VERSION = "v1"

__all__ = [
    "FRONT",
    "TEMPLATE_VERSION",
    "Contents",
    "Correction",
    "PlannedPart",
    "Published",
    "Supplement",
    "consolidated_of",
    "content_key",
    "contents_of",
    "describe",
    "edition_of",
    "item_range",
    "late_parts",
    "left_out",
    "public_titles",
    "published_of",
    "split",
    "with_pages",
]


def contents_of(build: Build, meeting: Meeting) -> Contents:
    """What a build puts together: the agenda pack, the pack corrected, or a supplement to it."""
    whole, published = Contents(meeting), Published(meeting)
    if published.pack is None:
        return whole
    if build.kind == PublicationKind.SUPPLEMENT:
        return Supplement(whole, published, build.lateness)
    return Correction(whole, published)


def describe(meeting: Meeting, kind: EditionKind) -> dict[str, Any]:
    """The agenda of one edition as plain data, without page numbers: those are known when a pack is built.

    For the public kind it holds only words the public may read.
    """
    return Contents(meeting).agenda(kind)


def content_key(meeting: Meeting) -> str:
    """A hash of all that goes into both editions. While it is the same, building again changes nothing."""
    return Contents(meeting).key
