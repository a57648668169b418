"""What pages look like. Runs in the child process: the reader trusts its input."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from packs.sandbox import pack

# As parts of the page: left, top, right, bottom.
Box = tuple[float, float, float, float]
RED, WHITE = (212, 53, 28), (255, 255, 255)


def answer(data: bytes, options: dict[str, Any]) -> bytes:
    width, first, last = options["width"], options["first"], options["last"]
    return pack({}, pictures(data, width, first, last, options.get("boxes", [])))


def pictures(data: bytes, width: int, first: int, last: int | None, boxes: Sequence[Box] = ()) -> list[bytes]:
    """Pages `first` to `last` (from 0) as WebP images `width` pixels wide, with `boxes` drawn on each."""
    with pypdfium2.PdfDocument(data) as document:
        end = len(document) if last is None else min(last + 1, len(document))
        return [_picture(document, index, width, boxes) for index in range(first, end)]


def _picture(document: pypdfium2.PdfDocument, index: int, width: int, boxes: Sequence[Box]) -> bytes:
    page = document[index]
    # A very long page would otherwise make a very tall picture.
    scale = min(width / page.get_width(), 4 * width / page.get_height())
    image = page.render(scale=scale).to_pil().convert("RGB")
    for number, box in enumerate(boxes, start=1):
        _mark(image, number, box)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=70, method=2)
    return out.getvalue()


def _mark(image: Image.Image, number: int, box: Box) -> None:
    """A red frame with its number; what is off the page is marked at the edge."""
    pen, size = ImageDraw.Draw(image), max(image.width // 45, 12)
    left, right = (min(max(side * image.width, 0), image.width - 1) for side in (box[0], box[2]))
    top, bottom = (min(max(side * image.height, 0), image.height - 1) for side in (box[1], box[3]))
    left, right = min(left, image.width - 12), max(right, 12)
    top, bottom = min(top, image.height - 12), max(bottom, 12)
    pen.rectangle((left - 3, top - 3, right + 3, bottom + 3), outline=RED, width=max(image.width // 300, 2))
    label = (max(left - 3 - 1.4 * size, 0), max(top - 3, 0))
    pen.rectangle((*label, label[0] + 1.4 * size, label[1] + 1.4 * size), fill=RED)
    middle = (label[0] + 0.7 * size, label[1] + 0.7 * size)
    pen.text(middle, str(number), fill=WHITE, font=ImageFont.load_default(size), anchor="mm")
