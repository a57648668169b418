"""What goes into a pack: chosen here, before anything is put together, and never taken out afterwards."""

from __future__ import annotations

from typing import Any

from committees.models import Meeting
from committees.models.publication import EditionKind

from .parts import FRONT, Contents, PlannedPart
from .ranges import item_range, with_pages

# Issued templates are never edited: a new look is a new folder under templates/packs and a new version here.
TEMPLATE_VERSION = "v1"

__all__ = [
    "FRONT",
    "TEMPLATE_VERSION",
    "Contents",
    "PlannedPart",
    "content_key",
    "describe",
    "item_range",
    "with_pages",
]


def describe(meeting: Meeting, kind: EditionKind) -> dict[str, Any]:
    """The agenda of one edition as plain data, without page numbers: those are known when a pack is built.

    For the public kind it holds only words the public may read.
    """
    return Contents(meeting).agenda(kind)


def content_key(meeting: Meeting) -> str:
    """A hash of all that goes into both editions. While it is the same, building again changes nothing."""
    return Contents(meeting).key
