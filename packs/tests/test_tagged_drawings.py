"""Tags inside drawings that pages call by name, and tags on what form fields showed, come through whole."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from packs import fields, metadata, normalise
from packs.check import problems
from packs.ingest import ingest
from packs.parts import Ingested, Part
from packs.splice import assemble
from packs.subset import excerpt
from packs.tests import papers

Draw = Callable[[Pdf, Dictionary, Stream], bytes]
INNER = b"/P <</MCID 0>> BDC BT /F1 12 Tf 40 700 Td (Inside) Tj ET EMC 0 0 9 9 re f"
OUTER = b"/H1 <</MCID 0>> BDC BT /F1 12 Tf 40 780 Td (Outside) Tj ET EMC "


def once(pdf: Pdf, page: Dictionary, form: Stream) -> bytes:
    page["/Resources"]["/XObject"] = Dictionary(F=form)
    return OUTER + b"/F Do"


def twice(pdf: Pdf, page: Dictionary, form: Stream) -> bytes:
    return once(pdf, page, form) + b" /F Do"


def in_a_tagged_paragraph(pdf: Pdf, page: Dictionary, form: Stream) -> bytes:
    once(pdf, page, form)
    return OUTER.replace(b"EMC", b"/F Do EMC")


def by_another_drawing(pdf: Pdf, page: Dictionary, form: Stream) -> bytes:
    between = drawing(pdf, b"q 1 0 0 1 0 -90 cm /F Do Q 0 0 9 9 re f")
    between["/Resources"] = Dictionary(XObject=Dictionary(F=form))
    return once(pdf, page, between)


def drawing(pdf: Pdf, instructions: bytes) -> Stream:
    form = Stream(pdf, instructions, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
    made: Stream = pdf.make_indirect(form)
    return made


def tree(pdf: Pdf, *kids: Dictionary) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(S=Name.Document, P=root, K=Array(list(kids))))
    root["/K"] = document
    pdf.Root["/StructTreeRoot"] = root
    metadata.describe(pdf, title="Paper", language="en-GB", state=metadata.State(True, True))


def element(pdf: Pdf, kind: str, page: Dictionary, kid: object) -> Dictionary:
    made: Dictionary = pdf.make_indirect(Dictionary(S=Name("/" + kind), Pg=page, K=kid))
    return made


def with_drawing(draw: Draw, pages: int = 2) -> bytes:
    """On each page a heading of its own and a paragraph that is inside a drawing."""
    with Pdf.new() as pdf:
        kids = []
        for _number in range(pages):
            page = papers.add_page(pdf)
            form = drawing(pdf, INNER)
            form["/Resources"] = page["/Resources"]
            form["/StructParents"] = 77
            page["/Contents"] = Stream(pdf, draw(pdf, page, form))
            inside = Dictionary(Type=Name.MCR, Stm=form, MCID=0)
            kids += [element(pdf, "H1", page, 0), element(pdf, "P", page, inside)]
        tree(pdf, *kids)
        return papers.written(pdf)


def packed(*sources: Ingested) -> bytes:
    pdf = assemble([Part(str(n), each.pdf, f"Part {n}") for n, each in enumerate(sources)], title="T").pdf
    assert problems(pdf) == []
    return pdf


def said(pdf: bytes) -> list[str]:
    """Kind and words of each element with content, in the order of the structure."""
    with pikepdf.open(io.BytesIO(pdf)) as pack:
        return list(_said(pack.Root["/StructTreeRoot"], None))


def _said(element: Object, page: Object | None) -> list[str]:
    page = element.get("/Pg", page)
    kids = element.get("/K", Array())
    found = []
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            found += _said(kid, page)
            continue
        mark = kid if isinstance(kid, int) else int(kid["/MCID"])
        held = page if isinstance(kid, int) else kid.get("/Stm", kid["/Pg"])
        found.append(f"{element['/S']} {_words(held, mark)}")
    return found


def _words(held: Object, mark: int) -> str:
    steps = pikepdf.parse_content_stream(
        held if isinstance(held, Stream) else pikepdf.Page(held), "BDC EMC Tj Do"
    )
    words, inside = [], False
    called = held["/Resources"].get("/XObject", {})
    for step in steps:
        match str(step.operator):
            case "BDC":
                inside = step.operands[1].get("/MCID") == mark
            case "EMC":
                inside = False
            case "Tj" if inside:
                words.append(str(step.operands[0]))
            case "Do" if inside:
                below = pikepdf.parse_content_stream(called[str(step.operands[0])], "Tj")
                words += [str(each.operands[0]) for each in below]
    return " ".join(words)


@pytest.mark.parametrize("draw", [once, by_another_drawing])
def test_tags_inside_a_drawing_are_kept(draw: Draw) -> None:
    made = ingest(with_drawing(draw))
    assert made.tagged
    assert normalise.PARTLY not in made.warnings
    # The same file twice: each copy's drawings have a place of their own in the pack's parent tree.
    pack = packed(ingest(papers.tagged(["H1"])), made, made)
    assert said(pack)[1:] == ["/H1 Outside", "/P Inside"] * 4
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        assert b"pdfuaid:part" in pdf.Root["/Metadata"].read_bytes()


@pytest.mark.parametrize(
    ("draw", "left"), [(twice, "/H1 Outside"), (in_a_tagged_paragraph, "/H1 Outside Inside")]
)
def test_tags_that_could_mean_two_things_are_not(draw: Draw, left: str) -> None:
    made = ingest(with_drawing(draw))
    assert normalise.PARTLY in made.warnings
    assert said(packed(made)) == [left] * 2
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert "/Metadata" not in pdf.Root


def test_some_pages_take_their_drawings_with_them() -> None:
    pack = packed(ingest(papers.tagged(["H1"])), ingest(with_drawing(once, pages=3)))
    some = excerpt(pack, 2, 2, title="One page")
    assert problems(some) == []
    assert said(some) == ["/H1 Outside", "/P Inside"]


def test_a_drawing_that_nobody_points_into_forgets_the_parent_tree_it_came_from() -> None:
    def letterhead(pdf: Pdf) -> None:
        form = drawing(pdf, b"0 0 9 9 re f")
        form["/StructParents"] = 0
        pdf.pages[0].obj["/Resources"]["/XObject"] = Dictionary(F=form)
        pdf.pages[0].obj["/Contents"] = Stream(pdf, b"/F Do")

    with pikepdf.open(io.BytesIO(ingest(papers.paper(1, letterhead)).pdf)) as pdf:
        assert "/StructParents" not in pdf.pages[0].obj["/Resources"]["/XObject"]["/F"]


def hostile_drawings(pdf: Pdf, page: Dictionary, form: Stream) -> bytes:
    """Each of 30 drawings calls the next one twice, and the last is the first again."""
    forms = [drawing(pdf, b"/F Do /F Do") for _number in range(30)]
    for this, following in zip(forms, [*forms[1:], forms[0]], strict=True):
        this["/Resources"] = Dictionary(XObject=Dictionary(F=following, G=form))
    return once(pdf, page, forms[0])


def test_drawings_that_call_each_other_without_end_are_survived() -> None:
    made = ingest(with_drawing(hostile_drawings))
    assert normalise.PARTLY in made.warnings
    assert said(packed(made)) == ["/H1 Outside"] * 2


# Form fields ----------------------------------------------------------------------------------------------------
def tick(pdf: Pdf) -> Stream:
    made = drawing(pdf, b"BT /F1 12 Tf (x) Tj ET")
    made["/BBox"], made["/Resources"] = Array([0, 0, 20, 20]), pdf.pages[0].obj["/Resources"]
    return made


def field(pdf: Pdf, kind: str, **entries: object) -> Dictionary:
    made: Dictionary = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name("/" + kind), Rect=Array([50, 300, 250, 330]))
    )
    for key, value in entries.items():
        made["/" + key] = value
    return made


def filled_in(*, in_structure: bool, tagged: bool = True) -> bytes:
    """A form with a name, two boxes with one shared tick, and a stamp; one box is ticked."""
    with Pdf.new() as pdf:
        page = papers.add_page(pdf)
        page["/Contents"] = Stream(pdf, OUTER)
        looks = Dictionary(N=Dictionary(Yes=tick(pdf), Off=drawing(pdf, b"")))
        helvetica = Dictionary(Helv=page["/Resources"]["/Font"]["/F1"])
        answers = [
            field(
                pdf,
                "Tx",
                T=String("a"),
                TU=String("Your name"),
                V=String("Ada Nunn"),
                DA=String("/Helv 12 Tf 0 g"),
            ),
            field(pdf, "Btn", T=String("b"), TU=String("I agree"), V=Name.Yes, AS=Name.Yes, AP=looks),
            field(pdf, "Btn", T=String("c"), AS=Name.Off, AP=looks),
        ]
        answers[2]["/AP"] = Dictionary(N=Dictionary(Yes=tick(pdf), Off=tick(pdf)))
        stamp = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Stamp,
                Rect=Array([9, 9, 90, 30]),
                AP=Dictionary(N=tick(pdf)),
                Contents=String("What the reviewer thought"),
            )
        )
        page["/Annots"] = Array([*answers, stamp])
        pdf.Root["/AcroForm"] = Dictionary(
            Fields=Array(answers), DR=Dictionary(Font=helvetica), DA=String("/Helv 12 Tf 0 g")
        )
        if tagged:
            kids = [element(pdf, "H1", page, 0)]
            if in_structure:
                kids += [element(pdf, "Form", page, Dictionary(Type=Name.OBJR, Obj=each)) for each in answers]
                kids.append(element(pdf, "Annot", page, Dictionary(Type=Name.OBJR, Obj=stamp)))
            tree(pdf, *kids)
        return papers.written(pdf)


@pytest.mark.parametrize("in_structure", [True, False])
def test_what_a_form_says_is_tagged_content_of_the_page(in_structure: bool) -> None:
    made = ingest(filled_in(in_structure=in_structure))
    assert fields.FORM in made.repaired
    pack = packed(made)
    last = "/Span x" if in_structure else "/P x"
    assert said(pack) == ["/H1 Outside", "/Form Ada Nunn", "/Form x", "/Form x", last]
    assert b"reviewer" not in b"".join(_strings(pack))
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        name, agree, empty = _elements(pdf, "/Form")
        assert (name["/A"]["/Role"], str(name["/A"]["/Desc"])) == ("/tv", "Your name")
        assert (agree["/A"]["/checked"], str(agree["/Alt"])) == ("/on", "I agree: ticked")
        assert str(empty["/Alt"]) == "Not ticked"


def _elements(pdf: Pdf, kind: str) -> list[Object]:
    found, waiting = [], [pdf.Root["/StructTreeRoot"]]
    while waiting:
        this = waiting.pop(0)
        if this.get("/S") == kind:
            found.append(this)
        kids = this.get("/K", Array())
        kids = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]
    return found


def _strings(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as pack:
        return [b"" if isinstance(item, Stream) else item.unparse(resolved=True) for item in pack.objects]


def test_in_an_untagged_form_the_answers_are_read_with_the_page() -> None:
    made = ingest(filled_in(in_structure=False, tagged=False))
    assert said(packed(made)) == ["/P Outside Ada Nunn x x x"]


def test_an_answer_that_cannot_be_drawn_is_reported() -> None:
    def fill(pdf: Pdf) -> None:
        box = field(pdf, "Btn", T=String("b"), V=Name.Yes, AS=Name.Yes)
        pdf.pages[0].obj["/Annots"] = Array([box, tick_annotation(pdf)])
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([box]))

    def tick_annotation(pdf: Pdf) -> Dictionary:
        return Dictionary(Subtype=Name.Square, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=tick(pdf)))

    assert fields.UNDRAWN in ingest(papers.paper(1, fill)).warnings
