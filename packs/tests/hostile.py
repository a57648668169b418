"""Awkward and hostile PDFs made in code, each with what must become of it."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from packs.tests.papers import action, handmade, link, paper, tagged

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"
WORDS = b"<</Length 3>>stream\nq Q\nendstream"

TAKEN, REFUSED = "taken", "refused"
Change = Callable[[Pdf], None]


def drawing(content: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Contents"] = Stream(pdf, content)

    return change


def on_page(**entries: object) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj["/" + key] = value

    return change


def in_catalog(**entries: object) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root["/" + key] = value

    return change


def structure(build: Callable[[Pdf, Dictionary], object]) -> Change:
    """A structure tree whose top is what `build` returns, on a page that has one mark."""

    def change(pdf: Pdf) -> None:
        drawing(b"/P <</MCID 0>> BDC BT /F1 9 Tf (x) Tj ET EMC")(pdf)
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root["/K"] = build(pdf, root)
        pdf.Root["/StructTreeRoot"] = root

    return change


def element(pdf: Pdf, kids: object, kind: str = "P") -> Dictionary:
    return pdf.make_indirect(Dictionary(S=Name("/" + kind), Pg=pdf.pages[0].obj, K=kids))


def deep(levels: int) -> Callable[[Pdf, Dictionary], object]:
    def build(pdf: Pdf, _root: Dictionary) -> object:
        inner = element(pdf, 0)
        for _level in range(levels):
            inner = element(pdf, inner, "Div")
        return inner

    return build


def role_circle(pdf: Pdf, root: Dictionary) -> object:
    root["/RoleMap"] = Dictionary(A=Name.B, B=Name.A)
    return element(pdf, 0, "A")


def odd_kids(pdf: Pdf, _root: Dictionary) -> object:
    kids = [String("x"), Name.X, -1, 2_000_000_000, 0, 0, Array([0]), Stream(pdf, b""), Dictionary()]
    return element(pdf, Array(kids))


def odd_attributes(pdf: Pdf, root: Dictionary) -> object:
    root["/ClassMap"] = Array()
    made = element(pdf, 0)
    made["/A"], made["/C"], made["/ID"] = Array([1, Name.X, Dictionary(Headers=1)]), Name.C, Array()
    return made


def crowd(pdf: Pdf, _root: Dictionary) -> object:
    return element(pdf, Array([0, *(Dictionary(S=Name.Span) for _ in range(50_000))]))


def blank_with_tags(pdf: Pdf) -> None:
    structure(lambda pdf, _root: element(pdf, Array()))(pdf)
    del pdf.pages[0].obj["/Contents"]


def form_in_itself(pdf: Pdf) -> None:
    form = Stream(pdf, b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form["/Resources"] = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].obj["/Resources"]["/XObject"] = Dictionary(F=form)
    drawing(b"/F Do")(pdf)


def huge_image(pdf: Pdf) -> None:
    image = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Image, Width=32000, Height=32000)
    image.write(zlib.compress(bytes(128_000_000), 1), filter=Name.FlateDecode)
    image["/BitsPerComponent"], image["/ColorSpace"] = 1, Name.DeviceGray
    pdf.pages[0].obj["/Resources"]["/XObject"] = Dictionary(I=image)
    drawing(b"q 500 0 0 500 0 0 cm /I Do Q")(pdf)


def long_chain(pdf: Pdf) -> None:
    last = action("Launch", F=String("cmd.exe"))
    for _step in range(2000):
        last = pdf.make_indirect(action("GoTo", D=String("x"), Next=last))
    pdf.Root["/OpenAction"] = last


def name_circle(pdf: Pdf) -> None:
    node = pdf.make_indirect(Dictionary(Names=Array([String("a"), String("a")])))
    node["/Kids"] = Array([node])
    pdf.Root["/Names"] = Dictionary(Dests=node)
    pdf.pages[0].obj["/Annots"] = Array([link(Dest=String("a"))])


def page_twice(pdf: Pdf) -> None:
    tree = pdf.Root["/Pages"]
    tree["/Kids"], tree["/Count"] = Array([tree["/Kids"][0], tree["/Kids"][0]]), 2


def signed(pdf: Pdf) -> None:
    field = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), Rect=Array([0, 0, 9, 9]))
    )
    field["/V"] = Dictionary(Type=Name.Sig, Contents=String("00"), ByteRange=Array([0, 1, 2, 3]))
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.pages[0].obj["/Annots"] = Array([field])


def odd_annotations(pdf: Pdf) -> None:
    made = [1, Name.X, Dictionary(), Dictionary(Subtype=Name.Link), link(A=Array()), link(Dest=Array())]
    shapes = [Dictionary(Type=Name.Annot, Subtype=Name.Square, AP=Dictionary(N=Name.X))]
    pdf.pages[0].obj["/Annots"] = Array([*made, *shapes])


def by_hand(
    page: bytes = PAGE, pages: bytes = PAGES, catalog: bytes = CATALOG, words: bytes = WORDS
) -> bytes:
    return handmade(catalog, pages, page, words)


def many_pages(number: int) -> bytes:
    return by_hand(pages=b"<</Type/Pages/Count %d/Kids[%s]>>" % (number, b"3 0 R " * number))


def tail(text: bytes) -> bytes:
    """A sound file whose trailer is replaced."""
    data = by_hand()
    return data[: data.rindex(b"trailer")] + text


def files() -> list[tuple[str, bytes, str]]:
    good = by_hand()
    return [
        ("circular cross references", good.replace(b"/Root", b"/Prev 9/Root"), TAKEN),
        ("no trailer", tail(b""), REFUSED),
        ("empty trailer", tail(b"trailer<<>>startxref\n0\n%%EOF"), REFUSED),
        ("root is a page", tail(b"trailer<</Root 3 0 R/Size 5>>startxref\n0\n%%EOF"), REFUSED),
        ("wrong table", good.replace(b"startxref\n", b"startxref\n9"), TAKEN),
        ("unheard-of version", good.replace(b"%PDF-1.4", b"%PDF-9.9"), TAKEN),
        ("changed afterwards", good + b"\n%%EOF\njunk\n%%EOF\n", TAKEN),
        ("unknown encryption", good.replace(b"/Root", b"/Encrypt<</Filter/Odd/V 9>>/Root"), REFUSED),
        ("wrong stream length", by_hand(words=WORDS.replace(b"3", b"99999")), TAKEN),
        ("negative count", by_hand(pages=PAGES.replace(b"1", b"-1", 1)), TAKEN),
        ("pages in words", by_hand(pages=PAGES.replace(b"/Count 1", b"/Count(many)")), TAKEN),
        ("no kids", by_hand(pages=b"<</Type/Pages/Count 1>>"), REFUSED),
        ("kid is a number", by_hand(pages=PAGES.replace(b"[3 0 R", b"[7 3 0 R")), TAKEN),
        ("kid is missing", by_hand(pages=b"<</Type/Pages/Count 1/Kids[99 0 R]>>"), REFUSED),
        ("a page listed 20,000 times", many_pages(20_000), REFUSED),
        ("page without type", by_hand(page=PAGE.replace(b"/Type/Page", b"")), TAKEN),
        ("content missing", by_hand(page=PAGE.replace(b"4 0 R", b"99 0 R")), TAKEN),
        ("content is a page", by_hand(page=PAGE.replace(b"4 0 R", b"3 0 R")), TAKEN),
        ("content in pieces", by_hand(page=PAGE.replace(b"4 0 R", b"[4 0 R null 7 99 0 R]")), REFUSED),
        ("resources are a list", by_hand(page=PAGE.replace(b"<<>>", b"[]")), TAKEN),
        ("sizes are names", by_hand(page=PAGE.replace(b"[0 0 595 842]", b"[/a/b/c/d]")), TAKEN),
        ("sizes beyond numbers", by_hand(page=PAGE.replace(b"595 842", b"1e999 9" + b"9" * 400)), REFUSED),
        ("turned without end", by_hand(page=PAGE.replace(b"/Contents", b"/Rotate 90000000/Contents")), TAKEN),
        ("unknown filter", by_hand(words=WORDS.replace(b"3>>", b"3/Filter/Odd>>")), REFUSED),
        ("name that is none", by_hand(page=PAGE.replace(b"<<>>", b"<</Font#<</F 4 0 R>>>>")), REFUSED),
        (
            "drawing that is nothing",
            by_hand(page=PAGE.replace(b"<<>>", b"<</XObject<</F 99 0 R/G 7>>>>")),
            TAKEN,
        ),
        ("page listed twice", paper(1, page_twice), TAKEN),
        ("open 20,000 deep", paper(1, drawing(b"q " * 20_000)), TAKEN),
        ("closed 20,000 times", paper(1, drawing(b"Q ET EMC " * 20_000)), TAKEN),
        ("marks never closed", paper(1, drawing(b"/P <</MCID 0>> BDC " * 5000)), TAKEN),
        ("noise for drawing", paper(1, drawing(bytes(range(256)) * 40)), TAKEN),
        ("picture without end", paper(1, drawing(b"BI /W 9 /H 9 /BPC 8 ID " + bytes(50))), TAKEN),
        ("numbers without end", paper(1, drawing(b"9" * 100_000 + b" 0 m S")), TAKEN),
        ("drawing draws itself", paper(1, form_in_itself), TAKEN),
        ("picture of a billion dots", paper(1, huge_image), TAKEN),
        ("fonts are a name", paper(1, on_page(Resources=Dictionary(Font=Name.X))), TAKEN),
        ("group is a number", paper(1, on_page(Group=7, StructParents=String("x"))), TAKEN),
        ("odd annotations", paper(1, odd_annotations), TAKEN),
        ("annotations are a name", paper(1, on_page(Annots=Name.X)), TAKEN),
        ("actions in a long chain", paper(1, long_chain), TAKEN),
        (
            "form sent to an address",
            paper(1, in_catalog(OpenAction=action("SubmitForm", F=String("x")))),
            TAKEN,
        ),
        ("opening at no page", paper(1, in_catalog(OpenAction=Array([99, Name.Fit]))), TAKEN),
        ("names in a circle", paper(1, name_circle), TAKEN),
        ("signed", paper(1, signed), TAKEN),
        ("language is a list", paper(1, in_catalog(Lang=Array(), MarkInfo=1)), TAKEN),
        ("metadata is a name", by_hand(catalog=CATALOG.replace(b"/Pages", b"/Metadata/X/Pages")), TAKEN),
        ("layers are numbers", paper(1, in_catalog(OCProperties=Dictionary(OCGs=7, D=Array()))), TAKEN),
        ("title of a megabyte", paper(1, title(1_000_000)), TAKEN),
        ("structure is a list", paper(1, in_catalog(StructTreeRoot=Array())), TAKEN),
        ("structure of odd things", paper(1, structure(odd_kids)), TAKEN),
        ("structure 500 deep", paper(1, structure(deep(500))), TAKEN),
        ("structure of 50,000", paper(1, structure(crowd)), TAKEN),
        ("roles in a circle", paper(1, structure(role_circle)), TAKEN),
        ("odd attributes", paper(1, structure(odd_attributes)), TAKEN),
        ("mark beyond numbers", paper(1, structure(lambda pdf, _root: element(pdf, 10**12))), TAKEN),
        ("tags on a blank page", paper(1, blank_with_tags), TAKEN),
        ("language with control signs", tagged(["H1"], language="en\x00\x01<"), TAKEN),
    ]


def title(length: int) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.docinfo["/Title"] = String("T" * length)

    return change
