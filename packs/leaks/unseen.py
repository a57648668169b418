"""Words that are in a file and cannot be seen: covered, invisible, white on white, off the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageStat

from packs.leaks.finding import Kind, Leak, short
from packs.leaks.views import SAME_GREY, Bounds, Pixels, View

# A word of which less than this shows, up or across, cannot be read.
SHOWS = 0.4
# Text lower than this on our picture is smaller than anybody can read.
LOWEST = 1.6
# Fewer letters and digits than this in a row give nothing away.
LEAST = 3
# In a scan a word that was recognised may lie a little beside what it was read from.
LEAST_ON_WHITE = 5
PLAIN_SPREAD = 14.0
PALE = 200
# Writing stands out from the gaps between its lines; a photograph does not.
WRITING = 1.35
WHOLE_PAGE = 0.6


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    bounds: Bounds
    invisible: bool

    @property
    def letters(self) -> int:
        return sum(letter.isalnum() for letter in self.text)


@dataclass(frozen=True, slots=True)
class Unseen:
    kind: Kind
    word: Word
    pixels: Pixels
    pale: bool = False


def words(page: pypdfium2.PdfPage) -> list[Word]:
    """Each word with its box. Must be read before anything is taken off the page."""
    text = page.get_textpage()
    found: list[Word] = []
    letters: list[tuple[int, str]] = []
    for place in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, place))
        if not letter.isspace() and letter not in "\0\ufffe\u00ad":
            letters.append((place, letter))
        elif letters:
            found.append(_word(text, letters))
            letters = []
    if letters:
        found.append(_word(text, letters))
    text.close()
    return [word for word in found if word.letters]


def _word(text: pypdfium2.PdfTextPage, letters: list[tuple[int, str]]) -> Word:
    boxes = [text.get_charbox(place) for place, letter in letters if letter.isalnum()]
    boxes = boxes or [text.get_charbox(letters[0][0])]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    drawn_by = pdfium.FPDFText_GetTextObject(text, letters[0][0])
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn_by) if drawn_by else pdfium.FPDF_TEXTRENDERMODE_FILL
    return Word(
        "".join(letter for _place, letter in letters),
        (min(lefts), min(bottoms), max(rights), max(tops)),
        mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
    )


def leaks(view: View, page_words: list[Word], number: int) -> Iterator[Leak]:
    """`view.ink` must have been drawn."""
    marks = view.ink.point([255 if level > SAME_GREY else 0 for level in range(256)])
    scans = _Scans(view)
    row: list[Unseen] = []
    hidden = [_look(view, marks, word) for word in page_words]
    scans.learn([found for found in hidden if found and found.kind != Kind.OFF_PAGE])
    for found in [*(scans.judged(found) if found else None for found in hidden), None]:
        if row and (found is None or found.kind != row[-1].kind):
            yield from _leak(view, row, number)
            row = []
        if found is not None:
            row.append(found)


def _look(view: View, marks: Image.Image, word: Word) -> Unseen | None:
    pixels = view.pixels(word.bounds)
    inside = view.inside(pixels)
    middle = ((pixels[0] + pixels[2]) / 2, (pixels[1] + pixels[3]) / 2)
    if inside is None or not (0 <= middle[0] <= view.size[0] and 0 <= middle[1] <= view.size[1]):
        tiny = max(pixels[2] - pixels[0], pixels[3] - pixels[1]) < LOWEST
        on_page = 0 <= middle[0] <= view.size[0] and 0 <= middle[1] <= view.size[1]
        return Unseen(Kind.INVISIBLE if tiny and on_page else Kind.OFF_PAGE, word, pixels)
    if (word.bounds[3] - word.bounds[1]) * view.scale < LOWEST:
        return Unseen(Kind.INVISIBLE, word, pixels)
    # A pixel more on each side, for letters that are drawn between two.
    left, top, right, bottom = inside
    shown = marks.crop((max(left - 1, 0), max(top - 1, 0), right + 1, bottom + 1)).getbbox()
    if shown is None:
        return Unseen(_why(view, word), word, inside)
    across = (shown[2] - shown[0]) / max(right - left, 1)
    up = (shown[3] - shown[1]) / max(bottom - top, 1)
    return Unseen(Kind.COVERED, word, inside) if min(across, up) < SHOWS else None


def _why(view: View, word: Word) -> Kind:
    """Invisible by itself, or covered by something drawn later: that is only what the officer is told."""
    if word.invisible:
        return Kind.INVISIBLE
    middle = ((word.bounds[0] + word.bounds[2]) / 2, (word.bounds[1] + word.bounds[3]) / 2)
    for item in reversed(view.objects):
        left, bottom, right, top = item.bounds
        if left <= middle[0] <= right and bottom <= middle[1] <= top:
            return Kind.INVISIBLE if item.kind == pdfium.FPDF_PAGEOBJ_TEXT else Kind.COVERED
    return Kind.INVISIBLE


class _Scans:
    """The pictures of a page, and whether words that were recognised in them lie where writing is seen."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.pictures = [
            pixels
            for item in view.objects
            if item.kind == pdfium.FPDF_PAGEOBJ_IMAGE
            and (pixels := view.inside(view.pixels(item.bounds))) is not None
        ]
        self.matching: set[Pixels] = set()

    def learn(self, hidden: list[Unseen]) -> None:
        for picture in self.pictures:
            mine = [found for found in hidden if _within(found.pixels, picture)]
            ratios = [ratio for found in mine if (ratio := self._stands_out(found.pixels)) is not None]
            if ratios and sorted(ratios)[len(ratios) // 2] >= WRITING:
                self.matching.add(picture)

    def judged(self, found: Unseen) -> Unseen | None:
        """None for a word of an ordinary scan; a word on a plain patch of one was taken out of the picture only."""
        under = [picture for picture in self.pictures if _within(found.pixels, picture)]
        if found.kind == Kind.OFF_PAGE or not under:
            return found
        patch = _inner(self.view.seen, found.pixels)
        if ImageStat.Stat(patch).stddev[0] < PLAIN_SPREAD:
            pale = ImageStat.Stat(patch).mean[0] > PALE
            return Unseen(Kind.COVERED, found.word, found.pixels, pale=pale)
        behind = not found.word.invisible
        whole = [
            picture for picture in under if _area(picture) >= WHOLE_PAGE * _area((0, 0, *self.view.size))
        ]
        usable = whole if behind else under
        return None if self.matching & set(usable) else Unseen(Kind.COVERED, found.word, found.pixels)

    def _stands_out(self, pixels: Pixels) -> float | None:
        """How much more there is to see in a word's box than in the gaps on both sides of its line."""
        own = ImageStat.Stat(self.view.seen.crop(pixels)).stddev[0]
        if own < PLAIN_SPREAD:
            return None
        around = [
            ImageStat.Stat(self.view.seen.crop(strip)).stddev[0]
            for gap in _gaps(pixels)
            if (strip := self.view.inside(gap)) is not None
        ]
        return own / max(sum(around) / len(around), 1.0) if around else None


def _gaps(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Above and below a word, or beside it where the page is turned and lines run upwards."""
    left, top, right, bottom = pixels
    if bottom - top > right - left:
        band = max(round((right - left) * 0.35), 2)
        return (left - band, top, left, bottom), (right, top, right + band, bottom)
    band = max(round((bottom - top) * 0.35), 2)
    return (left, top - band, right, top), (left, bottom, right, bottom + band)


def _inner(picture: Image.Image, pixels: Pixels) -> Image.Image:
    left, top, right, bottom = pixels
    across, down = round((right - left) * 0.15), round((bottom - top) * 0.2)
    return picture.crop(
        (
            left + across,
            top + down,
            max(right - across, left + across + 1),
            max(bottom - down, top + down + 1),
        )
    )


def _within(pixels: Pixels, picture: Pixels) -> bool:
    across, down = (pixels[0] + pixels[2]) / 2, (pixels[1] + pixels[3]) / 2
    return picture[0] <= across <= picture[2] and picture[1] <= down <= picture[3]


def _area(pixels: Pixels) -> int:
    return (pixels[2] - pixels[0]) * (pixels[3] - pixels[1])


def _leak(view: View, row: list[Unseen], number: int) -> Iterator[Leak]:
    letters = sum(found.word.letters for found in row)
    if letters < (LEAST_ON_WHITE if all(found.pale for found in row) else LEAST):
        return
    lefts, tops, rights, bottoms = zip(*(found.pixels for found in row), strict=True)
    box = view.part((min(lefts), min(tops), max(rights), max(bottoms)))
    yield Leak(row[0].kind, page=number, box=box, words=short(" ".join(found.word.text for found in row)))
