"""From an open PDF to one that `splice` can copy page by page without looking at it again.

What is costly (reading every drawing instruction, walking the structure) is done here, once per file.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Object, ObjectStreamMode, Pdf, Stream

from packs import boxes, content, fields, links, metadata, tagging
from packs.fields import Drawn
from packs.forms import Forms
from packs.lending import lend_pictures
from packs.limits import Refused
from packs.objects import array, dictionary, text
from packs.parts import Bookmark
from packs.report import Report
from packs.structure import Structure, TooDeep

BALANCED = "Drawing instructions left open by the program that made the file were closed."
UNTAGGED = (
    "The file has no accessibility tags: screen readers get its words but no headings, lists or tables. "
    "Ask the author for a tagged PDF."
)
PARTLY = "Some of the file's accessibility tags do not fit its pages and were left out."
NO_WORDS = "Some pictures have no description for people who cannot see them. Ask the author to add alt text."
HEADINGS = "Headings that skipped a level were moved up. Ask the author to use heading styles in their order."

# What is written around a page's own drawing, so that nothing it leaves behind reaches the stamp.
PLAIN = (b"q", b"Q")
ONE_PARAGRAPH = (b"/P <</MCID 0>> BDC q", b"Q EMC")
ONE_FIGURE = (b"/Figure <</MCID 0>> BDC q", b"Q EMC")


@dataclass(frozen=True, slots=True)
class Normalised:
    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    tagged: bool
    title: str
    language: str
    bookmarks: tuple[Bookmark, ...]


def normalise(pdf: Pdf, report: Report, digest: str, drawn: Sequence[Drawn] = ()) -> Normalised:
    """`digest` identifies the file: names that must be unique in a pack are made from it.

    `drawn` is what was drawn onto its pages before.
    """
    for page in pdf.pages:
        _own_annotations(pdf, page.obj)
    geometry = [boxes.normalise(page.obj, report) for page in pdf.pages]
    bookmarks = links.own_bookmarks(pdf)
    links.name_destinations(pdf)
    title, language = _title(pdf), text(pdf.Root.get("/Lang"))
    claimed = metadata.claims_accessible(pdf)
    tree = _structure(pdf, digest, report, drawn)
    forms = Forms(pdf, tree.forms if tree is not None else {})
    marks = _marks(pdf, tree, forms, drawn)
    _contents(pdf, marks, report)
    lend_pictures(pdf)
    if tree is not None:
        forms.repair(tree.form_marks)
        whole = tagging.keep(pdf, tree, [each.found for each in marks], forms)
        if not whole:
            report.warn(PARTLY)
        if tree.mended:
            report.repair(HEADINGS)
        if tree.undescribed:
            report.warn(NO_WORDS)
        whole = whole and not tree.undescribed and not any(each.made_here for each in drawn)
        state = metadata.State(tagged=True, accessible=claimed and whole)
    else:
        tagging.make(pdf, [bool(content.streams(page.obj)) for page in pdf.pages])
        report.warn(UNTAGGED)
        state = metadata.State(tagged=False, accessible=False)
    _only_what_splice_needs(pdf)
    state.write(pdf)
    return Normalised(
        save(pdf), tuple(_size(place) for place in geometry), state.tagged, title, language, bookmarks
    )


def save(pdf: Pdf) -> bytes:
    """Write a PDF so that the same document is always the same bytes."""
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        object_stream_mode=ObjectStreamMode.generate,
        deterministic_id=True,
        # We write the metadata whole; reading it back to put the version in would only take time.
        fix_metadata_version=False,
    )
    return out.getvalue()


def _own_annotations(pdf: Pdf, page: Object) -> None:
    """Each annotation an object of its own, without the way back to its page, which copying would break."""
    kept = Array()
    seen: set[tuple[int, int]] = set()
    for annotation in array(page, "/Annots"):
        if not isinstance(annotation, Dictionary) or annotation.objgen in seen:
            continue
        for key in ("/P", "/StructParent"):
            if key in annotation:
                del annotation[key]
        own = annotation if annotation.is_indirect else pdf.make_indirect(annotation)
        seen.add(own.objgen)
        kept.append(own)
    if "/Annots" in page:
        page["/Annots"] = kept


def _structure(pdf: Pdf, digest: str, report: Report, drawn: Sequence[Drawn]) -> Structure | None:
    if not array(dictionary(pdf.Root, "/StructTreeRoot"), "/K"):
        return None
    try:
        tree = Structure(pdf, digest[:12], [each.annotation for each in drawn])
    except TooDeep:
        report.repair("Accessibility tags nested beyond reason were left out.")
        return None
    # Some programs write a tree that holds nothing; that is a file without tags.
    return tree if any(tree.marks.values()) or tree.forms else None


def _marks(pdf: Pdf, tree: Structure | None, forms: Forms, drawn: Sequence[Drawn]) -> list[content.Marks]:
    """For each page, what of its content is tagged."""
    if tree is None:
        return [content.Marks(None) for _page in pdf.pages]
    own = [frozenset(tree.marks[number]) for number in range(len(pdf.pages))]
    values, calls = fields.adopt(pdf, tree, drawn), forms.calls()
    return [
        content.Marks(owned, {**calls, **values[number]} if number in values else calls)
        for number, owned in enumerate(own)
    ]


def _contents(pdf: Pdf, marks: Sequence[content.Marks], report: Report) -> None:
    """Balance and bracket the drawing of every page, and find which marks it really has."""
    brackets: dict[tuple[bytes, bytes], tuple[Stream, Stream]] = {}
    for number, (page, own) in enumerate(zip(pdf.pages, marks, strict=True), start=1):
        _balance(pdf, page, number, own, report)
        drawing = content.streams(page.obj)
        around = PLAIN
        if own.owned is None:
            around = ONE_PARAGRAPH if tagging.has_text(page.obj) else ONE_FIGURE
        if around not in brackets:
            brackets[around] = (Stream(pdf, around[0]), Stream(pdf, around[1]))
        before, after = brackets[around]
        if drawing:
            page.obj["/Contents"] = Array([before, *drawing, after])
        elif "/Contents" in page.obj:
            del page.obj["/Contents"]


def _balance(pdf: Pdf, page: pikepdf.Page, number: int, marks: content.Marks, report: Report) -> None:
    try:
        if content.repair(pdf, page, marks) and marks.unbalanced:
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
        if key not in ("/Type", "/Pages", "/Lang", "/Names", "/OCProperties", "/StructTreeRoot"):
            del pdf.Root[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _size(place: boxes.Seen) -> tuple[float, float]:
    width, height = place.size
    return (round(width * place.unit, 2), round(height * place.unit, 2))
