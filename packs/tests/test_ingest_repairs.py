"""Files that are taken after something was removed or put right."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from packs import fields, normalise, sanitise
from packs.ingest import ingest
from packs.parts import Bookmark
from packs.render import render
from packs.tests import papers
from packs.tests.papers import action, link


def opened(data: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(data))


def annotate(*annotations: Dictionary):
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Annots"] = Array(list(annotations))

    return change


def catalog(**entries: object):
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root["/" + key] = value

    return change


def attach(pdf: Pdf) -> None:
    pdf.attachments["letter.exe"] = b"MZ"


def external_image(pdf: Pdf) -> None:
    image = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    image["/ColorSpace"], image["/F"] = Name.DeviceGray, String("//server/share/x.bin")
    pdf.pages[0].obj["/Resources"]["/XObject"] = Dictionary(I=image)
    pdf.pages[0].obj["/Contents"] = Stream(pdf, b"q 9 0 0 9 0 0 cm /I Do Q")


def page_action(pdf: Pdf) -> None:
    pdf.pages[0].obj["/AA"] = Dictionary(O=action("JavaScript", JS=String("app.alert(1)")))


SCRIPT = action("JavaScript", JS=String("app.alert(1)"))
LAUNCH = action("Launch", F=String("cmd.exe"))
REMOVED = [
    ("opening script", catalog(OpenAction=SCRIPT), sanitise.SCRIPTS),
    ("script names", catalog(Names=Dictionary(JavaScript=Dictionary(Names=Array()))), sanitise.SCRIPTS),
    ("opening actions", catalog(AA=Dictionary(WC=SCRIPT)), sanitise.ACTIONS),
    ("page action", page_action, sanitise.ACTIONS),
    ("launch link", annotate(link(A=LAUNCH)), sanitise.LAUNCH),
    ("chained launch", annotate(link(A=action("GoTo", D=String("x"), Next=LAUNCH))), sanitise.LAUNCH),
    ("remote file", annotate(link(A=action("GoToR", F=String("//server/x.pdf")))), sanitise.LAUNCH),
    ("script address", annotate(link(A=action("URI", URI=String("javascript:alert(1)")))), sanitise.SCRIPTS),
    ("file address", annotate(link(A=action("URI", URI=String("file:///etc/passwd")))), sanitise.LINKS),
    ("pack address", annotate(link(A=action("URI", URI=String("pack:item-1")))), sanitise.LINKS),
    ("attachment", attach, sanitise.FILES),
    (
        "pinned attachment",
        annotate(Dictionary(Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))),
        sanitise.FILES,
    ),
    ("film", annotate(Dictionary(Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))), sanitise.MEDIA),
    (
        "comment",
        annotate(Dictionary(Subtype=Name.Text, Contents=String("Really?"), Rect=Array([0, 0, 9, 9]))),
        sanitise.COMMENTS,
    ),
    ("image elsewhere", external_image, sanitise.EXTERNAL),
]


@pytest.mark.parametrize(("change", "sentence"), [case[1:] for case in REMOVED], ids=[c[0] for c in REMOVED])
def test_what_acts_is_removed_and_said(change, sentence: str) -> None:
    result = ingest(papers.paper(2, change))
    assert sentence in result.removed
    assert result.pages == 2
    with opened(result.pdf) as pdf:
        everything = b"".join(
            item.unparse(resolved=True) if not isinstance(item, Stream) else item.stream_dict.unparse()
            for item in pdf.objects
        )
    for word in (b"JavaScript", b"Launch", b"/AA", b"EmbeddedFile", b"passwd", b"server", b"Really"):
        assert word not in everything


def test_owner_password_only_is_taken_and_decrypted() -> None:
    result = ingest(papers.paper(encryption=pikepdf.Encryption(user="", owner="secret")))
    assert result.repaired
    with opened(result.pdf) as pdf:
        assert not pdf.is_encrypted


@pytest.mark.parametrize(
    ("box", "entries", "size"),
    [
        ((0, 0, 0, 0), {}, (595.28, 841.89)),
        ((595, 842, 0, 0), {}, (595, 842)),
        ((0, 0, 1190, 842), {"Rotate": 90}, (842, 1190)),
        ((0, 0, 595, 842), {"Rotate": 45}, (595, 842)),
        ((0, 0, 595, 842), {"Rotate": -90}, (842, 595)),
        ((-100, -50, 495, 792), {}, (595, 842)),
        ((0, 0, 595, 842), {"CropBox": Array([100, 100, 300, 400])}, (200, 300)),
        ((0, 0, 595, 842), {"CropBox": Array([900, 900, 990, 990])}, (595, 842)),
        ((0, 0, 300, 400), {"UserUnit": 2}, (600, 800)),
        ((0, 0, 5000, 5000), {}, (5000, 5000)),
    ],
)
def test_page_sizes_are_as_seen(box, entries, size) -> None:
    with Pdf.new() as pdf:
        papers.add_page(pdf, box=box, **entries)
        result = ingest(papers.written(pdf))
    assert result.sizes == (size,)


def test_what_a_page_leaves_open_is_closed() -> None:
    def unbalance(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Contents"] = Stream(pdf, b"Q Q q 2 0 0 2 0 0 cm q /P BMC BT /F1 9 Tf (x) Tj")

    result = ingest(papers.paper(1, unbalance))
    assert any("left open" in sentence for sentence in result.repaired)
    with opened(result.pdf) as pdf:
        operators = [str(step.operator) for step in pikepdf.parse_content_stream(pdf.pages[0])]
    depth = 0
    for name in operators:
        depth += {"q": 1, "Q": -1}.get(name, 0)
        assert depth >= 0
    assert depth == 0
    assert operators.count("BT") == operators.count("ET")
    assert operators.count("BMC") + operators.count("BDC") == operators.count("EMC")


def test_form_fields_become_part_of_the_page() -> None:
    def fill(pdf: Pdf) -> None:
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("name"),
                V=String("Filled in"),
                DA=String("/Helv 12 Tf 0 g"),
                Rect=Array([50, 300, 250, 330]),
            )
        )
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.Root["/AcroForm"] = Dictionary(
            Fields=Array([field]), DR=Dictionary(Font=Dictionary(Helv=font)), DA=String("/Helv 12 Tf 0 g")
        )
        pdf.pages[0].obj["/Annots"] = Array([field])

    result = ingest(papers.paper(1, fill))
    assert fields.FORM in result.repaired
    with opened(result.pdf) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj


def test_own_bookmarks_are_read_and_loops_are_cut() -> None:
    def outline(pdf: Pdf) -> None:
        with pdf.open_outline() as contents:
            chapter = pikepdf.OutlineItem("Chapter", 0)
            chapter.children.append(pikepdf.OutlineItem("Section", 1))
            contents.root.append(chapter)
        first = pdf.Root["/Outlines"]["/First"]
        first["/Next"] = first

    result = ingest(papers.paper(2, outline))
    assert result.bookmarks == (Bookmark("Chapter", 0, (Bookmark("Section", 1),)),)


def test_a_structure_tree_that_runs_in_a_circle_is_survived() -> None:
    def loop(pdf: Pdf) -> None:
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Pg=pdf.pages[0].obj))
        element["/K"] = Array([0, element])
        pdf.Root["/StructTreeRoot"] = Dictionary(Type=Name.StructTreeRoot, K=element)
        pdf.pages[0].obj["/Contents"] = Stream(pdf, b"/P <</MCID 0>> BDC BT /F1 9 Tf (x) Tj ET EMC")

    assert ingest(papers.paper(1, loop)).tagged


def test_junk_before_the_header_is_survived() -> None:
    assert ingest(b"HTTP/1.1 200 OK\r\n\r\n" + papers.paper(3)).pages == 3


def test_a_lost_tail_is_repaired_and_said() -> None:
    data = papers.paper(3, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    result = ingest(data[: data.rindex(b"startxref")])
    assert result.pages == 3
    assert any("damaged and has been repaired" in sentence for sentence in result.repaired)


def test_an_untagged_file_is_said_to_be_so() -> None:
    result = ingest(papers.paper())
    assert not result.tagged
    assert any("no accessibility tags" in sentence for sentence in result.warnings)


def test_the_same_upload_gives_the_same_bytes() -> None:
    data = papers.paper(3)
    assert ingest(data).pdf == ingest(data).pdf


def test_a_picture_without_a_description_is_said_to_be_one() -> None:
    result = ingest(papers.tagged(["H1", "Figure"]))
    assert normalise.NO_WORDS in result.warnings
    assert result.tagged
    with opened(result.pdf) as pdf:
        assert str(pdf.Root["/StructTreeRoot"]["/K"][0]["/K"][1]["/Alt"]) == "Picture without a description"
        # Its own claim to be accessible is not believed.
        assert "/Metadata" not in pdf.Root


def test_drawing_instructions_that_are_no_words_are_passed_over() -> None:
    def garble(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Contents"] = Stream(pdf, b"q \xd0\xa8\xff Q q 1 0 0 RG")

    with opened(ingest(papers.paper(1, garble)).pdf) as pdf:
        steps = [str(step.operator) for step in pikepdf.parse_content_stream(pdf.pages[0])]
    assert steps == ["BDC", "q", "q", "Q", "q", "RG", "Q", "Q", "EMC"]


def test_a_table_with_a_head_alone_gets_a_body() -> None:
    head = "<table><thead><tr><th>Item<th>Page</tr></thead></table>"
    html = f'<html lang="en-GB"><title>T</title><body><h1>Index</h1>{head}'
    with opened(render(html, static_root=papers.STATIC, stylesheets=[papers.FONT_CSS])) as pdf:
        table = pdf.Root["/StructTreeRoot"]["/K"][0]["/K"][1]
        assert (table["/S"], table["/K"]["/S"]) == ("/Table", "/TBody")


def test_a_link_that_does_not_say_where_it_leads_is_dropped() -> None:
    clean = ingest(papers.paper(1, annotate(link(A=action("GoTo")))))
    with pikepdf.open(io.BytesIO(clean.pdf)) as pdf:
        assert "/Annots" not in pdf.pages[0].obj
