"""A named person's copy of a finished pack: one line at the head of every page, and nothing else changed.

The line belongs to the copy and not to the papers, so it is an artifact. All pages share one drawing and the
pack's own stamp font, so that a copy is hardly larger than the pack.
"""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from packs import boxes
from packs.fonts import ALPHABET, StampFont, embed, stamp_font
from packs.normalise import save
from packs.objects import array, dictionary
from packs.stamp import FONT_NAME, boxed, fit

BEGIN = b"/Artifact<</Type/Pagination>>BDC q %s"
OWN_FONT_NAME = "/ScrutinyCopy"


def watermarked(pack: bytes, words: str) -> bytes:
    """The copy. Same pack and words, same bytes."""
    words = " ".join(words.split())
    if not words:
        raise ValueError("A watermark needs words.")
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        copy = _Copy(pdf, words)
        for page in pdf.pages:
            copy.mark(page.obj)
        return save(pdf)


class _Copy:
    def __init__(self, pdf: Pdf, words: str) -> None:
        self.pdf = pdf
        self.words = words
        self.font = stamp_font(ALPHABET | frozenset(words))
        # The words, and the beginnings that put them on pages of each shape.
        self.drawings: dict[str, tuple[Object, float, float]] = {}
        self.places: dict[bytes, Object] = {}
        self.embedded: Object | None = None
        # Pages of a part share their resources, and all pages one font.
        self.names: dict[tuple[int, int], str] = {}
        self.same: dict[tuple[int, int], bool] = {}

    def mark(self, page: Object) -> None:
        place, name = boxes.seen(page), self._font_name(page["/Resources"])
        if name not in self.drawings:
            self.drawings[name] = self._drawing(name)
        drawing, width, height = self.drawings[name]
        # One decimal is enough here, and lets pages share that differ by a hair.
        begin = BEGIN % fit(place, width, height, at_foot=False, decimals=1)
        if begin not in self.places:
            self.places[begin] = Stream(self.pdf, begin)
        page["/Contents"] = Array([*array(page, "/Contents"), self.places[begin], drawing])

    def _drawing(self, name: str) -> tuple[Object, float, float]:
        drawing, width, height = boxed(self.font, self.words, name)
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
