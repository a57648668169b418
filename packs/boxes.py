"""Page geometry: boxes and rotation made plain, and where things are on the page as it is seen."""

from __future__ import annotations

from dataclasses import dataclass

from pikepdf import Array, Dictionary, Object

from packs.objects import inherited, number
from packs.report import Report

A4 = (0.0, 0.0, 595.28, 841.89)
# A page smaller than a stamp cannot be read or numbered; it is a mistake of the program that made it.
SMALLEST = 36.0
# The largest page the PDF specification promises that readers can show.
LARGEST = 14400.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as a reader sees it: width and height after rotation, and the way back to user space."""

    box: Box
    rotation: int
    unit: float

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (height, width) if self.rotation in (90, 270) else (width, height)

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """From seen coordinates (origin bottom left, upright) to the page's user space."""
        x0, y0, x1, y1 = self.box
        if self.rotation == 90:
            return (0, 1, -1, 0, x1, y0)
        if self.rotation == 180:
            return (-1, 0, 0, -1, x1, y1)
        if self.rotation == 270:
            return (0, -1, 1, 0, x0, y1)
        return (1, 0, 0, 1, x0, y0)

    @property
    def top_left(self) -> tuple[float, float]:
        _a, _b, c, d, e, f = self.matrix
        height = self.size[1]
        return (c * height + e, d * height + f)


def seen(page: Object) -> Seen:
    """Read the geometry of a page that has been normalised."""
    box = tuple(float(value) for value in page["/CropBox"])
    return Seen(
        (box[0], box[1], box[2], box[3]), int(page.get("/Rotate", 0)), float(page.get("/UserUnit", 1))
    )


def normalise(page: Object, report: Report) -> Seen:
    """Write the inherited, missing or impossible geometry of a page out as plain entries on it."""
    media = _box(inherited(page, "/MediaBox"))
    if media is None:
        media = A4
        report.repair("A page without a usable size was given A4 size.")
    crop = _box(inherited(page, "/CropBox"))
    visible = _common(media, crop) if crop else media
    if visible is None:
        visible = media
        report.repair("A page cropped to nothing was shown in full.")
    rotation = number(inherited(page, "/Rotate")) or 0.0
    if rotation % 90:
        rotation = 0.0
        report.repair("A page turned by an odd angle was set upright.")
    unit = number(page.get("/UserUnit")) or 1.0
    page["/MediaBox"] = Array([round(value, 6) for value in media])
    page["/CropBox"] = Array([round(value, 6) for value in visible])
    page["/Rotate"] = int(rotation) % 360
    if "/UserUnit" in page and not 0 < unit <= 100:
        unit = 1.0
        del page["/UserUnit"]
    resources = inherited(page, "/Resources")
    page["/Resources"] = resources if isinstance(resources, Dictionary) else Dictionary()
    return Seen(visible, int(rotation) % 360, unit)


def _box(value: object) -> Box | None:
    if not isinstance(value, Array) or len(value) != 4:
        return None
    corners = [number(item) for item in value]
    x0, y0, x1, y1 = (0.0 if corner is None else corner for corner in corners)
    if None in corners:
        return None
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    width, height = box[2] - box[0], box[3] - box[1]
    if width < SMALLEST or height < SMALLEST or max(abs(corner) for corner in box) > LARGEST * 4:
        return None
    return box


def _common(media: Box, crop: Box) -> Box | None:
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    if box[2] - box[0] < SMALLEST or box[3] - box[1] < SMALLEST:
        return None
    return box
