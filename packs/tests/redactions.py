"""Badly redacted papers: each looks as if KESTREL were taken out of it, and each still has it somewhere."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator

import pikepdf
import pypdfium2
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Page, Pdf, Stream
from PIL import Image, ImageDraw

from packs.leaks import Kind
from packs.tests.papers import A4, written

SECRET = "KESTREL MARINE BID"
LINES = (
    "Report on the harbour wall and its repair",
    "The wall was surveyed in March and found wanting.",
    f"The lowest tender is {SECRET} at 412900 pounds.",
    "Members are asked to note the programme of works.",
    "The works are expected to last eleven months.",
    "Traffic on the quay will be managed throughout.",
)
TOP, LEADING, SIZE = 760, 40, 14
# Where the third line stands: left, bottom, width, height.
LINE = (38, TOP - 2 * LEADING - 5, 420, 20)

Change = Callable[[Pdf, Dictionary], None]


def drawing(lines: tuple[str, ...] = LINES, *, mode: int = 0, shift: float = 0) -> bytes:
    rows = [
        f"BT /F1 {SIZE} Tf {mode} Tr 0 g {40 + shift} {TOP - LEADING * place + shift} Td ({line}) Tj ET"
        for place, line in enumerate(lines)
    ]
    return f"\n{chr(10).join(rows)}\n".encode()


def page(pdf: Pdf, content: bytes, box: tuple[float, ...] = A4, **resources: Dictionary) -> Dictionary:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array(list(box)),
            Resources=Dictionary(Font=Dictionary(F1=font), **resources),
            Contents=Stream(pdf, content),
        )
    )
    pdf.pages.append(Page(made))
    return pdf.pages[-1].obj


def paper(content: bytes, change: Change | None = None, **save: object) -> bytes:
    with Pdf.new() as pdf:
        made = page(pdf, content)
        if change is not None:
            change(pdf, made)
        return written(pdf, **save)


def patch(colour: str = "0 0 0 rg", box: tuple[float, ...] = LINE) -> bytes:
    return f" {colour} {' '.join(map(str, box))} re f ".encode()


def image(pdf: Pdf, picture: Image.Image) -> Stream:
    grey = picture.convert("L")
    return Stream(
        pdf,
        grey.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=grey.width,
        Height=grey.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )


def pictured(**pictures: Image.Image) -> Change:
    def change(pdf: Pdf, made: Dictionary) -> None:
        found = {name: image(pdf, picture) for name, picture in pictures.items()}
        made["/Resources"]["/XObject"] = Dictionary(**found)

    return change


def put(name: str, box: tuple[float, ...] = (0, 0, 595, 842)) -> bytes:
    left, bottom, width, height = box
    return f" q {width} 0 0 {height} {left} {bottom} cm /{name} Do Q ".encode()


def noise(seed: int = 1) -> Image.Image:
    source = random.Random(seed)
    return Image.frombytes("L", (120, 160), source.randbytes(120 * 160)).resize((600, 800))


def scanned(content: bytes = b"", marks: Callable[[ImageDraw.ImageDraw], None] | None = None) -> Image.Image:
    """What a scanner makes of a page: the writing with some dirt; `marks` is drawn onto the picture."""
    with pypdfium2.PdfDocument(paper(content or drawing())) as document:
        picture = document[0].render(scale=2, grayscale=True).to_pil().convert("L").copy()
    if marks is not None:
        marks(ImageDraw.Draw(picture))
    dirt = random.Random(7)
    for _speck in range(150):
        place = (dirt.randrange(picture.width), dirt.randrange(picture.height))
        picture.putpixel(place, dirt.randrange(120, 250))
    return picture


def blot(fill: int) -> Callable[[ImageDraw.ImageDraw], None]:
    left, bottom, width, height = LINE
    return lambda pen: pen.rectangle(
        (2 * left, 2 * (842 - bottom - height), 2 * (left + width), 2 * (842 - bottom)), fill=fill
    )


def annotated(subtype: str, **entries: object) -> Change:
    """An annotation over the third line, black unless `entries` say otherwise."""

    def change(pdf: Pdf, made: Dictionary) -> None:
        left, bottom, width, height = LINE
        look = Stream(
            pdf,
            f"0 0 0 rg 0 0 {width} {height} re f".encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, width, height]),
        )
        mark = Dictionary(
            Type=Name.Annot,
            Subtype=Name("/" + subtype),
            Rect=Array([left, bottom, left + width, bottom + height]),
            F=4,
        )
        if subtype not in ("Text", "Redact", "FileAttachment"):
            mark["/AP"] = Dictionary(N=look)
        for key, value in entries.items():
            mark["/" + key] = value
        made["/Annots"] = Array([pdf.make_indirect(mark)])

    return change


def layered(default: Callable[[Dictionary], Dictionary], *, picture: bool = False) -> bytes:
    def change(pdf: Pdf, made: Dictionary) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Names"))
        made["/Resources"]["/Properties"] = Dictionary(L1=group)
        if picture:
            pictured(P=scanned())(pdf, made)
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=default(group))

    hidden = put("P") if picture else b"BT /F1 14 Tf 40 400 Td (" + SECRET.encode() + b") Tj ET"
    return paper(b"BT /F1 14 Tf 40 700 Td (Seen) Tj ET /OC /L1 BDC " + hidden + b" EMC", change)


def in_form(pdf: Pdf, made: Dictionary) -> None:
    made["/Resources"]["/XObject"] = Dictionary(
        Fm=Stream(
            pdf,
            drawing() + patch(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 595, 842]),
            Resources=Dictionary(Font=made["/Resources"]["/Font"]),
        )
    )


def state(**entries: object) -> Change:
    def change(_pdf: Pdf, made: Dictionary) -> None:
        made["/Resources"]["/ExtGState"] = Dictionary(G1=Dictionary(**entries))

    return change


def entry(key: str, value: object) -> Change:
    def change(_pdf: Pdf, made: Dictionary) -> None:
        made[key] = value

    return change


def attached(pdf: Pdf, _made: Dictionary) -> None:
    pdf.attachments["tenders.csv"] = AttachedFileSpec(pdf, SECRET.encode(), filename="tenders.csv")


def hidden_field(pdf: Pdf, made: Dictionary) -> None:
    annotated("Widget", FT=Name.Tx, T="winner", V=SECRET, F=2)(pdf, made)
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([made["/Annots"][0]]))


def about(pdf: Pdf, _made: Dictionary) -> None:
    pdf.docinfo["/Keywords"] = SECRET


def described(pdf: Pdf, _made: Dictionary) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = SECRET


def revised() -> bytes:
    """The name was taken out and the file saved; the page as it was before is still at its start."""
    first = paper(drawing(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with Pdf.open(io.BytesIO(first)) as pdf:
        place, size = pdf.pages[0].Contents.objgen[0], len(pdf.objects) + 1
        root = pdf.Root.objgen[0]
    content = drawing(tuple(line.replace(SECRET, "") for line in LINES))
    body = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (place, len(content), content)
    before = first.rindex(b"startxref") + len(b"startxref")
    prev = int(first[before:].split()[0])
    table = len(first) + len(body)
    tail = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return first + body + tail % (place, len(first), size, root, prev, table)


def without_name() -> bytes:
    return drawing(tuple(line.replace(SECRET, "") for line in LINES))


def line(words: str = SECRET, place: str = "40 400", before: str = "", size: float = 14) -> bytes:
    return f" q {before} BT /F1 {size} Tf {place} Td ({words}) Tj ET Q ".encode()


def badly_redacted() -> Iterator[tuple[str, bytes, Kind]]:
    """Name, file and what must be found in it."""
    yield from _covered()
    yield from _invisible()
    yield from _scans()
    yield from _carried()


def _covered() -> Iterator[tuple[str, bytes, Kind]]:
    yield "a black box over words", paper(drawing() + patch()), Kind.COVERED
    yield "a white box over words", paper(drawing() + patch("1 1 1 rg")), Kind.COVERED
    yield "a green box over words", paper(drawing() + patch("0 0.4 0.2 rg")), Kind.COVERED
    yield "a box over one name", paper(drawing() + patch(box=(160, 675, 160, 20))), Kind.COVERED
    yield (
        "a box that leaves the feet of letters",
        paper(drawing() + patch(box=(38, 681, 420, 20))),
        Kind.COVERED,
    )
    polygon = b" 0 g 30 670 m 470 668 l 472 702 l 28 704 l h f"
    yield "a crooked shape over words", paper(drawing() + polygon), Kind.COVERED
    yield "words and box inside a form", paper(b"/Fm Do", in_form), Kind.COVERED
    black = Image.new("L", (8, 8), 0)
    yield "a black picture over words", paper(drawing() + put("P", LINE), pictured(P=black)), Kind.COVERED
    yield "a photograph over words", paper(drawing() + put("P", LINE), pictured(P=noise())), Kind.COVERED
    yield "a map over a whole page of words", paper(drawing() + put("P"), pictured(P=noise(2))), Kind.COVERED
    yield "a black square as a comment", paper(drawing(), annotated("Square")), Kind.COVERED
    yield "a black highlighter", paper(drawing(), annotated("Highlight")), Kind.COVERED
    yield "a black stamp", paper(drawing(), annotated("Stamp")), Kind.COVERED
    yield "marked for redaction, never applied", paper(drawing(), annotated("Redact")), Kind.MARKED
    turned = paper(drawing() + patch(), entry("/Rotate", 90))
    yield "a black box on a page that is turned", turned, Kind.COVERED
    yield "black words on black", paper(patch() + drawing()), Kind.INVISIBLE


def _invisible() -> Iterator[tuple[str, bytes, Kind]]:
    seen = without_name()
    yield "white words", paper(seen + line(before="1 g")), Kind.INVISIBLE
    yield "words as good as white", paper(seen + line(before="0.97 g")), Kind.INVISIBLE
    yield "words that are not drawn", paper(seen + line(before="3 Tr")), Kind.INVISIBLE
    see_through = state(ca=0)
    yield (
        "words that let everything through",
        paper(seen + line(before="/G1 gs"), see_through),
        Kind.INVISIBLE,
    )
    yield "words too small to see", paper(seen + line(size=0.4)), Kind.INVISIBLE
    yield "words cut off by a frame", paper(seen + line(before="0 0 10 10 re W n")), Kind.INVISIBLE
    yield "words above the page", paper(seen + line(place="40 900")), Kind.OFF_PAGE
    yield "words beside the page", paper(seen + line(place="-400 300")), Kind.OFF_PAGE
    cropped = entry("/CropBox", Array([0, 450, 595, 842]))
    yield "words cropped away", paper(seen + line(), cropped), Kind.OFF_PAGE
    yield "a layer that is off", layered(lambda group: Dictionary(OFF=Array([group]))), Kind.LAYER
    all_off = layered(lambda group: Dictionary(BaseState=Name.OFF))
    yield "a file with all layers off", all_off, Kind.LAYER
    picture = layered(lambda group: Dictionary(OFF=Array([group])), picture=True)
    yield "a picture in a layer that is off", picture, Kind.LAYER


def _scans() -> Iterator[tuple[str, bytes, Kind]]:
    recognised = drawing(mode=3)
    blackened, whitened = scanned(marks=blot(0)), scanned(marks=blot(255))
    over = put("P") + recognised
    yield "a blackened scan with its words", paper(over, pictured(P=blackened)), Kind.COVERED
    yield "a whitened scan with its words", paper(over, pictured(P=whitened)), Kind.COVERED
    yield (
        "a blackened scan with its words behind",
        paper(drawing() + put("P"), pictured(P=blackened)),
        Kind.COVERED,
    )
    yield "a box over a scan", paper(put("P") + patch(), pictured(P=scanned())), Kind.PICTURE
    yield "a white box over a scan", paper(put("P") + patch("1 1 1 rg"), pictured(P=scanned())), Kind.PICTURE
    yield "a box over a scan with its words", paper(over + patch(), pictured(P=scanned())), Kind.COVERED
    two = pictured(P=scanned(), Q=Image.new("L", (8, 8), 0))
    yield "a black picture over a scan", paper(put("P") + put("Q", LINE), two), Kind.PICTURE
    outside = without_name() + put("P", (0, 900, 300, 400))
    yield "a picture above the page", paper(outside, pictured(P=scanned())), Kind.OFF_PAGE


def _carried() -> Iterator[tuple[str, bytes, Kind]]:
    seen = without_name()
    yield "saved over an earlier version", revised(), Kind.REVISION
    yield "a file packed inside", paper(seen, attached), Kind.ATTACHMENT
    pin = annotated("FileAttachment", Contents=SECRET)
    yield "a file pinned to the page", paper(seen, pin), Kind.ATTACHMENT
    yield "a form field that is hidden", paper(seen, hidden_field), Kind.FORM
    yield "a sticky note", paper(seen, annotated("Text", Contents=SECRET)), Kind.COMMENT
    yield "keywords", paper(seen, about), Kind.METADATA
    yield "a description", paper(seen, described), Kind.METADATA
