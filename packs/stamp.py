"""Page numbers drawn on pages of any size, crop and rotation, upright and readable on each.

A stamp belongs to the pack and not to the paper it is on, so it is marked as an artifact: screen readers
pass over it, and take the number from the page label instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from packs import boxes
from packs.fonts import ALPHABET, StampFont, embed, stamp_font
from packs.parts import Marks

# Names in a page's resources that no other program will have used.
FONT_NAME = "/ScrutinyStamp"

TEXT_SIZE = 10.0
MARGIN = 12.0
PADDING = 3.5
A4_SHORT_SIDE = 595.0


def scale(short_side: float) -> float:
    """How large a stamp is on a page, 1 on A4: smaller on slips, somewhat larger on plans."""
    ratio = short_side / A4_SHORT_SIDE
    return max(0.4, ratio) if ratio < 1 else ratio**0.5


@dataclass(slots=True)
class Stamper:
    """Draws the stamps of one pack; holds what its pages share."""

    pdf: Pdf
    font: StampFont
    marks: Marks
    embedded: Object
    _done: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def for_labels(cls, pdf: Pdf, labels: Iterable[str], marks: Marks) -> Stamper:
        letters = frozenset("".join(labels) + marks.page_word + marks.watermark)
        font = stamp_font(letters | ALPHABET)
        return cls(pdf, font, marks, embed(pdf, font))

    def stamp(self, page: Object, label: str, size: float = 1.0) -> None:
        drawing = self.drawing(boxes.seen(page), label, size)
        self._lend_font(page)
        old = page.get("/Contents")
        contents = Array(list(old)) if isinstance(old, Array) else Array([] if old is None else [old])
        contents.append(Stream(self.pdf, drawing))
        page["/Contents"] = contents

    def drawing(self, place: boxes.Seen, label: str, size: float = 1.0) -> bytes:
        lines = [b"/Artifact <</Type/Pagination/Subtype/Footer>> BDC"]
        words = f"{self.marks.page_word} {label}".strip()
        lines.append(line(self.font, place, words, at_foot=True, size=size))
        if self.marks.watermark:
            lines.append(line(self.font, place, self.marks.watermark, at_foot=False))
        lines.append(b"EMC")
        return b"\n".join(lines)

    def _lend_font(self, page: Object) -> None:
        """Name the font in the page's resources, which many pages may share."""
        resources = page["/Resources"]
        if resources.is_indirect and resources.objgen in self._done:
            return
        fonts = resources.get("/Font")
        if not isinstance(fonts, Dictionary):
            fonts = resources["/Font"] = Dictionary()
        resources["/Font"][FONT_NAME] = self.embedded
        if resources.is_indirect:
            self._done.add(resources.objgen)


def line(font: StampFont, place: boxes.Seen, text: str, *, at_foot: bool, size: float = 1.0) -> bytes:
    """One line of text on a white box, in the middle of the foot or the head of the page."""
    drawing, width, height = boxed(font, text)
    return b"q %s\n%s Q" % (fit(place, width, height, at_foot=at_foot, size=size), drawing)


def boxed(font: StampFont, text: str, name: str = FONT_NAME) -> tuple[bytes, float, float]:
    """A line of text on its box as it is on A4, with its corner at 0 0; and the width and height of the box."""
    width = font.width(text, TEXT_SIZE) + 2 * PADDING
    height = font.cap_height * TEXT_SIZE / 1000 + 2 * PADDING
    words = b"BT %s %g Tf %g %g Td %s Tj ET" % (
        name.encode(),
        TEXT_SIZE,
        PADDING,
        PADDING,
        font.codes(text),
    )
    return b"1 g 0 0 %.2f %.2f re f 0 g %s" % (width, height, words), width, height


def fit(
    place: boxes.Seen, width: float, height: float, *, at_foot: bool, decimals: int = 2, size: float = 1.0
) -> bytes:
    """The operator that puts a box upright in the middle of the foot or the head of a page, shrunk to fit."""
    across, up = place.size
    factor = min(size * scale(min(across, up) * place.unit) / place.unit, across / width)
    left = (across - width * factor) / 2
    bottom = MARGIN * factor if at_foot else up - (MARGIN + height) * factor
    a, b, c, d, e, f = place.matrix
    turned = (a * factor, b * factor, c * factor, d * factor)
    at = (left * a + bottom * c + e, left * b + bottom * d + f)
    return b"%.4g %.4g %.4g %.4g %.*f %.*f cm" % (*turned, decimals, at[0], decimals, at[1])
