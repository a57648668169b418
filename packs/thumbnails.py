"""Small pictures of pages, for looking a pack over before it is published."""

from __future__ import annotations

from packs.limits import DEFAULT, Limits
from packs.sandbox import run


def thumbnails(
    pdf: bytes, width: int = 240, *, first: int = 0, last: int | None = None, limits: Limits = DEFAULT
) -> list[bytes]:
    """WebP images of the pages from `first` to `last`, counted from 0. Raises Refused."""
    _header, images = run("thumbnails", pdf, {"width": width, "first": first, "last": last}, limits=limits)
    return images


def marked_page(
    pdf: bytes, page: int, boxes: list[tuple[float, float, float, float]], *, width: int = 900
) -> bytes:
    """One page, counted from 1, with a numbered frame around each box. Raises Refused."""
    options = {"width": width, "first": page - 1, "last": page - 1, "boxes": boxes}
    _header, images = run("thumbnails", pdf, options)
    return images[0]
