"""Finished packs, read back page by page."""

from __future__ import annotations

import io
from itertools import product

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from packs import boxes
from packs.check import labels, problems
from packs.ingest import ingest
from packs.parts import Bookmark, Marks, OutlineEntry, Part
from packs.render import render
from packs.splice import Assembled, assemble
from packs.tests import papers
from packs.tests.papers import FONT_CSS, STATIC, action, link
from packs.text import page_texts
from packs.thumbnails import thumbnails

AGENDA = """<html lang="en-GB"><title>Agenda</title><body><h1>Agenda</h1><ul>
<li><a href="pack:item-4">Item 4</a><li><a href="pack:gone">Not here</a><li><a href="#end">End</a></ul>
<table><thead><tr><th>Item<th>Page</tr></thead><tbody><tr><td>Four<td>3</tr></tbody></table>
<p><a href="https://example.org/">The council</a>
<h2 id="end" style="break-before: page">End</h2><p>Last words"""


def made(html: str) -> bytes:
    return render(html, static_root=STATIC, stylesheets=[FONT_CSS])


@pytest.fixture(scope="module")
def agenda() -> bytes:
    return made(AGENDA)


@pytest.fixture(scope="module")
def pack(agenda: bytes) -> Assembled:
    scanned = ingest(papers.scan()).pdf
    report = ingest(papers.paper(3, with_links))
    parts = [
        Part("agenda", agenda, "Agenda"),
        Part("item-4", report.pdf, "Item 4", bookmarks=(Bookmark("Costs", 1, (Bookmark("Wages", 2),)),)),
        Part("item-5", scanned, "Item 5"),
        Part("item-9", scanned, "Item 9", "E"),
        Part("again", agenda, "The agenda again", "E"),
    ]
    outline = [
        OutlineEntry("Agenda", "agenda"),
        OutlineEntry("4 Roads", "item-4", children=(OutlineEntry("Appendix", "item-5"),)),
        OutlineEntry("9 Exempt", "item-9"),
        OutlineEntry("Left out", "item-99"),
    ]
    return assemble(parts, title="Agenda & papers <draft>", outline=outline)


def with_links(pdf: Pdf) -> None:
    there = Array([pdf.pages[2].obj, Name.Fit])
    pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array([String("costs"), there])))
    pdf.pages[0].obj["/Annots"] = Array(
        [link(Dest=String("costs")), link(A=action("GoTo", D=there)), link(Dest=String("nowhere"))]
    )


def opened(pack: Assembled) -> Pdf:
    return pikepdf.open(io.BytesIO(pack.pdf))


def targets(pdf: Pdf, page: int) -> list[int]:
    """The pages, counted from 0, that the links of a page lead to."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    links = pdf.pages[page].obj.get("/Annots", [])
    return [numbers[item["/Dest"][0].objgen] for item in links if "/Dest" in item]


def test_the_checker_finds_nothing(pack: Assembled) -> None:
    assert problems(pack.pdf) == []


def test_stamps_equal_labels_equal_ranges(pack: Assembled) -> None:
    expected = ["1", "2", "3", "4", "5", "6", "E1", "E2", "E3"]
    texts = page_texts(pack.pdf)
    assert [text.split()[-2:] for text in texts] == [["Page", label] for label in expected]
    with opened(pack) as pdf:
        assert labels(pdf) == expected
    assert str(pack.ranges["item-4"]) == "3 - 5"
    assert str(pack.ranges["again"]) == "E2 - E3"


def test_links_between_parts_and_within_them(pack: Assembled) -> None:
    with opened(pack) as pdf:
        assert targets(pdf, 0) == [2, 1]
        assert targets(pdf, 2) == [4, 4]
        assert targets(pdf, 7) == [2, 8]
        says = [str(item["/Contents"]) for item in pdf.pages[0].obj["/Annots"]]
        web = [str(item["/A"]["/URI"]) for item in pdf.pages[0].obj["/Annots"] if "/A" in item]
    assert says[0] == "Item 4, page 3"
    assert web == ["https://example.org/"]


def test_bookmarks_lead_to_their_pages(pack: Assembled) -> None:
    with opened(pack) as pdf:
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}

        def branch(items):
            return [(i.title, numbers[i.destination[0].objgen], branch(i.children)) for i in items]

        with pdf.open_outline() as outline:
            tree = branch(outline.root)
    assert tree == [
        ("Agenda", 0, []),
        ("4 Roads", 2, [("Appendix", 5, []), ("Costs", 3, [("Wages", 4, [])])]),
        ("9 Exempt", 6, []),
    ]


def test_title_language_and_honesty(pack: Assembled) -> None:
    with opened(pack) as pdf:
        assert str(pdf.trailer["/Info"]["/Title"]) == "Agenda & papers <draft>"
        assert str(pdf.Root["/Lang"]) == "en-GB"
        assert pdf.Root["/MarkInfo"]["/Suspects"]
        assert b"pdfuaid:part" not in pdf.Root["/Metadata"].read_bytes()
    assert pack.untagged_keys == ("item-4", "item-5", "item-9")


def test_a_pack_of_our_own_parts_claims_to_be_accessible(agenda: bytes) -> None:
    own = assemble([Part("a", agenda, "A"), Part("b", made("<html lang=en><h1>B</h1>"), "B")], title="T")
    assert own.tagged
    assert problems(own.pdf) == []
    with opened(own) as pdf:
        assert b"pdfuaid:part" in pdf.Root["/Metadata"].read_bytes()


def test_the_same_parts_give_the_same_bytes(agenda: bytes) -> None:
    parts = [Part("a", agenda, "A"), Part("b", agenda, "B", "E")]
    assert assemble(parts, title="T").pdf == assemble(parts, title="T").pdf


def test_a_supplement_starts_where_it_is_told(agenda: bytes) -> None:
    parts = [Part("late", agenda, "Late"), Part("secret", agenda, "Late exempt", "E")]
    late = assemble(parts, title="Supplement", start={"": 36, "E": 6})
    with opened(late) as pdf:
        assert labels(pdf) == ["36", "37", "E6", "E7"]


SHAPES = [
    (0, 0, 595, 842),
    (0, 0, 842, 595),
    (0, 0, 1191, 842),
    (0, 0, 2384, 3370),
    (0, 0, 300, 300),
    (0, 0, 90, 60),
    (-200, 100, 395, 942),
    (0, 0, 5000, 5000),
]


@pytest.mark.parametrize(("box", "rotation"), list(product(SHAPES, (0, 90, 180, 270))))
def test_the_stamp_is_upright_at_the_foot_of_every_page(box, rotation: int) -> None:
    with Pdf.new() as pdf:
        page = papers.add_page(pdf, box=box, Rotate=rotation)
        # All black, and the drawing left turned and shrunk: neither may reach the stamp.
        page["/Contents"] = Stream(pdf, b"q 0 g %g %g 9999 9999 re f .1 .2 -.2 .1 5 5 cm" % box[:2])
        part = Part("a", ingest(papers.written(pdf)).pdf, "A")
    pack = assemble([part], title="T")
    with pypdfium2.PdfDocument(pack.pdf) as document:
        page = document[0]
        width, height = page.get_size()
        assert page.get_textpage().get_text_bounded().split() == ["Page", "1"]
        image = page.render(scale=800 / max(width, height)).to_pil().convert("L")
    white = image.point(lambda value: 255 if value > 128 else 0).getbbox()
    assert white is not None
    left, top, right, bottom = white
    assert abs((left + right) / 2 - image.width / 2) <= 2
    assert right - left > bottom - top
    assert bottom > image.height * 0.8
    # The words are on the box: black on white, wider than they are tall.
    assert image.crop(white).getextrema()[0] < 120


def test_the_stamp_stands_in_the_crop_box() -> None:
    with Pdf.new() as pdf:
        papers.add_page(pdf, CropBox=Array([100, 200, 400, 600]))
        part = Part("a", ingest(papers.written(pdf)).pdf, "A")
    with opened(assemble([part], title="T")) as pdf:
        place = boxes.seen(pdf.pages[0].obj)
    assert place.size == (300, 400)


def test_a_watermark_is_printed_at_the_head(agenda: bytes) -> None:
    pack = assemble([Part("a", agenda, "A")], title="T", marks=Marks(watermark="Copy of Cllr Šimková"))
    assert all("Copy of Cllr Šimková" in text for text in page_texts(pack.pdf))


def test_what_a_file_hides_stays_hidden() -> None:
    def hide(pdf: Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
        page = pdf.pages[0].obj
        page["/Resources"]["/Properties"] = Dictionary(L=group)
        page["/Contents"] = Stream(pdf, b"/OC /L BDC 0 g 0 0 595 842 re f EMC")

    pack = assemble([Part("a", ingest(papers.paper(1, hide)).pdf, "A")], title="T")
    with pypdfium2.PdfDocument(pack.pdf) as document:
        image = document[0].render(scale=0.2).to_pil().convert("L")
    assert image.getpixel((20, 20)) == 255


def test_thumbnails(pack: Assembled) -> None:
    images = thumbnails(pack.pdf, 120, first=1, last=3)
    assert len(images) == 3
    assert all(image[:4] == b"RIFF" for image in images)


def test_keys_must_be_unique(agenda: bytes) -> None:
    with pytest.raises(ValueError, match="key 'a'"):
        assemble([Part("a", agenda, "A"), Part("a", agenda, "B")], title="T")


def test_parts_that_were_published_keep_their_numbers(agenda: bytes) -> None:
    """As in a corrected pack: the new front page first, then the old pages and among them a gap."""
    parts = [Part("front", agenda, "Agenda"), Part("late", agenda, "Late"), Part("old", agenda, "Old")]

    pack = assemble(parts, title="Corrected", start={"": 36}, kept={"late": 12, "old": 4})

    with opened(pack) as pdf:
        assert labels(pdf) == ["36", "37", "12", "13", "4", "5"]
    assert ["Page 13" in text for text in page_texts(pack.pdf)].index(True) == 3
    assert problems(pack.pdf) == []


def test_large_sheets_go_by_the_numbers_of_the_pages_they_enlarge(agenda: bytes) -> None:
    report = ingest(papers.paper(3)).pdf
    parts = [Part("agenda", agenda, "Agenda", "agenda:"), Part("item-4", report, "Item 4")]
    names = {"agenda": ["1a", "1b, 2a"]}
    large = assemble(parts, title="Large print", kept={"item-4": 7}, names=names, marks=Marks(named_size=1.8))
    assert problems(large.pdf) == []
    with opened(large) as pdf:
        assert labels(pdf) == ["1a", "1b, 2a", "7", "8", "9"]
        assert [page.label for page in pdf.pages] == ["1a", "1b, 2a", "7", "8", "9"]
        links = [str(link["/Contents"]) for link in pdf.pages[0]["/Annots"] if "/Contents" in link]
    assert "Item 4, page 7" in links
    assert "Page 1b, 2a" in page_texts(large.pdf)[1]
