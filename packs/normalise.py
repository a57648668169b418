"""From an open PDF to one that `splice` can copy page by page without looking at it again.

What is costly (reading every drawing instruction, walking the structure) is done here, once per file.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Object, ObjectStreamMode, Pdf, Stream

from packs import boxes, content, links
from packs.limits import Refused
from packs.objects import array, dictionary, text
from packs.parts import Bookmark
from packs.report import Report

BALANCED = "Drawing instructions left open by the program that made the file were closed."


@dataclass(frozen=True, slots=True)
class Normalised:
    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    tagged: bool
    title: str
    language: str
    bookmarks: tuple[Bookmark, ...]


def normalise(pdf: Pdf, report: Report) -> Normalised:
    for page in pdf.pages:
        _own_annotations(pdf, page.obj)
    geometry = [boxes.normalise(page.obj, report) for page in pdf.pages]
    bookmarks = links.own_bookmarks(pdf)
    links.name_destinations(pdf)
    title, language = _title(pdf), text(pdf.Root.get("/Lang"))
    tagged = bool(array(dictionary(pdf.Root, "/StructTreeRoot"), "/K"))
    before, after = Stream(pdf, b"q"), Stream(pdf, b"Q")
    for number, page in enumerate(pdf.pages, start=1):
        _balance(pdf, page, number, report)
        drawing = content.streams(page.obj)
        page.obj["/Contents"] = Array([before, *drawing, after] if drawing else [])
    _only_what_splice_needs(pdf)
    sizes = tuple(_size(place) for place in geometry)
    return Normalised(save(pdf), sizes, tagged, title, language, bookmarks)


def save(pdf: Pdf) -> bytes:
    """Write a PDF so that the same document is always the same bytes."""
    out = io.BytesIO()
    pdf.save(out, min_version="1.7", object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _own_annotations(pdf: Pdf, page: Object) -> None:
    """Each annotation an object of its own, without the way back to its page, which copying would break."""
    kept = Array()
    for annotation in array(page, "/Annots"):
        if not isinstance(annotation, Dictionary):
            continue
        if "/P" in annotation:
            del annotation["/P"]
        kept.append(annotation if annotation.is_indirect else pdf.make_indirect(annotation))
    if "/Annots" in page:
        page["/Annots"] = kept


def _balance(pdf: Pdf, page: pikepdf.Page, number: int, report: Report) -> None:
    try:
        if content.repair(pdf, page, content.Marks(owned=None)):
            report.repair(BALANCED)
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError) as error:
        raise Refused(
            "damaged",
            f"Page {number} of the file is damaged and cannot be read in full. "
            "Ask for the file again, or print it to a new PDF.",
        ) from error


def _title(pdf: Pdf) -> str:
    info = dictionary(pdf.trailer, "/Info")
    return " ".join(text(info.get("/Title")).split())[:300] if info is not None else ""


def _only_what_splice_needs(pdf: Pdf) -> None:
    for key in list(pdf.Root.keys()):
        if key not in ("/Type", "/Pages", "/Lang", "/Names", "/OCProperties"):
            del pdf.Root[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _size(place: boxes.Seen) -> tuple[float, float]:
    width, height = place.size
    return (round(width * place.unit, 2), round(height * place.unit, 2))
