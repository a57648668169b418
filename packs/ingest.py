"""The door for uploads: a stranger's bytes in, a safe and normal PDF or a plain refusal out."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any

from packs.limits import DEFAULT, Limits, Refused
from packs.parts import Bookmark, Ingested
from packs.sandbox import run
from packs.sniff import require_pdf

__all__ = ["DEFAULT", "Ingested", "Limits", "Refused", "ingest"]

# Kept with everything that was ingested. Raise it when ingest gives other bytes for the same upload.
VERSION = 4


def ingest(data: bytes, *, limits: Limits = DEFAULT, made_from: bytes | None = None) -> Ingested:
    """Read, clean and normalise one uploaded PDF in a child process. Raises Refused.

    `made_from` is the upload itself where the PDF was made from it: what identifies the paper is that.
    """
    require_pdf(data, limits)
    digest = hashlib.sha256(data if made_from is None else made_from).hexdigest()
    header, blobs = run("ingest", data, {"limits": asdict(limits), "digest": digest}, limits=limits)
    return Ingested(
        pdf=blobs[0],
        pages=header["pages"],
        sizes=tuple((width, height) for width, height in header["sizes"]),
        tagged=header["tagged"],
        title=header["title"],
        language=header["language"],
        removed=tuple(header["removed"]),
        repaired=tuple(header["repaired"]),
        warnings=tuple(header["warnings"]),
        bookmarks=_bookmarks(header["bookmarks"]),
    )


def _bookmarks(rows: list[dict[str, Any]]) -> tuple[Bookmark, ...]:
    return tuple(Bookmark(row["title"], row["page_offset"], _bookmarks(row["children"])) for row in rows)
