"""What a PDF carries besides its pages: earlier revisions, files, forms, comments, layers, what it says of itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from packs.leaks.finding import Kind, Leak, short
from packs.objects import array, dictionary, inherited, text, tree_entries

startxref = re.compile(rb"startxref\s+\d+")
# Who wrote it and with what is in every file; these say more.
TELLING = ("/Author", "/Subject", "/Keywords", "/Company", "/Manager", "/Comments", "/SourceModified")
OUR_OWN = ("/Title", "/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped")
COMMENTS = frozenset({"/Text", "/Popup", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly"})
# Invisible, hidden, not to be viewed.
HIDDEN_FLAGS = 0b100011


def leftovers(data: bytes, *, still_there: bool) -> Iterator[Leak]:
    """Of the upload, which is rewritten before anybody sees it, or of the public copy, which should have none."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        # A file made for slow lines has its table of contents in two pieces, and is one revision all the same.
        if len(startxref.findall(data)) > (2 if pdf.is_linearized else 1):
            yield Leak(Kind.REVISION, still_there=still_there)
        # What is seen of a form in the upload is printed on the page when it is rewritten.
        fields = _fields(pdf) if still_there else ()
        for kind, words in [*_files(pdf), *fields, *_metadata(pdf, still_there)]:
            yield Leak(kind, still_there=still_there, words=short(words))
        if _switched_off(pdf):
            # Layers are kept when the file is rewritten: without them everything in them would show.
            yield Leak(Kind.LAYER, still_there=True)
        for number, page in enumerate(pdf.pages, start=1):
            yield from _annotations(page.obj, number, still_there)


def _files(pdf: Pdf) -> Iterator[tuple[Kind, str]]:
    embedded = dictionary(dictionary(pdf.Root, "/Names"), "/EmbeddedFiles")
    names = [text(key) for key, _value in tree_entries(embedded, "/Names")]
    names += [text(item.get("/F")) for item in array(pdf.Root, "/AF") if isinstance(item, Dictionary)]
    if names:
        yield Kind.ATTACHMENT, ", ".join(dict.fromkeys(names))


def _fields(pdf: Pdf) -> Iterator[tuple[Kind, str]]:
    if "/AcroForm" in pdf.Root:
        yield Kind.FORM, ""


def _metadata(pdf: Pdf, still_there: bool) -> Iterator[tuple[Kind, str]]:
    info = dictionary(pdf.trailer, "/Info") or Dictionary()
    said = []
    for key in list(info.keys()):
        if key in TELLING or (key not in OUR_OWN and text(info.get(key))):
            said.append(f"{key[1:]}: {text(info.get(key))}")
    xmp = pdf.Root.get("/Metadata")
    if isinstance(xmp, Stream) and not still_there:
        said += _described(xmp)
    for item in pdf.objects if still_there else ():
        holder = item.stream_dict if isinstance(item, Stream) else item
        if isinstance(item, Stream) and "/Metadata" in holder:
            said.append("description of a picture")
    if any(words.partition(": ")[2] or words for words in said):
        yield Kind.METADATA, "; ".join(said)


def _described(xmp: Stream) -> list[str]:
    try:
        source = xmp.read_bytes().decode("utf-8", "replace")
    except pikepdf.PdfError:
        return []
    found = []
    for name in ("dc:creator", "dc:description", "dc:subject", "pdf:Keywords", "xmpMM:History"):
        match = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", source, re.DOTALL)
        words = " ".join(re.sub(r"<[^>]+>", " ", match[1]).split()) if match else ""
        if words:
            found.append(f"{name.partition(':')[2]}: {words}")
    return found


def _switched_off(pdf: Pdf) -> bool:
    properties = dictionary(pdf.Root, "/OCProperties")
    default = dictionary(properties, "/D")
    groups = array(properties, "/OCGs")
    if not groups or default is None:
        return False
    on = {item.objgen for item in array(default, "/ON")}
    off = {item.objgen for item in array(default, "/OFF")}
    for group in groups:
        if not isinstance(group, Dictionary):
            continue
        usage = dictionary(group, "/Usage")
        uses = [(dictionary(usage, key), name) for key, name in USES]
        states = [use.get(name) for use, name in uses if use is not None]
        unseen = default.get("/BaseState") == Name.OFF and group.objgen not in on
        if unseen or group.objgen in off or Name.OFF in states:
            return True
    return False


USES = (("/View", "/ViewState"), ("/Print", "/PrintState"), ("/Export", "/ExportState"))


def _annotations(page: Object, number: int, still_there: bool) -> Iterator[Leak]:
    comments = []
    for annotation in array(page, "/Annots"):
        if not isinstance(annotation, Dictionary):
            continue
        kind = text(annotation.get("/Subtype"))
        if kind == "/Redact":
            # It marks what is to be taken out; nothing has been taken out.
            yield Leak(Kind.MARKED, page=number, box=_box(page, annotation))
        elif kind == "/FileAttachment":
            yield Leak(Kind.ATTACHMENT, still_there, number, words=short(text(annotation.get("/Contents"))))
        elif kind == "/Widget":
            if int(annotation.get("/F", 0)) & HIDDEN_FLAGS and text(annotation.get("/V")):
                yield Leak(Kind.FORM, still_there, number, words=short(text(annotation.get("/V"))))
        elif kind != "/Link" and (kind in COMMENTS or text(annotation.get("/Contents"))):
            comments.append(text(annotation.get("/Contents")))
    if (still_there and comments) or any(comments):
        yield Leak(Kind.COMMENT, still_there, number, words=short("; ".join(filter(None, comments))))


def _box(page: Object, annotation: Dictionary) -> tuple[float, float, float, float] | None:
    """Where a mark is on the page, when the page is not turned."""
    whole, rectangle = inherited(page, "/CropBox") or inherited(page, "/MediaBox"), annotation.get("/Rect")
    if not isinstance(whole, Array) or not isinstance(rectangle, Array) or inherited(page, "/Rotate"):
        return None
    left, bottom, right, top = (float(side) for side in whole)
    x0, y0, x1, y1 = (float(side) for side in rectangle)
    width, height = max(right - left, 1), max(top - bottom, 1)
    return (
        round((min(x0, x1) - left) / width, 4),
        round((top - max(y0, y1)) / height, 4),
        round((max(x0, x1) - left) / width, 4),
        round((top - min(y0, y1)) / height, 4),
    )
