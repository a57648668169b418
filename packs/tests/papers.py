"""PDFs made in code for the tests: plain ones, awkward ones and hostile ones."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from packs import metadata

STATIC = Path(__file__).resolve().parents[2] / "static"
FONT_CSS = "@font-face{font-family:S;src:url(fonts/SourceSans3-Regular.ttf)} body{font-family:S}"

A4 = (0, 0, 595, 842)


def written(pdf: Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def add_page(pdf: Pdf, words: str = "Words", box: tuple[float, ...] = A4, **entries: object) -> Dictionary:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    content = f"BT /F1 24 Tf {box[0] + 40} {box[1] + 60} Td ({words}) Tj ET".encode()
    page = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array(list(box)),
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=Stream(pdf, content),
        )
    )
    for key, value in entries.items():
        page["/" + key] = value
    pdf.pages.append(pikepdf.Page(page))
    return pdf.pages[-1].obj


def paper(pages: int = 2, change: Callable[[Pdf], None] | None = None, **save: object) -> bytes:
    """An untagged PDF of some pages; `change` spoils it."""
    with Pdf.new() as pdf:
        for number in range(1, pages + 1):
            add_page(pdf, f"Paper page {number}")
        if change is not None:
            change(pdf)
        return written(pdf, **save)


def tagged(*pages: list[str], language: str = "en-GB") -> bytes:
    """A tagged PDF: on each page a line of text per kind of element. All lines of kind L are one list."""
    with Pdf.new() as pdf:
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(S=Name.Document, P=root, K=Array()))
        items: list[Dictionary] = []
        for number, kinds in enumerate(pages, start=1):
            page, drawing = add_page(pdf), b""
            for mark, kind in enumerate(kinds):
                words = b"%s %d on page %d" % (kind.encode(), mark, number)
                place = (kind.encode(), mark, 800 - 20 * mark, words)
                drawing += b"/%s <</MCID %d>> BDC BT /F1 12 Tf 40 %d Td (%s) Tj ET EMC\n" % place
                element = pdf.make_indirect(
                    Dictionary(S=Name("/" + ("LI" if kind == "L" else kind)), P=document, Pg=page, K=mark)
                )
                (items if kind == "L" else document["/K"]).append(element)
            page["/Contents"] = Stream(pdf, drawing)
        if items:
            listing = pdf.make_indirect(Dictionary(S=Name.L, P=document, K=Array(items)))
            document["/K"].append(listing)
        root["/K"] = document
        pdf.Root["/StructTreeRoot"] = root
        metadata.describe(pdf, title="Paper", language=language, state=metadata.State(True, True))
        return written(pdf)


def action(kind: str, **entries: object) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name("/" + kind), **entries)


def link(**entries: object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 90, 30]), **entries)


def scan(width: int = 400, height: int = 560) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (width, height), "white")
    image.paste((90, 110, 130), (40, 40, width - 40, height // 2))
    image.save(out, "PDF", resolution=50)
    return out.getvalue()


def office(folder: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/document.xml", "<document/>")
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, kind)
    return out.getvalue()


def bomb(megabytes: int, times: int = 1) -> bytes:
    """A small file whose page content unpacks to very much."""
    data = zlib.compress(b" " * (megabytes * 1024 * 1024), 9)
    for _turn in range(times - 1):
        data = zlib.compress(data, 9)

    def swell(pdf: Pdf) -> None:
        stream = Stream(pdf, b"")
        filters = Array([Name.FlateDecode] * times)
        stream.write(data, filter=filters, decode_parms=Array([pikepdf.Object.parse(b"null")] * times))
        pdf.pages[0].obj["/Contents"] = stream

    return paper(1, swell, compress_streams=False)


def handmade(*objects: bytes) -> bytes:
    """A file written by hand, for what no library would write. Object 1 is the catalog."""
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return out
