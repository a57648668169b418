"""Lines at the head of a finished pack's pages, and nothing else changed: whose copy it is, that it is exempt.

The lines belong to the copy and not to the papers, so they are artifacts. Pages share their drawings and the
pack's own stamp font, so that a copy is hardly larger than the pack.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from packs import boxes, foremost
from packs.fonts import ALPHABET, StampFont, embed, stamp_font
from packs.objects import array, dictionary
from packs.stamp import FONT_NAME, boxed, fit

BEGIN = b"/Artifact<</Type/Pagination>>BDC q %s"
OWN_FONT_NAME = "/ScrutinyCopy"
GAP = 2.0


def watermarked(pack: bytes, words: str, *, on: Collection[int] | None = None) -> bytes:
    """A named person's copy: the words on the pages in `on`, counted from 0, or on all. Same input, same bytes."""
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        pages = range(len(pdf.pages)) if on is None else sorted(on)
        return _drawn(pdf, dict.fromkeys(pages, words), row=0)


def marked(pack: bytes, lines: Mapping[int, str]) -> bytes:
    """The pack with a line of its own on some pages, below where a copy's line would go."""
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        return _drawn(pdf, lines, row=1)


def _drawn(pdf: Pdf, lines: Mapping[int, str], *, row: int) -> bytes:
    clean = {index: " ".join(words.split()) for index, words in lines.items()}
    if not all(clean.values()):
        raise ValueError("A watermark needs words.")
    writer = _Lines(pdf, frozenset("".join(clean.values())), row)
    for index, words in clean.items():
        writer.write(pdf.pages[index].obj, words)
    return foremost.write(pdf)


class _Lines:
    def __init__(self, pdf: Pdf, letters: frozenset[str], row: int) -> None:
        self.pdf = pdf
        self.row = row
        self.font = stamp_font(ALPHABET | letters)
        # The words by font, and the beginnings that put them on pages of each shape.
        self.drawings: dict[tuple[str, str], tuple[Object, float, float]] = {}
        self.places: dict[bytes, Object] = {}
        self.embedded: Object | None = None
        # Pages of a part share their resources, and all pages one font.
        self.names: dict[tuple[int, int], str] = {}
        self.same: dict[tuple[int, int], bool] = {}

    def write(self, page: Object, words: str) -> None:
        place, name = boxes.seen(page), self._font_name(page["/Resources"])
        if (name, words) not in self.drawings:
            self.drawings[name, words] = self._drawing(name, words)
        drawing, width, height = self.drawings[name, words]
        # As if the box reached up over the rows above it.
        reach = height + self.row * (height + GAP)
        # One decimal is enough here, and lets pages share that differ by a hair.
        begin = BEGIN % fit(place, width, reach, at_foot=False, decimals=1)
        if begin not in self.places:
            self.places[begin] = Stream(self.pdf, begin)
        page["/Contents"] = Array([*array(page, "/Contents"), self.places[begin], drawing])

    def _drawing(self, name: str, words: str) -> tuple[Object, float, float]:
        drawing, width, height = boxed(self.font, words, name)
        return Stream(self.pdf, drawing + b" Q EMC"), width, height

    def _font_name(self, resources: Object) -> str:
        known = self.names.get(resources.objgen) if resources.is_indirect else None
        if known is None:
            known = self._lend(resources)
            if resources.is_indirect:
                self.names[resources.objgen] = known
        return known

    def _lend(self, resources: Object) -> str:
        fonts = resources.get("/Font")
        if not isinstance(fonts, Dictionary):
            fonts = resources["/Font"] = Dictionary()
        present = dictionary(fonts, FONT_NAME)
        if present is not None and self._is_ours(present):
            return FONT_NAME
        if self.embedded is None:
            self.embedded = embed(self.pdf, self.font)
        resources["/Font"][OWN_FONT_NAME] = self.embedded
        return OWN_FONT_NAME

    def _is_ours(self, font: Object) -> bool:
        """Whether the pack's stamps are drawn with the very font that the words need."""
        if font.objgen not in self.same:
            self.same[font.objgen] = _holds(font, self.font)
        return self.same[font.objgen]


def _holds(font: Object, wanted: StampFont) -> bool:
    descendants = array(font, "/DescendantFonts")
    descriptor = dictionary(descendants[0], "/FontDescriptor") if descendants else None
    file = descriptor.get("/FontFile2") if descriptor is not None else None
    return isinstance(file, Stream) and file.read_bytes() == wanted.data
