"""Heading levels in the order that PDF/UA asks for: beginning with H1, and never skipping a level downwards."""

from __future__ import annotations

from collections.abc import Iterable

from pikepdf import Name, Object

from packs.objects import text

DEEPEST = 6


def level(kind: str) -> int:
    """1 to 6 for H1 to H6, 0 for anything else."""
    return int(kind[2]) if len(kind) == 3 and kind.startswith("/H") and kind[2] in "123456" else 0


def mend(headings: Iterable[Object]) -> bool:
    """Close the gaps between the headings of a document, given in reading order. Whether there were any.

    What stood below another heading still does: H2 H4 H3 becomes H1 H2 H2.
    """
    above: list[int] = []
    changed = False
    for heading in headings:
        wanted = level(text(heading.get("/S")))
        while above and above[-1] >= wanted:
            above.pop()
        above.append(wanted)
        mended = min(len(above), DEEPEST)
        if mended != wanted:
            heading["/S"] = Name(f"/H{mended}")
            changed = True
    return changed
