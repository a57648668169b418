"""Pictures with a plain patch drawn over them: what was under the patch is still in the file."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as pdfium
from PIL import Image, ImageStat

from packs.leaks.finding import Kind, Leak
from packs.leaks.views import Bounds, Drawn, Pixels, View

# Points; anything smaller hides nothing that can be read.
SMALLEST = (8.0, 5.0)
PLAIN_SPREAD = 6.0
SOMETHING = 18.0
DARK = 100
EDGE = 2


def leaks(view: View, number: int) -> Iterator[Leak]:
    """Takes patches off the page that is open; its words must be gone already."""
    pictures = [item for item in view.objects if item.kind == pdfium.FPDF_PAGEOBJ_IMAGE]
    if not pictures:
        return
    yield from _off_page(view, pictures, number)
    patches = [
        (item, pixels)
        for place, item in enumerate(view.objects)
        if _can_cover(item)
        and any(_meet(item.bounds, below.bounds) for below in view.objects[:place] if below in pictures)
        and (pixels := _inside(view, item)) is not None
        and _is_plain(view, pixels)
    ]
    if not patches:
        return
    view.remove([item for item, _pixels in patches])
    below = view.draw()
    for _item, pixels in patches:
        if _spread(below, pixels) > SOMETHING:
            yield Leak(Kind.PICTURE, page=number, box=view.part(pixels))


def _off_page(view: View, pictures: list[Drawn], number: int) -> Iterator[Leak]:
    for item in pictures:
        pixels = view.pixels(item.bounds)
        if view.inside(pixels) is None and _large(item.bounds):
            yield Leak(Kind.OFF_PAGE, page=number, box=view.part(pixels))


def _can_cover(item: Drawn) -> bool:
    if not _large(item.bounds):
        return False
    if item.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        return True
    if item.kind != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item.handle, filled, stroked)
    return filled.value != pdfium.FPDF_FILLMODE_NONE


def _large(bounds: Bounds) -> bool:
    return bounds[2] - bounds[0] >= SMALLEST[0] and bounds[3] - bounds[1] >= SMALLEST[1]


def _meet(one: Bounds, two: Bounds) -> bool:
    across = min(one[2], two[2]) - max(one[0], two[0])
    up = min(one[3], two[3]) - max(one[1], two[1])
    return across > 1 and up > 1


def _inside(view: View, item: Drawn) -> Pixels | None:
    """Without its edge, which may be drawn soft."""
    left, top, right, bottom = view.pixels(item.bounds)
    return view.inside((left + EDGE, top + EDGE, right - EDGE, bottom - EDGE))


def _is_plain(view: View, pixels: Pixels) -> bool:
    """A dark patch may say “redacted”; a pale one with words on it is a caption."""
    if _spread(view.bare, pixels) >= PLAIN_SPREAD:
        return False
    dark = ImageStat.Stat(view.bare.crop(pixels)).mean[0] < DARK
    return dark or _spread(view.seen, pixels) < PLAIN_SPREAD


def _spread(picture: Image.Image, pixels: Pixels) -> float:
    spread: float = ImageStat.Stat(picture.crop(pixels)).stddev[0]
    return spread
