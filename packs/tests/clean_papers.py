"""Papers with nothing to hide, of the kinds councils publish every week: the gate must let them pass."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from packs.render import draw
from packs.tests import papers
from packs.tests.papers import FONT_CSS, STATIC
from packs.tests.redactions import (
    LINES,
    SECRET,
    annotated,
    blot,
    drawing,
    entry,
    line,
    noise,
    paper,
    patch,
    pictured,
    put,
    scanned,
    state,
    without_name,
)

WORDS = drawing(
    ("Report of the Director of Place", "The committee is asked to note the report.", "12.5 million")
)
TABLE = """<table><thead><tr><th>Ward</th><th>Spend</th></tr></thead><tbody>
<tr><td>Quayside</td><td>12,400</td></tr><tr><td>Millbrook</td><td>9,180</td></tr></tbody></table>"""
STYLE = """th{background:#0b0c0c;color:#fff} tr:nth-child(2n) td{background:#eee} .faint{color:#bbb}
.box{background:#ffdd00;padding:4px} .small{font-size:6pt} .shadow{text-shadow:1px 1px #999}
.bar{background:#1d70b8;height:12px} del{color:#888}"""


def clean() -> Iterator[tuple[str, bytes]]:
    yield from _words()
    yield from _colours()
    yield from _pictures()
    yield from _scans()
    yield from _programs()


def _words() -> Iterator[tuple[str, bytes]]:
    yield "plain words", paper(WORDS)
    yield "a tagged report", papers.tagged(["H1", "P", "L", "L"], ["H2", "P"])
    yield "two pages", papers.paper(2)
    yield "a name properly taken out", paper(without_name())
    yield "a black box with nothing under it", paper(without_name() + patch(box=(300, 675, 120, 20)))
    yield "small footnotes", paper(WORDS + line("See the minutes of 4 March, page 12", size=5))
    yield "bold made by printing twice", paper(WORDS + WORDS)
    yield "words with an outline", paper(WORDS + line("Outlined", before="1 Tr 0.5 w", size=24))
    yield "words filled and outlined", paper(WORDS + line("Outlined", before="2 Tr 0 0 1 rg", size=24))
    lines = b" 0.5 w 40 764 m 300 764 l S 40 679 420 1 re f "
    yield "underlined and struck through", paper(drawing() + lines)
    yield "a frame around words", paper(drawing() + b" 38 675 420 20 re S ")
    header = line("Scrutiny Committee 4 March", "40 815", size=9) + line("Page 1 of 9", "500 20", size=9)
    yield "header and footer", paper(WORDS + header)
    yield "a page on its side", paper(drawing(), entry("/Rotate", 90))
    yield "margins cropped", paper(WORDS, entry("/CropBox", Array([20, 20, 575, 822])))
    yield "letters drawn as pictures", paper(WORDS + b" BT /T3 20 Tf 40 300 Td (aa a) Tj ET ", _drawn_letters)


def _drawn_letters(pdf: Pdf, made: Dictionary) -> None:
    square = Stream(pdf, b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    made["/Resources"]["/Font"]["/T3"] = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 750, 750]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(square=square),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.square])),
            FirstChar=97,
            LastChar=97,
            Widths=Array([1000]),
            Resources=Dictionary(),
        )
    )


def _colours() -> Iterator[tuple[str, bytes]]:
    yield (
        "white words on a dark heading",
        paper(patch("0 0.2 0.4 rg") + line("Ward", "60 680", "1 g") + WORDS),
    )
    yield "a yellow box behind words", paper(patch("1 0.9 0 rg") + drawing())
    glass = patch("1 0.9 0 rg").replace(b" 1 0.9", b" q /G1 gs 1 0.9", 1) + b" Q "
    yield "a box one can see through", paper(drawing() + glass, state(ca=0.3))
    yield "a highlighter", paper(drawing(), _highlighter)
    yield "DRAFT across the page", paper(line("DRAFT", "60 400", "0.85 g", 150) + drawing())
    faint = paper(drawing() + line("DRAFT", "60 400", "/G1 gs", 150), state(ca=0.12))
    yield "DRAFT one can see through", faint
    yield "grey words", paper(drawing() + line("For information", before="0.6 g"))
    yield "a coloured page", paper(b" 0.9 0.95 1 rg 0 0 595 842 re f " + drawing())
    bars = b"".join(b" 0 0.3 0.6 rg %d 200 30 %d re f " % (60 + 50 * n, 40 + 30 * n) for n in range(6))
    yield "a bar chart", paper(WORDS + b" 0.8 G 40 200 400 1 re S 40 260 400 1 re S " + bars)


def _highlighter(pdf: Pdf, made: Dictionary) -> None:
    annotated("Highlight")(pdf, made)
    look = made["/Annots"][0]["/AP"]["/N"]
    look.write(b"/G1 gs 1 1 0 rg 0 0 420 20 re f")
    look["/Resources"] = Dictionary(ExtGState=Dictionary(G1=Dictionary(BM=Name.Multiply)))


def _pictures() -> Iterator[tuple[str, bytes]]:
    photo = pictured(P=noise())
    yield (
        "a photograph with a caption",
        paper(WORDS + put("P", (100, 300, 300, 200)) + line(place="100 280"), photo),
    )
    title = put("P", (0, 400, 595, 300)) + line("Harbour strategy", "60 500", "1 g", 40)
    yield (
        "a title on a photograph",
        paper(title.replace(b"1 g", b"1 1 1 rg"), pictured(P=Image.new("L", (9, 9), 60))),
    )
    banner = put("P", (0, 400, 595, 300)) + patch("1 1 1 rg", (40, 450, 300, 60))
    yield (
        "a caption in a box on a photograph",
        paper(banner + line("The quay in 2019", "60 470", "0 g"), photo),
    )
    yield (
        "a picture on a coloured patch",
        paper(patch("0.9 0.9 1 rg", (90, 290, 320, 220)) + put("P", (100, 300, 300, 200)), photo),
    )
    yield "a logo above the words", paper(put("P", (40, 790, 100, 40)) + WORDS, photo)
    yield (
        "a picture to the edge",
        paper(put("P", (-10, 700, 620, 160)) + WORDS.replace(b"760", b"600"), photo),
    )
    yield "a map with its layers on", _map()
    yield "a picture that says who took it", paper(put("P", (100, 300, 300, 200)), _described)


def _described(pdf: Pdf, made: Dictionary) -> None:
    pictured(P=noise())(pdf, made)
    made["/Resources"]["/XObject"]["/P"]["/Metadata"] = Stream(
        pdf, b"<x>Petra Lindqvist</x>", Type=Name.Metadata
    )


def _map() -> bytes:
    def change(pdf: Pdf, made: Dictionary) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Roads"))
        made["/Resources"]["/Properties"] = Dictionary(L1=group)
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(ON=Array([group])))

    return paper(WORDS + b" /OC /L1 BDC 0 0 1 RG 40 100 m 500 400 l S EMC " + line("Quay Road"), change)


def _scans() -> Iterator[tuple[str, bytes]]:
    recognised = drawing(mode=3)
    plain = scanned()
    yield "a scan", paper(put("P"), pictured(P=plain))
    yield "a scan with its words on top", paper(put("P") + recognised, pictured(P=plain))
    yield "a scan with its words behind", paper(drawing() + put("P"), pictured(P=plain))
    beside = put("P") + drawing(mode=3, shift=1.5)
    yield "a scan with its words a little beside", paper(beside, pictured(P=plain))
    black_and_white = plain.point([255 if level > 140 else 0 for level in range(256)])
    yield "a scan in black and white", paper(put("P") + recognised, pictured(P=black_and_white))
    yield "a scan on its side", paper(put("P") + recognised, _turned(plain))
    yield (
        "a grey scan",
        paper(put("P") + recognised, pictured(P=plain.point([90 + level // 2 for level in range(256)]))),
    )
    half = put("P", (100, 300, 297.5, 421)) + b" q 0.5 0 0 0.5 100 300 cm " + recognised + b" Q "
    yield "a scanned table in a report", paper(WORDS + half, pictured(P=plain))
    gone = scanned(without_name())
    by_hand = drawing(tuple(words.replace(SECRET, "") for words in LINES), mode=3)
    yield "a scan of a paper redacted by hand", paper(put("P") + by_hand, pictured(P=gone))
    marked = scanned(without_name(), blot(0))
    rest = drawing(
        ("Report on the harbour wall and its repair", "The wall was surveyed in March and found wanting."),
        mode=3,
    )
    yield "a blackened scan whose words are gone too", paper(put("P") + rest, pictured(P=marked))
    yield "a scan without the name", paper(put("P") + rest, pictured(P=gone))


def _turned(picture: Image.Image):
    def change(pdf: Pdf, made: Dictionary) -> None:
        pictured(P=picture)(pdf, made)
        made["/Rotate"] = 270

    return change


def _programs() -> Iterator[tuple[str, bytes]]:
    html = (
        f"<h1>Budget monitoring</h1><p class=faint>Faint</p>{TABLE}<p class=box>Boxed</p><p class=small>Small"
    )
    html += "</p><p class=shadow>Shadow</p><div class=bar></div><p>Was <del>9</del> 12</p>"
    yield "made by a program", draw(html, static_root=STATIC, stylesheets=[FONT_CSS + STYLE])
    yield "made for slow lines", paper(drawing(), linearize=True)
    yield "with an author and a program", paper(drawing(), _named)
    yield "a filled form", paper(WORDS, _answered)
    yield "links", papers.paper(1, _linked)


def _named(pdf: Pdf, _made: Dictionary) -> None:
    pdf.docinfo["/Author"] = "Petra Lindqvist"
    pdf.docinfo["/Creator"] = "Writer"


def _answered(pdf: Pdf, made: Dictionary) -> None:
    look = Stream(pdf, b"BT /F1 12 Tf 2 5 Td (Yes) Tj ET", Type=Name.XObject, Subtype=Name.Form)
    look["/BBox"] = Array([0, 0, 420, 20])
    look["/Resources"] = Dictionary(Font=made["/Resources"]["/Font"])
    annotated("Widget", FT=Name.Tx, T="answer", V="Yes")(pdf, made)
    made["/Annots"][0]["/AP"] = Dictionary(N=look)
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([made["/Annots"][0]]))


def _linked(pdf: Pdf) -> None:
    pdf.pages[0].obj["/Annots"] = Array([papers.link(A=papers.action("URI", URI="https://example.org/"))])
