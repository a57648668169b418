"""The font of the stamps: embedded once per pack, with only the letters that are used."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

# In every pack, so that a copy for a named person needs no font of its own: ASCII, Latin-1, Welsh, typography.
ALPHABET = frozenset(
    map(chr, [*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100), 0x174, 0x175, 0x176, 0x177])
) | frozenset("‘’“”–—…")
STAMP_FONT = Path(__file__).resolve().parent.parent / "static" / "fonts" / "SourceSans3-Bold.ttf"


@dataclass(frozen=True, slots=True)
class StampFont:
    """A subset of a TrueType font: its bytes, and glyph number and width (per mille) of each letter."""

    name: str
    data: bytes
    glyphs: dict[str, int]
    widths: dict[str, float]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int

    def width(self, text: str, size: float) -> float:
        return sum(self.widths[letter] for letter in text) * size / 1000

    def codes(self, text: str) -> bytes:
        """`text` as a PDF hex string of glyph numbers."""
        return b"<" + b"".join(b"%04X" % self.glyphs[letter] for letter in text) + b">"


@lru_cache(maxsize=16)
def stamp_font(letters: frozenset[str], path: Path = STAMP_FONT) -> StampFont:
    """The subset for these letters. One the font lacks is drawn as its missing-letter box."""
    options = subset.Options(
        layout_features=[], name_IDs=[], hinting=False, notdef_outline=True, glyph_names=False
    )
    # The file's own date would otherwise be the time of making the subset.
    font = TTFont(path, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in letters])
    cutter.subset(font)
    order, mapping = font.getReverseGlyphMap(), font.getBestCmap()
    glyphs = {letter: order[mapping.get(ord(letter), ".notdef")] for letter in sorted(letters)}
    scale = 1000 / font["head"].unitsPerEm
    names = font.getGlyphOrder()
    widths = {letter: font["hmtx"].metrics[names[glyph]][0] * scale for letter, glyph in glyphs.items()}
    head, hhea, os2 = font["head"], font["hhea"], font["OS/2"]
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return StampFont(
        name=f"SCRUTN+{path.stem}",
        data=out.getvalue(),
        glyphs=glyphs,
        widths=widths,
        box=tuple(round(side * scale) for side in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(hhea.ascent * scale),
        descent=round(hhea.descent * scale),
        cap_height=round(os2.sCapHeight * scale),
    )


def embed(pdf: Pdf, font: StampFont) -> Object:
    """Put the font into a PDF; the object to name in the pages' resources."""
    file = Stream(pdf, font.data, Length1=len(font.data))
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/" + font.name),
            Flags=4,
            FontBBox=Array(list(font.box)),
            ItalicAngle=0,
            Ascent=font.ascent,
            Descent=font.descent,
            CapHeight=font.cap_height,
            StemV=120,
            FontFile2=file,
        )
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + font.name),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=descriptor,
        DW=500,
        W=_widths(font),
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/" + font.name),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=Stream(pdf, _to_unicode(font)),
        )
    )


def _widths(font: StampFont) -> Array:
    widths = Array()
    for letter, glyph in sorted(font.glyphs.items(), key=lambda pair: pair[1]):
        widths.append(glyph)
        widths.append(Array([round(font.widths[letter], 2)]))
    return widths


def _to_unicode(font: StampFont) -> bytes:
    """The map back from glyphs to letters, for search, copying and screen readers."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    pairs = sorted((glyph, letter) for letter, glyph in font.glyphs.items() if glyph)
    for at in range(0, len(pairs), 100):
        block = pairs[at : at + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for glyph, letter in block]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
