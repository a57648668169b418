"""What pages look like. Runs in the child process: the reader trusts its input."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2

from packs.sandbox import pack


def answer(data: bytes, options: dict[str, Any]) -> bytes:
    return pack({}, pictures(data, options["width"], options["first"], options["last"]))


def pictures(data: bytes, width: int, first: int, last: int | None) -> list[bytes]:
    """Pages `first` to `last` (from 0) as WebP images `width` pixels wide."""
    with pypdfium2.PdfDocument(data) as document:
        end = len(document) if last is None else min(last + 1, len(document))
        return [_picture(document, index, width) for index in range(first, end)]


def _picture(document: pypdfium2.PdfDocument, index: int, width: int) -> bytes:
    page = document[index]
    # A very long page would otherwise make a very tall picture.
    scale = min(width / page.get_width(), 4 * width / page.get_height())
    image = page.render(scale=scale).to_pil()
    out = io.BytesIO()
    image.save(out, "WEBP", quality=70, method=2)
    return out.getvalue()
