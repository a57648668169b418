"""The words of a PDF page by page, for search and for checks."""

from __future__ import annotations

from packs.limits import DEFAULT, Limits
from packs.sandbox import run


def page_texts(pdf: bytes, *, limits: Limits = DEFAULT) -> list[str]:
    """One text per page; scans have none. Raises Refused."""
    header, _blobs = run("texts", pdf, limits=limits)
    return [str(page) for page in header["texts"]]
