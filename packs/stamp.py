"""Page numbers drawn on pages of any size, crop and rotation, upright and readable on each.

A stamp belongs to the pack and not to the paper it is on, so it is marked as an artifact: screen readers
pass over it, and take the number from the page label instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from packs import boxes
from packs.fonts import StampFont, embed, stamp_font
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
    _embedded: Object | None = None
    _done: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def for_labels(cls, pdf: Pdf, labels: Iterable[str], marks: Marks) -> Stamper:
        letters = frozenset("".join(labels) + marks.page_word + marks.watermark + " 0123456789")
        return cls(pdf, stamp_font(letters), marks)

    def stamp(self, page: Object, label: str) -> None:
        drawing = self.drawing(boxes.seen(page), label)
        self._lend_font(page)
        old = page.get("/Contents")
        contents = Array(list(old)) if isinstance(old, Array) else Array([] if old is None else [old])
        contents.append(Stream(self.pdf, drawing))
        page["/Contents"] = contents

    def drawing(self, place: boxes.Seen, label: str) -> bytes:
        lines = [b"/Artifact <</Type/Pagination/Subtype/Footer>> BDC q"]
        lines.append(b"%g %g %g %g %.2f %.2f cm" % place.matrix)
        lines.append(self._line(place, f"{self.marks.page_word} {label}".strip(), at_foot=True))
        if self.marks.watermark:
            lines.append(self._line(place, self.marks.watermark, at_foot=False))
        lines.append(b"Q EMC")
        return b"\n".join(lines)

    def _line(self, place: boxes.Seen, text: str, *, at_foot: bool) -> bytes:
        """One line of text on a white box, in the middle of the foot or the head of the page."""
        width, height = place.size
        factor = scale(min(width, height) * place.unit) / place.unit
        size = TEXT_SIZE * factor
        wanted = self.font.width(text, size) + 2 * PADDING * factor
        if wanted > width:
            factor, size, wanted = (value * width / wanted for value in (factor, size, wanted))
        tall = self.font.cap_height * size / 1000 + 2 * PADDING * factor
        left = (width - wanted) / 2
        bottom = MARGIN * factor if at_foot else height - MARGIN * factor - tall
        box = b"1 g %.2f %.2f %.2f %.2f re f 0 g" % (left, bottom, wanted, tall)
        at = (left + PADDING * factor, bottom + PADDING * factor)
        words = b"BT %s %.2f Tf %.2f %.2f Td %s Tj ET" % (
            FONT_NAME.encode(),
            size,
            *at,
            self.font.codes(text),
        )
        return box + b"\n" + words

    def _lend_font(self, page: Object) -> None:
        resources = page["/Resources"]
        if resources.is_indirect and resources.objgen in self._done:
            return
        if self._embedded is None:
            self._embedded = embed(self.pdf, self.font)
        fonts = resources.get("/Font")
        if not isinstance(fonts, Dictionary):
            fonts = resources["/Font"] = Dictionary()
        resources["/Font"][FONT_NAME] = self._embedded
        if resources.is_indirect:
            self._done.add(resources.objgen)
