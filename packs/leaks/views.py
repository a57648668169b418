"""One page drawn several times: as it is, without its words, and with its pictures alone.

What a reader sees is settled by drawing it, not by reading the instructions: there are too many ways to cover,
clip, fade or switch off a word to list them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from packs.leaks.finding import Box

DPI = 90
# A poster as one page must not become a picture of gigabytes.
MOST_PIXELS = 12_000_000
# Two greys closer than this look the same on paper.
SAME_GREY = 14
DEEPEST = 12
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
# Left, bottom, right, top in the page's own space.
Bounds = tuple[float, float, float, float]
Pixels = tuple[int, int, int, int]


@dataclass(frozen=True)
class Drawn:
    """One object on a page, with the form that holds it, and its box in the page's own space."""

    kind: int
    handle: object
    holder: object | None
    bounds: Bounds


@dataclass
class View:
    """A page and its pictures. `seen` is the page as it is; `bare` has no words on it.

    `objects` are in the order they are drawn. Handles of objects that were removed must not be used again.
    """

    page: pypdfium2.PdfPage
    objects: list[Drawn]
    size: tuple[int, int]
    scale: float
    seen: Image.Image
    bare: Image.Image = field(init=False)
    ink: Image.Image = field(init=False)

    def pixels(self, bounds: Bounds) -> Pixels:
        """A box of the page's own space as pixels of the pictures: left, top, right, bottom."""
        corners = [self._device(x, y) for x in bounds[::2] for y in bounds[1::2]]
        xs, ys = [x for x, _y in corners], [y for _x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _device(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self.page, 0, 0, *self.size, 0, x, y, across, down)
        return across.value, down.value

    def part(self, pixels: Pixels) -> Box:
        """As parts of the page, at most the page itself."""
        width, height = self.size
        left, top, right, bottom = pixels
        return (
            round(min(max(left / width, 0), 1), 4),
            round(min(max(top / height, 0), 1), 4),
            round(min(max(right / width, 0), 1), 4),
            round(min(max(bottom / height, 0), 1), 4),
        )

    def inside(self, pixels: Pixels) -> Pixels | None:
        """What of a box is on the page, or None."""
        left, top = max(pixels[0], 0), max(pixels[1], 0)
        right, bottom = min(pixels[2], self.size[0]), min(pixels[3], self.size[1])
        return (left, top, right, bottom) if right - left >= 1 and bottom - top >= 1 else None

    def draw_without_words(self) -> None:
        """Takes the words off the page that is open; `ink` then shows where they were seen."""
        self.remove([item for item in self.objects if item.kind == pdfium.FPDF_PAGEOBJ_TEXT])
        self.bare = self.draw()
        self.ink = ImageChops.difference(self.seen, self.bare)

    def remove(self, items: list[Drawn]) -> None:
        for item in items:
            if item.holder is None:
                pdfium.FPDFPage_RemoveObject(self.page, item.handle)
            else:
                pdfium.FPDFFormObj_RemoveObject(item.holder, item.handle)

    def draw(self) -> Image.Image:
        return _draw(self.page, self.scale)


def view(page: pypdfium2.PdfPage) -> View:
    width, height = page.get_size()
    scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    seen = _draw(page, scale)
    return View(page, list(_objects(page)), seen.size, scale, seen)


def _draw(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    picture: Image.Image = bitmap.to_pil().convert("L").copy()
    bitmap.close()
    return picture


def _objects(
    page: pypdfium2.PdfPage, form: object | None = None, matrix: Matrix = IDENTITY, level: int = 0
) -> Iterator[Drawn]:
    """All objects in the order they are drawn, those inside forms too."""
    if form is None:
        count, get = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject
    else:
        count, get = pdfium.FPDFFormObj_CountObjects(form), pdfium.FPDFFormObj_GetObject
    for place in range(max(count, 0)):
        handle = get(page if form is None else form, place)
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if level < DEEPEST:
                yield from _objects(page, handle, _times(_matrix(handle), matrix), level + 1)
        else:
            yield Drawn(kind, handle, form, _moved(_bounds(handle), matrix))


def _bounds(handle: object) -> Bounds:
    left, bottom, right, top = (ctypes.c_float() for _side in range(4))
    pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _matrix(handle: object) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(bounds: Bounds, matrix: Matrix) -> Bounds:
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in bounds[::2] for y in bounds[1::2]]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
